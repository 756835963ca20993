"""The Leichte-Sprache edition: what is translated, told in every kind of file, and never more than that."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from conftest import QUICK, seed
from leicht import FOLDER, W, filled_in, sample, sample_reading
from lxml import etree
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTFigure
from PIL import Image

from pipeline import cli
from pipeline.build import shelf, source_jobs, translations, volumes
from pipeline.checks import easy_rendition, examination
from pipeline.checks.report import Verdict
from pipeline.diagnostics import InputRefusal
from pipeline.easy_language import ledger
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.own_sentences import DRAFT
from pipeline.easy_language.reading_digest import row_digest, shared_digest
from pipeline.easy_language.rendition import Rendition, State, rendition_of
from pipeline.easy_language.translation import Protocol, Translation
from pipeline.editions.registry import EASY_EDITIONS, EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback.easy import EASY_READERS, EasyReading
from pipeline.readback.pdf import painted_pages
from pipeline.text.concordance import concordance
from pipeline.text.model import book_of

pytestmark = pytest.mark.slow

PUBLICATION = Publication(publisher="Verlag", responsible="A. B., Straße 1, 44135 Ort")
SUFFIXES = [edition.suffix for edition in EASY_EDITIONS.values()]


def checked() -> Translation:
    """The sample as if a check group had read every word of it."""
    day = "1. Juni 2025"
    of = sample(seed().numbered, Protocol("Büro", ("Ada", "Ben"), checked_on=day))
    shown = shelf.pictures(FOLDER / "bilder", of, FOLDER / "muster.toml").found
    seen = {name: each.sha256 for name, each in shown.items()}
    rows = tuple(
        replace(row, status=Status.CHECKED, checked=row_digest(row, seen), checked_on=day) if row.text else row
        for row in of.rows
    )
    return replace(of, rows=rows, protocol=replace(of.protocol, seen=shared_digest(of, seed().numbered), seen_on=day))


@cache
def made(suffix: str, *, draft: bool = True) -> bytes:
    numbered = seed().numbered
    edition = next(each for each in EASY_EDITIONS.values() if each.suffix == suffix)
    return edition.write(book_of(numbered), PUBLICATION, sample_reading(numbered, None if draft else checked()))


@cache
def read_back(suffix: str, data: bytes) -> EasyReading:
    return EASY_READERS[suffix](data)


def found(suffix: str, data: bytes, of: Rendition | None = None) -> list[str]:
    return list(easy_rendition.findings(read_back(suffix, data), of or sample_reading(seed().numbered)))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_edition_tells_what_is_translated_and_nothing_else(suffix: str) -> None:
    assert found(suffix, made(suffix)) == []
    told = read_back(suffix, made(suffix))
    assert "Eine von 3 Frauen in Deutschland hat das schon erlebt." in told.texts
    assert DRAFT in told.texts


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_text_that_the_check_group_has_read_is_no_draft_any_more(suffix: str) -> None:
    of = sample_reading(seed().numbered, checked())
    assert of.draft == ""
    data = made(suffix, draft=False)
    assert found(suffix, data, of) == []
    assert any("1. Juni 2025" in text for text in read_back(suffix, data).texts)
    assert found(suffix, made(suffix), of)
    assert any("Entwurf" in message for message in found(suffix, data))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_translation_gives_the_same_bytes(suffix: str) -> None:
    edition = next(each for each in EASY_EDITIONS.values() if each.suffix == suffix)
    assert edition.write(book_of(seed().numbered), PUBLICATION, sample_reading(seed().numbered)) == made(suffix)


def test_one_changed_word_after_the_check_makes_it_a_draft_again() -> None:
    of = checked()
    at = next(index for index, row in enumerate(of.rows) if row.text)
    rows = (*of.rows[:at], replace(of.rows[at], text=("Anders.",)), *of.rows[at + 1 :])
    assert sample_reading(seed().numbered, replace(of, rows=rows)).draft == DRAFT


def test_merged_rows_widen_the_lines_and_omitted_ones_keep_theirs() -> None:
    of = {each.name: each for each in sample_reading(seed().numbered).passages}
    assert "S0013" not in of
    assert (of["S0012"].lines, of["S0041"].lines) == ("Zeile 20 bis 21", "Zeile 75 bis 79")
    assert (of["S0061"].state, of["S0061"].lines) == (State.OMITTED, "Zeile 112")
    assert of["S0063"].state is State.OPEN


def test_the_originals_in_the_appendix_are_the_whole_official_text() -> None:
    numbered = seed().numbered
    of = sample_reading(numbered)
    covered = [line for each in of.passages for line in range(each.first or 0, (each.last or 0) + 1)]
    assert set(covered) == set(range(1, 274))


def zipped(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as whole, zipfile.ZipFile(out, "w") as changed:
        for name in whole.namelist():
            changed.writestr(name, change(name, whole.read(name)))
    return out.getvalue()


DAMAGE = {
    "a lost sentence": ("Nicht nur den meisten.", ""),
    "another word": ("Eine von 3 Frauen", "Eine von 4 Frauen"),
    "glued words": ("hat das schon erlebt", "hat dasschon erlebt"),
    "a sentence more": ("Das darf nicht sein.", "Das darf nicht sein. Punkt."),
    "other lines": ("Zeile 27 bis 28<", "Zeile 27 bis 29<"),
    "a claim": ("Das ist ein Link.", "Das ist geprüft."),
    "no draft any more": (DRAFT, "Fertig"),
    "another explanation": ("Der Vertrag soll Frauen", "Das Gesetz soll Frauen"),
    "another original": ("Eine Stadt, die zuhört, mit", "Eine Stadt, die nicht zuhört, mit"),
    "a picture without words": ("Ein Haus mit offener Tür.", "."),
}


@pytest.mark.parametrize("suffix", ["-leicht.html", "-leicht.epub", "-leicht.docx"])
@pytest.mark.parametrize("name", DAMAGE)
def test_every_damage_is_found(suffix: str, name: str) -> None:
    old, new = (each.encode() for each in DAMAGE[name])
    changed = (
        made(suffix).replace(old, new)
        if suffix == "-leicht.html"
        else zipped(made(suffix), lambda _, data: data.replace(old, new))
    )
    assert found(suffix, changed)


@pytest.mark.parametrize(
    ("suffix", "pattern", "new"),
    [
        ("-leicht.html", 'href="#original-S0017"', 'href="#original-S0018"'),
        ("-leicht.html", 'href="#leicht-S0017"', 'href="#leicht-S0018"'),
        ("-leicht.html", ' id="original-S0017"', ""),
        ("-leicht.docx", 'w:anchor="original_S0017"', 'w:anchor="original_S0018"'),
        ("-leicht.docx", 'w:name="leicht_S0017"', 'w:name="anders"'),
    ],
)
def test_a_link_that_leads_elsewhere_is_found(suffix: str, pattern: str, new: str) -> None:
    old, put = pattern.encode(), new.encode()
    data = made(suffix)
    changed = (
        data.replace(old, put) if suffix.endswith("html") else zipped(data, lambda _, each: each.replace(old, put))
    )
    assert any("Verweis" in message for message in found(suffix, changed))


HEADING = "Im Alter selbst bestimmen"


@pytest.mark.parametrize("suffix", ["-leicht.html", "-leicht.epub", "-leicht.pdf"])
def test_a_heading_that_the_contents_leave_out_is_found(suffix: str) -> None:
    """In web page and book its entry is cut out of the list; in the PDF its bookmark has other words."""
    data = made(suffix)
    entry = re.compile(rf"<li><a href=\"[^\"]*#leicht-[^\"]*\">{HEADING}</a></li>".encode())
    match suffix:
        case "-leicht.html":
            changed, count = entry.subn(b"", data)
            assert count == 1
        case "-leicht.epub":
            changed = zipped(data, lambda name, each: entry.sub(b"", each) if name.endswith("nav.xhtml") else each)
        case _:
            out = BytesIO()
            with pikepdf.open(BytesIO(data)) as file:
                with file.open_outline() as outline:
                    [entry_of] = [each for each in outline.root if each.title == HEADING]
                    entry_of.title = "Anders"
                file.save(out)
            changed = out.getvalue()
    assert found(suffix, changed) == [
        f"Im Inhalt fehlt die Überschrift „{HEADING}“, oder sie steht dort an anderer Stelle."
    ]


def test_a_pdf_of_another_translation_is_found() -> None:
    of = sample(seed().numbered)
    rows = tuple(replace(row, text=("Anders.",)) if row.name == "S0017" else row for row in of.rows)
    assert found("-leicht.pdf", made("-leicht.pdf"), sample_reading(seed().numbered, replace(of, rows=rows)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A publication with the seed, its translation and its pictures."""
    source = tmp_path / "gleichberechtigung-und-engagement.md"
    source.write_bytes(seed().numbered.chapter.source.data)
    path = shelf.translation_path(source, seed().numbered.slug)
    path.parent.mkdir()
    path.write_text(ledger.dumps(sample(seed().numbered)), encoding="utf-8")
    (tmp_path / "bilder").mkdir()
    for each in (FOLDER / "bilder").iterdir():
        (tmp_path / "bilder" / each.name).write_bytes(each.read_bytes())
    return tmp_path


@pytest.mark.program
def test_a_translation_beside_its_source_is_built_told_and_checked(folder: Path) -> None:
    jobs = source_jobs.jobs([folder])
    [done] = volumes.build(jobs, folder / "dist", list(EASY_EDITIONS))
    assert [name.partition("engagement")[2] for name in done.written] == SUFFIXES
    [coverage] = [each.message for each in done.diagnostics if each.code == "Z672"]
    assert "Zeilen 115–273 fehlen" in coverage
    assert DRAFT in coverage
    [again] = volumes.build(jobs, folder / "dist", list(EASY_EDITIONS))
    assert again.written == ()
    easy, _ = volumes.easy_language(jobs[0], seed().numbered)
    report = examination.examine(done.folder, book_of(seed().numbered), expected=(), checks=QUICK, easy=easy)
    verdicts = {(row.file.rpartition("-")[2], row.check): row.verdict for row in report.rows}
    assert set(verdicts.values()) <= {Verdict.PASSED, Verdict.NOT_EVALUATED}
    assert {name for (_, name), kind in verdicts.items() if kind is Verdict.NOT_EVALUATED} <= {"veraPDF", "OpenXML"}
    assert {name for _, name in verdicts} >= {"Leichte Sprache", "Tags", "Schriften", "Eigenständig"}


def test_a_changed_translation_is_built_anew(folder: Path) -> None:
    jobs = source_jobs.jobs([folder])
    list(volumes.build(jobs, folder / "dist", ["leicht-web"]))
    path = folder / "translations" / "gleichberechtigung-und-engagement.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Nicht nur den meisten.", "Allen."), encoding="utf-8")
    [done] = volumes.build(jobs, folder / "dist", ["leicht-web"])
    assert len(done.written) == 1
    assert b"Allen." in (done.folder / done.written[0]).read_bytes()


def test_without_a_translation_the_editions_are_left_out_or_refused(tmp_path: Path) -> None:
    source = tmp_path / "probe.md"
    source.write_bytes(seed().numbered.chapter.source.data)
    [done] = volumes.build(source_jobs.jobs([source]), tmp_path / "dist", ["lines", "leicht-web"])
    assert [name.rpartition(".")[2] for name in done.written] == ["tsv"]
    with pytest.raises(InputRefusal) as caught:
        list(volumes.build(source_jobs.jobs([source]), tmp_path / "dist", ["leicht-web"]))
    assert "Z673" in [each.code for each in caught.value.diagnostics]


def test_an_open_translation_has_no_edition() -> None:
    numbered = seed().numbered
    of = replace(
        sample(numbered), rows=tuple(replace(row, status=Status.OPEN, text=()) for row in sample(numbered).rows)
    )
    assert rendition_of(numbered, of, {}) is None


def bomb() -> bytes:
    out = BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("picture", "data", "code"),
    [
        ("haus.png", None, "Z670"),
        ("../haus.png", None, "Z670"),
        ("/etc/passwd", None, "Z670"),
        ("a\\haus.png", None, "Z670"),
        ("haus.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "Z670"),
        ("haus.png", b"\x89PNG\r\n\x1a\n", "Z670"),
        ("haus.png", bomb(), "Z670"),
        ("haus.gif", b"GIF89a", "Z670"),
    ],
    ids=str,
)
def test_a_picture_that_cannot_be_used_is_left_out_and_its_row_named(
    folder: Path, picture: str, data: bytes | None, code: str
) -> None:
    path = folder / "translations" / "gleichberechtigung-und-engagement.toml"
    text = path.read_text(encoding="utf-8").replace(
        '"haus.png"', ascii(picture).replace("'", '"').replace("\\\\", "\\\\")
    )
    path.write_text(text, encoding="utf-8")
    (folder / "bilder" / "haus.png").unlink()
    if data is not None:
        (folder / "bilder" / Path(picture).name).write_bytes(data)
    [done] = volumes.build(source_jobs.jobs([folder]), folder / "dist", ["leicht-web"])
    [wanting] = [each for each in done.diagnostics if each.code == code]
    assert "S0023" in wanting.message
    assert text.splitlines()[wanting.place.line - 1].startswith("picture = ")
    assert "Ein Haus mit offener" not in (done.folder / done.written[0]).read_text(encoding="utf-8")


def test_a_picture_without_alternative_text_is_left_out(folder: Path) -> None:
    path = folder / "translations" / "gleichberechtigung-und-engagement.toml"
    text = re.sub(r'alternative = "Ein Haus[^\n]*\n', "", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    [done] = volumes.build(source_jobs.jobs([folder]), folder / "dist", ["leicht-web"])
    assert "Z671" in {each.code for each in done.diagnostics}
    assert "Ein Haus mit offener" not in (done.folder / done.written[0]).read_text(encoding="utf-8")


def test_a_picture_that_is_missing_keeps_nobody_from_the_text_itself(folder: Path) -> None:
    (folder / "bilder" / "haus.png").unlink()
    [done] = volumes.build(source_jobs.jobs([folder]), folder / "dist", ["lines", "web", "leicht-web"])
    assert "Z670" in {each.code for each in done.diagnostics}
    assert set(done.written) == {
        f"{seed().numbered.slug}{suffix}" for suffix in (".lines.tsv", ".html", "-leicht.html")
    }


def test_each_sentence_is_a_line_of_its_own(folder: Path) -> None:
    path = folder / "translations" / "gleichberechtigung-und-engagement.toml"
    text = path.read_text(encoding="utf-8")
    two = "Das ist ein Satz. Das ist z. B. noch einer."
    path.write_text(text.replace("In Dortmund soll niemand vergessen werden.", two, 1), encoding="utf-8")
    [job] = source_jobs.jobs([folder])
    easy, _ = volumes.easy_language(job, seed().numbered)
    assert easy
    told = [row for passage in easy.passages for row in passage.text]
    assert "Das ist ein Satz." in told
    assert "Das ist z. B. noch einer." in told


def test_the_hand_over_comes_back_and_becomes_every_edition(folder: Path) -> None:
    """The whole way: S.docx → filled in → return → TOML → editions, and every word of the sample is in them."""
    numbered = seed().numbered
    (folder / "translations" / "gleichberechtigung-und-engagement.toml").unlink()
    [job] = source_jobs.jobs([folder])
    of = checked()
    (folder / "zurück.docx").write_bytes(filled_in(EDITIONS["docx"].write(book_of(numbered), job.publication), of))
    taken = translations.take_back(folder / "zurück.docx", job)
    assert taken.changed
    assert {each.code for each in taken.diagnostics} == {"Z659"}
    assert [(row.text, row.status, row.picture, row.alternative) for row in taken.translation.rows] == [
        (row.text, row.status, row.picture, row.alternative) for row in of.rows
    ]
    explained = [word for word in taken.translation.words if word.explanation]
    assert {word.word: word.explanation for word in explained} == {word.word: word.explanation for word in of.words}
    [done] = volumes.build([job], folder / "dist", list(EASY_EDITIONS))
    easy = sample_reading(numbered, replace(of, words=tuple(explained)))
    for name in done.written:
        suffix = next(each for each in SUFFIXES if name.endswith(each))
        assert found(suffix, (done.folder / name).read_bytes(), easy) == []
    assert not translations.take_back(folder / "zurück.docx", job).changed


MILLIMETRE = 72 / 25.4


def titled(*rows: str) -> Rendition:
    """The first section of the sample under another title: several pages."""
    whole = sample_reading(seed().numbered)
    return replace(whole, title_rows=rows, parts=whole.parts[:1], passages=whole.parts[0].passages)


def test_pictures_stand_in_a_column_of_their_own_beside_their_text() -> None:
    data = made("-leicht.pdf")
    pictures = 0
    for shown, page in zip(extract_pages(BytesIO(data)), painted_pages(data), strict=True):
        for each in (each for each in shown if isinstance(each, LTFigure)):
            pictures += 1
            assert each.width == pytest.approx(48 * MILLIMETRE, abs=0.1)
            covered = [
                glyph.text
                for glyph in page.glyphs
                if glyph.x0 < each.x1 and glyph.x1 > each.x0 and each.y0 < glyph.baseline < each.y1
            ]
            assert covered == []
    assert pictures == 2


@pytest.mark.parametrize("words", ["Alle Wege für alle Menschen in der ganzen Stadt " * 4, "W" * 300, "Kurz"])
def test_the_running_head_has_one_row_that_stays_on_the_paper(words: str) -> None:
    data = EASY_EDITIONS["leicht-pdf"].write(book_of(seed().numbered), PUBLICATION, titled(words.strip()))
    _, *pages = painted_pages(data)
    assert pages
    for page in pages:
        top = max(glyph.baseline for glyph in page.glyphs)
        head = [glyph for glyph in page.glyphs if glyph.baseline == top]
        assert max(glyph.x1 for glyph in head if not glyph.text.isspace()) <= 188 * MILLIMETRE
        said = "".join(glyph.text for glyph in head).strip()
        assert said == "Kurz" if words == "Kurz" else said.endswith("…")
        assert words.startswith(said.rstrip(" …"))


def test_the_header_of_the_word_document_has_room_for_its_title() -> None:
    data = EASY_EDITIONS["leicht-docx"].write(
        book_of(seed().numbered), PUBLICATION, titled("Alle Wege für alle Menschen " * 5)
    )
    with zipfile.ZipFile(BytesIO(data)) as whole:
        heads = [whole.read(name) for name in whole.namelist() if "header" in name]
    said = ["".join(map(str, etree.fromstring(head).itertext())) for head in heads]
    assert any(each.startswith("Alle Wege für alle Menschen Alle") and each.endswith(" …") for each in said)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_title_of_two_rows_keeps_them(suffix: str) -> None:
    reading = titled("Verkehr und Wege", "So kommen alle gut an")
    edition = next(each for each in EASY_EDITIONS.values() if each.suffix == suffix)
    data = edition.write(book_of(seed().numbered), PUBLICATION, reading)
    assert found(suffix, data, reading) == []
    assert "Verkehr und Wege So kommen alle gut an" in read_back(suffix, data).texts
    match suffix:
        case "-leicht.pdf":
            large = [glyph for glyph in painted_pages(data)[0].glyphs if glyph.size > 25]
            rows = {round(glyph.baseline): "" for glyph in large}
            for glyph in large:
                rows[round(glyph.baseline)] += glyph.text
            assert [row.strip() for row in rows.values()] == list(reading.title_rows)
        case "-leicht.docx":
            with zipfile.ZipFile(BytesIO(data)) as whole:
                body = etree.fromstring(whole.read("word/document.xml"))
            title = next(body.iter(f"{W}p"))
            assert len(list(title.iter(f"{W}br"))) == 1
        case _:
            markup = data
            if suffix == "-leicht.epub":
                with zipfile.ZipFile(BytesIO(data)) as whole:
                    markup = whole.read("EPUB/leicht.xhtml")
            rows_of_title = (
                '<span class="row">Verkehr und Wege </span><span class="row">So kommen alle gut an</span></h1>'
            )
            assert rows_of_title in markup.decode()


def test_a_picture_under_almost_its_name_is_pointed_out(folder: Path) -> None:
    (folder / "bilder" / "haus.png").rename(folder / "bilder" / "Haus.PNG")
    [done] = volumes.build(source_jobs.jobs([folder]), folder / "dist", ["leicht-web"])
    assert any("Dort liegt „Haus.PNG“" in (each.hint or "") for each in done.diagnostics)


def test_what_a_translation_lacks_is_told_again_where_nothing_is_to_be_done(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["build", str(folder), "--out", str(folder / "dist"), "--edition", "leicht-web"]
    assert cli.main(call) == 0
    capsys.readouterr()
    path = folder / "translations" / "gleichberechtigung-und-engagement.toml"
    text = path.read_text(encoding="utf-8").replace('status = "übersetzt"', 'status = "geprüft"')
    path.write_text(text, encoding="utf-8")
    for _ in range(2):
        assert cli.main(call) == 0
        told = capsys.readouterr()
        assert "nichts zu tun" in told.out
        assert "Befund Z660" in told.err
        assert "Zeilen 115–273 fehlen" in told.err
        assert "Reparatur" not in told.err


@pytest.mark.parametrize("suffix", [each for each in SUFFIXES if not each.endswith(".docx")])
def test_the_contents_list_every_heading(suffix: str) -> None:
    reading = sample_reading(seed().numbered)
    headings = [each for each in reading.passages if each.kind == "heading" and each.state is State.TRANSLATED]
    wanted = [" ".join(each.text) for each in headings]
    assert wanted
    wanted += ["Wörter", "Das Original mit seinen Zeilen", "Impressum"]
    listed = [text.rpartition(" Seite ")[0] or text for text in read_back(suffix, made(suffix)).texts]
    at = [listed.index(each) for each in wanted]
    assert at == sorted(at)
    assert all(listed.count(each) > 1 for each in wanted)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_line_is_a_place_that_one_can_jump_to(suffix: str) -> None:
    """There stands the original with the lines that it has."""
    data = made(suffix)
    if suffix.endswith(".pdf"):
        file: Any = pymupdf.open(stream=data, filetype="pdf")  # type: ignore[no-untyped-call]
        names = list(file.resolve_names())
    else:
        parts = [data.decode()] if suffix.endswith(".html") else []
        if not parts:
            with zipfile.ZipFile(BytesIO(data)) as package:
                parts = [package.read(each).decode() for each in package.namelist() if "ml" in each.rpartition(".")[2]]
        names = re.findall(r'(?: id|w:name)="(zeile[-_][0-9]+)"', "".join(parts))
    mark = "zeile_" if suffix.endswith(".docx") else "zeile-"
    wanted = {f"{mark}{line.number}" for line in concordance(seed().numbered)}
    # An empty line has no words that could be translated.
    assert wanted - {f"{mark}22"} <= set(names)
    assert len([each for each in names if each.startswith(mark)]) == len(
        {each for each in names if each.startswith(mark)}
    )
