"""What every edition must have, read from the finished bytes of the seed."""

from __future__ import annotations

import itertools
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import HEAD, SEED, TEXT, read, seed
from lxml import etree
from pdfminer.converter import PDFPageAggregator
from pdfminer.high_level import extract_text
from pdfminer.layout import LTChar
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from PIL import Image

from pipeline.checks.examination import CHECKS
from pipeline.checks.finished import Finished, outcome
from pipeline.checks.tags import tag_listing
from pipeline.diagnostics import EnvironmentRefusal, InputRefusal
from pipeline.editions import pdf
from pipeline.editions.pdf.typesetting import rendering
from pipeline.editions.pdf.typesetting.manuscript import Manuscript, Resource, manuscript
from pipeline.editions.pdf.typesetting.rendering import RenderingJob
from pipeline.editions.pdf.typesetting.structure_nodes import Numbers
from pipeline.editions.pdf.typesetting.structure_objects import tagger
from pipeline.editions.registry import EDITIONS, Edition
from pipeline.pages import shells
from pipeline.publication.settings import LineSettings, Publication
from pipeline.readback import read_file
from pipeline.readback.glyphs import GlyphRow, glyph_rows
from pipeline.readback.pdf import painted_pages
from pipeline.readback.tag_tree import every_tag, tag_tree
from pipeline.text import chapter_sections, walk
from pipeline.text.model import NumberedChapter, book_of

pytestmark = pytest.mark.slow

FULL = Publication(publisher="Herausgeberin", responsible="A. B., Straße 1, 44135 Ort", rights="CC BY-SA 4.0")
OWN_SCRIPT = (Path(__file__).parent.parent / "templates" / "lines.js").read_text(encoding="utf-8")
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} & &amp; ]]> „ß“ ẞ→\u202fЖ"


@cache
def made(name: str, text: str = "") -> bytes:
    numbered = read(text).numbered if text else seed().numbered
    return EDITIONS[name].write(book_of(numbered), FULL)


def parsed(data: bytes) -> Any:
    return etree.fromstring(data)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", ["web", "epub"])
def test_line_17_is_an_element_whose_text_begins_with_its_first_word(name: str) -> None:
    data = made(name) if name == "web" else members(made(name))["EPUB/kapitel.xhtml"]
    [element] = parsed(data).xpath("//*[@id='zeile-17']")
    assert "".join(element.itertext()).startswith("Dortmund soll eine Stadt sein")


def test_hostile_text_is_text_in_every_edition() -> None:
    text = TEXT.replace("Beratung anbieten.", HOSTILE)
    assert made("lines", text).decode().endswith(f"9\t{HOSTILE}\n")
    web = parsed(made("web", text))
    assert HOSTILE in "".join(map(str, web.itertext()))
    assert [each.text == OWN_SCRIPT for each in web.findall(".//{*}script")] == [True]
    chapter = parsed(members(made("epub", text))["EPUB/kapitel.xhtml"])
    assert HOSTILE in "".join(map(str, chapter.itertext()))
    assert HOSTILE in "".join(map(str, parsed(members(made("docx", text))["word/document.xml"]).itertext()))


@pytest.mark.parametrize("title", ["A & B <i>", "Ein \"Titel\" mit 'Zeichen' {{ x }}", "Wort " * 60])
def test_hostile_and_long_titles_are_text_in_every_edition(title: str) -> None:
    text = TEXT.replace("Probe", title.strip())
    assert parsed(made("web", text)).findtext(".//{*}title") == title.strip()
    package = parsed(members(made("epub", text))["EPUB/content.opf"])
    assert package.findtext(".//{*}title") == title.strip()
    assert made("pdf", text).startswith(b"%PDF-1.7")
    assert zipfile.is_zipfile(BytesIO(made("docx", text)))


@pytest.mark.parametrize("name", ["web", "epub"])
def test_no_row_of_ours_ends_inside_a_date(name: str) -> None:
    documents = (
        [made("web")]
        if name == "web"
        else [data for path, data in members(made("epub")).items() if path.endswith(".xhtml")]
    )
    own = ["".join(map(str, each.itertext())) for data in documents for each in parsed(data).iter("{*}p", "{*}dd")]
    dates = [text for text in own if "beschlossen am" in text]
    assert len(dates) >= 2
    assert all("3.\u00a0Mai\u00a02025" in text for text in dates)


def test_the_notes_of_a_book_name_no_page_that_it_may_lack() -> None:
    [notes] = [
        data.decode() for data in members(made("epub", TEXT)).values() if b"Hinweise zu dieser Ausgabe</h1>" in data
    ]
    assert "Seitenliste" in notes
    assert not re.search(r"Seite \d", notes)


def test_the_web_page_needs_no_other_file() -> None:
    text = made("web").decode()
    addresses = re.findall(r"(?:src|href)=\"([^\"]*)\"|url\(([^)]*)\)", text)
    assert {address[:5] for pair in addresses for address in pair if address and not address.startswith("#")} == {
        "data:"
    }
    assert text.count("<script") == 1
    assert OWN_SCRIPT in text


def test_all_links_lead_somewhere() -> None:
    web = parsed(made("web"))
    ids = set(map(str, web.xpath("//@id")))
    assert {str(href)[1:] for href in web.xpath("//@href") if str(href).startswith("#")} <= ids
    book = members(made("epub"))
    documents = {name.removeprefix("EPUB/"): parsed(data) for name, data in book.items() if name.endswith(".xhtml")}
    for name, root in documents.items():
        for href in map(str, root.xpath("//*[local-name()='a']/@href")):
            document, _, fragment = href.partition("#")
            target = documents[document or name]
            assert not fragment or target.xpath(f"//*[@id='{fragment}']"), f"{name}: {href}"


def test_every_edition_says_who_resolved_the_text_and_when_and_who_answers_for_it() -> None:
    texts = {
        "web": "".join(map(str, parsed(made("web")).itertext())),
        "epub": "".join(
            "".join(map(str, parsed(data).itertext()))
            for name, data in members(made("epub")).items()
            if name.endswith(".xhtml")
        ),
        "docx": "".join(map(str, parsed(members(made("docx"))["word/document.xml"]).itertext())),
        "pdf": pdf_text(made("pdf")),
    }
    for name, text in texts.items():
        for words in (
            "Jahreshauptversammlung, beschlossen am 3. Mai 2025",
            "Herausgeberin",
            "A. B., Straße 1",
            "CC BY-SA 4.0",
        ):
            assert words in text.replace("\u00a0", " "), name


def resolved(value: Any) -> Any:
    return resolve1(value)


def font_names(data: bytes) -> set[str]:
    names: set[str] = set()
    for page in PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(data)))):
        for font in resolved(page.resources["Font"]).values():
            names.add(resolved(font)["BaseFont"].name)
    return names


def pdf_text(data: bytes) -> str:
    return str(extract_text(BytesIO(data)))


def test_numbers_are_legible_against_their_ground() -> None:
    from pipeline.publication.settings import contrast

    assert contrast(re.search(r"\.number \{[^}]*color: (#\w+)", shells.style("print"))[1], "#ffffff") >= 4.5  # type: ignore[index]
    web = shells.style("web")
    for ground, ink in zip(re.findall(r"--paper: (#\w+)", web), re.findall(r"--quiet: (#\w+)", web), strict=True):
        assert contrast(ground, ink) >= 4.5


def test_the_book_names_its_language_and_its_contents_for_older_programs_on_the_package() -> None:
    package = parsed(members(made("epub"))["EPUB/content.opf"])
    assert package.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert package.find("{*}spine").get("toc") == "ncx"


def test_the_first_member_of_the_book_is_its_type_stored() -> None:
    with zipfile.ZipFile(BytesIO(made("epub"))) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_the_pdf_embeds_the_house_fonts_and_no_other() -> None:
    text = TEXT.replace("Beratung anbieten.", "Größe ẞ → Ж\u202fu. a.")
    fonts = {name.partition("+")[2].split("-")[0] for name in font_names(made("pdf", text))}
    assert fonts == {"Atkinson", "Inter"}


def test_a_line_that_no_page_holds_goes_on_in_further_rows() -> None:
    wide = HEAD + "1 " + " ".join(["WWWWWWWWW"] * 11) + "\n"
    data = pdf.screen(book_of(read(wide).numbered), Publication())
    [line] = read_file(data, ".pdf").chapters[0].lines
    assert (line.number, line.text) == (1, " ".join(["WWWWWWWWW"] * 11))


def test_nothing_is_fetched_for_a_pdf() -> None:
    from weasyprint.urls import FatalURLFetchingError

    for address in ("file:///etc/passwd", "http://127.0.0.1/x.png", "data:text/plain,x"):
        with pytest.raises(FatalURLFetchingError):
            rendering.fetcher_of(()).fetch(address)


def test_what_weasyprint_only_logs_is_an_error() -> None:
    with pytest.raises(InputRefusal) as caught:
        rendering.set_pdf(
            RenderingJob(
                Manuscript('<html lang="de"><p>x</p></html>', "p { nonsense: 1 }", "x.md"),
                "pdf/ua-1",
                lambda _: None,
                tagger(Numbers.SILENT),
            )
        )
    assert {each.code for each in caught.value.diagnostics} == {"Z503"}


def test_a_faulty_style_sheet_is_an_error_for_every_text_and_a_sound_one_is_parsed_once_for_all() -> None:
    texts = [Manuscript(f'<html lang="de"><p>{word}</p></html>', "p { nonsense: 1 }", "x.md") for word in ("x", "y")]
    for text in (*texts, *texts):
        with pytest.raises(InputRefusal):
            rendering.laid_out(text)
    rendering._parsed.cache_clear()
    for text in texts:
        rendering.laid_out(replace(text, style="p { color: red }"))
    assert rendering._parsed.cache_info().misses == 1


def test_a_missing_library_is_said_before_weasyprint_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.bootstrap.missing_libraries", lambda: ["Pango"])
    rendering.laid_out.cache_clear()
    with pytest.raises(EnvironmentRefusal) as caught:
        pdf.screen(book_of(seed().numbered), Publication())
    assert (caught.value.exit_code, caught.value.diagnostics[0].code) == (4, "Z701")


def test_a_missing_package_is_said() -> None:
    with pytest.raises(EnvironmentRefusal) as caught:
        Edition(".x", "Probe", "nicht.da:write").write(book_of(seed().numbered), Publication())
    assert caught.value.diagnostics[0].code == "Z703"


def test_a_missing_font_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.pages import fonts

    monkeypatch.setattr("fontpkg.path", lambda *_, **__: "/nicht/da.ttf")
    fonts.faces.cache_clear()
    try:
        with pytest.raises(EnvironmentRefusal) as caught:
            fonts.faces()
    finally:
        fonts.faces.cache_clear()
    assert caught.value.diagnostics[0].code == "Z702"


def test_the_pdf_is_tagged_and_names_its_language_and_title() -> None:
    catalog = resolved(PDFDocument(PDFParser(BytesIO(made("pdf")))).catalog)
    assert resolved(catalog["MarkInfo"])["Marked"] is True
    assert catalog["Lang"] == b"de"
    assert resolved(catalog["ViewerPreferences"])["DisplayDocTitle"] is True
    assert "StructTreeRoot" in catalog
    metadata = resolved(catalog["Metadata"]).get_data().decode()
    assert "pdfuaid:part" in metadata
    assert "Gleichberechtigung und Engagement" in metadata


@pytest.mark.parametrize("name", ["pdf", "archiv", "grossdruck"])
def test_no_heading_and_no_lead_stands_last_on_a_page(name: str) -> None:
    ends = {section.title for section in chapter_sections.sections(seed().numbered.chapter.blocks) if section.title} | {
        "Wir werden"
    }
    for rows in printed_rows(made(name)):
        *_, lowest = (row for row in rows if 70 < row.baseline < 770)
        assert lowest.text.lstrip("0123456789").strip() not in ends


def roles(name: str) -> Counter[str]:
    return Counter(tag.role for tag in every_tag(tag_tree(made(name)).tags))


@pytest.mark.parametrize("name", ["pdf", "archiv", "grossdruck"])
def test_there_is_one_element_for_each_of_the_text_however_many_pages_it_crosses(name: str) -> None:
    found = roles(name)
    assert [found[role] for role in ("L", "LI", "LBody", "H1", "H2", "TOC", "TOCI")] == [6, 97, 97, 1, 7, 1, 6]


def test_every_block_is_announced_once_in_the_screen_pdf() -> None:
    labels = [
        dict(tag.attributes).get("ActualText", "") for tag in every_tag(tag_tree(made("pdf")).tags) if tag.role == "Lbl"
    ]
    announced = [text for text in labels if text]
    assert len(announced) == 6 + 16 + 97
    assert announced[0] == "Zeilen 1 bis 6: "
    assert "Zeile 35: " in announced


def test_announcements_can_be_switched_off() -> None:
    silent = pdf.screen(book_of(seed().numbered), Publication(lines=LineSettings(announce="none")))
    labels = [tag for tag in every_tag(tag_tree(silent).tags) if tag.role == "Lbl"]
    assert len(labels) == 97
    assert not any("ActualText" in dict(tag.attributes) for tag in labels)


def test_every_line_of_the_archive_is_a_sub_with_its_number() -> None:
    found = roles("archiv")
    assert (found["Sub"], found["Artifact"]) == (273, 273)


def test_the_source_is_attached_as_it_arrived() -> None:
    document = PDFDocument(PDFParser(BytesIO(made("archiv"))))
    [reference] = resolved(document.catalog["AF"])[:1]
    attached = resolved(reference)
    assert attached["AFRelationship"].name == "Source"
    assert resolved(resolved(attached["EF"])["F"]).get_data() == SEED.read_bytes()
    assert attached["Desc"]


@pytest.mark.parametrize("name", ["pdf", "archiv", "grossdruck"])
def test_every_line_is_a_named_destination(name: str) -> None:
    names = resolved(resolved(resolved(PDFDocument(PDFParser(BytesIO(made(name)))).catalog["Names"])["Dests"]))["Names"]
    found = {each.decode() for each in resolved(names)[::2]}
    assert {f"zeile-{number}" for number in range(1, 274)} <= found


@pytest.mark.parametrize("name", ["pdf", "archiv", "grossdruck"])
def test_the_structure_tree_is_the_golden_one(name: str, golden: Callable[[str, str], None]) -> None:
    lines = [line for line in tag_listing.text(tag_tree(made(name))) if not line.startswith("Artefakte")]
    golden(f"tags-{name}.txt", "\n".join(lines) + "\n")


RICH = """<!DOCTYPE html><html lang="de"><head><title>Probe</title></head><body><h1>Probe</h1>
<p>Ein <strong>starkes</strong>, ein <em>leises</em>, ein <span lang="en">foreign</span> Wort und <abbr title="zum Beispiel">z. B.</abbr></p>
<table><caption>Tafel</caption><thead><tr><th scope="col">Kopf</th><th scope="col">Zahl</th></tr></thead>
<tbody><tr><th scope="row">Zeile</th><td>1</td></tr></tbody></table>
<figure><img src="data:," alt="Ein Bild" width="40" height="30"/><figcaption>Unter dem Bild</figcaption></figure>
<dl><dt>Wort</dt><dd>Erklärung</dd></dl>
<p>Siehe <a href="#n">Anmerkung</a>.</p><aside role="doc-footnote" id="n">Eine Anmerkung.</aside></body></html>"""


@pytest.mark.parametrize(("variant", "note"), [("pdf/ua-1", "Note"), ("pdf/ua-2", "FENote")])
def test_the_tree_knows_what_the_model_does_not_use_yet(variant: str, note: str, tmp_path: Path) -> None:
    picture = tmp_path / "bild.png"
    Image.new("RGB", (4, 3), (200, 0, 0)).save(picture)
    html = RICH.replace("data:,", picture.as_uri())
    rich = Manuscript(html, "", "x.md", (Resource(picture.as_uri(), picture.read_bytes(), "image/png"),))
    job = RenderingJob(rich, variant, lambda _: None, tagger(Numbers.SILENT))
    tags = {tag.role: dict(tag.attributes) for tag in every_tag(tag_tree(rendering.set_pdf(job)).tags)}
    assert {
        "Table",
        "THead",
        "TBody",
        "TR",
        "TH",
        "TD",
        "Caption",
        "Figure",
        "Strong",
        "Em",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Link",
        note,
    } <= set(tags)
    assert tags["Figure"]["Alt"] == "Ein Bild"
    assert "BBox" in tags["Figure"]
    scopes = [
        dict(tag.attributes)["Scope"] for tag in every_tag(tag_tree(rendering.set_pdf(job)).tags) if tag.role == "TH"
    ]
    assert scopes == ["Column", "Column", "Row"]
    spans = [dict(tag.attributes) for tag in every_tag(tag_tree(rendering.set_pdf(job)).tags) if tag.role == "Span"]
    assert {"Lang": "en"} in spans
    assert {"E": "zum Beispiel"} in spans


def painted_text(data: bytes) -> Iterator[str]:
    device = PDFPageAggregator(manager := PDFResourceManager(), laparams=None)
    for page in PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(data)))):
        PDFPageInterpreter(manager, device).process_page(page)
        yield from (item.get_text() for item in device.get_result() if isinstance(item, LTChar))


def test_nothing_in_large_print_is_smaller_than_18_points() -> None:
    device = PDFPageAggregator(manager := PDFResourceManager(), laparams=None)
    sizes = set()
    for page in PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(made("grossdruck"))))):
        PDFPageInterpreter(manager, device).process_page(page)
        sizes |= {round(item.size, 1) for item in device.get_result() if isinstance(item, LTChar)}
    assert min(sizes) >= 18


DEEP = HEAD + "".join(f"{'#' * (level + 1)} {level} Ebene\n\n" for level in range(1, 6)) + "6 Darunter steht Text.\n"
"""A heading of each level of the model, and a line below."""


@pytest.mark.parametrize("name", ["pdf", "archiv", "druck", "grossdruck"])
@pytest.mark.parametrize("width", [80, 95])
def test_no_heading_is_smaller_than_the_text_or_the_one_below_it(name: str, width: int) -> None:
    numbered = read(DEEP, publication=Publication(lines=LineSettings(width=width))).numbered
    data = EDITIONS[name].write(book_of(numbered), Publication())
    rows = [row for page in printed_rows(data) for row in page if re.fullmatch("[1-6] (Ebene|Darunter.*)", row.text)]
    sizes = [round(row.size, 2) for row in rows]
    assert len(sizes) == 6
    assert sizes == sorted(sizes, reverse=True)
    # Each stands nearer to what follows than to what is before it.
    gaps = [above.baseline - below.baseline for above, below in itertools.pairwise(rows)]
    assert gaps[-1] < min(gaps[:-1])
    assert examined(data, name, numbered) == []


PDFS = (("pdf", "archiv"), ("druck",), ("grossdruck",))
"""All of them; those of one layout stand together, so that it is made once."""

LONG = " ".join(["Ein sehr langer Titel, der in keiner Kopfzeile Platz hat,"] * 4)
MILLIMETRE = 72 / 25.4


@pytest.mark.parametrize("names", PDFS, ids="-".join)
@pytest.mark.parametrize(
    ("words", "width"), [(LONG, 80), ("W" * 300, 95), ("→ẞ" * 150, 80), ("Wort " * 200 + "Ende", 95), ("Kurz", 95)]
)
def test_nothing_leaves_the_paper_and_heads_have_one_row(names: tuple[str, ...], width: int, words: str) -> None:
    text = DEEP.replace("Probe", words).replace("Rat (", f"{words} (") + "".join(
        f"\n{n} Zeile.\n" for n in range(7, 35)
    )
    publication = Publication(publisher=words, lines=LineSettings(width=width))
    numbered = read(text, publication=publication).numbered
    for name in names:
        data = EDITIONS[name].write(book_of(numbered), publication)
        # Marks of the print shop stand 10 mm around the page.
        is_inside_and_has_one_head(data, words, 10 * MILLIMETRE if name == "druck" else 0)
        assert examined(data, name, numbered) == []


def is_inside_and_has_one_head(data: bytes, words: str, edge: float) -> None:
    pages = painted_pages(data)
    assert len(pages) > 1
    for page in pages:
        seen = [glyph for glyph in page.glyphs if not glyph.text.isspace()]
        assert min(glyph.x0 for glyph in seen) >= edge + 5 * MILLIMETRE
        assert max(glyph.x1 for glyph in seen) <= edge + 199.1 * MILLIMETRE
        assert min(glyph.baseline for glyph in seen) >= edge + 10 * MILLIMETRE
        assert max(glyph.baseline for glyph in seen) <= edge + 287 * MILLIMETRE
    *_, last = printed_rows(data)
    head, text_of_head = last[0], words if words == "Kurz" else "…"
    assert head.text.endswith(text_of_head)
    assert words.startswith(head.text.rstrip(" …"))


LONG_WORDS = HEAD + (
    "1 Näheres steht im  \n"
    "2 https://www.beispiel-stadt.de/verwaltung/verkehr/planung/2025/beschluss-nr-17  \n"
    "3 und in dem Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz, wir  \n"
    "4 lesen es.\n"
)


def test_a_word_that_large_print_must_break_stays_one_word() -> None:
    numbered = read(LONG_WORDS).numbered
    assert examined(pdf.large_print(book_of(numbered), Publication()), "grossdruck", numbered) == []


def test_large_print_that_does_not_paint_the_space_at_which_a_line_wraps_is_glued(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    numbered, style = read(LONG_WORDS).numbered, shells.style
    monkeypatch.setattr(shells, "style", lambda *names: f"{style(*names)} .line {{ white-space: normal }}")
    manuscript.cache_clear()
    with pytest.raises(InputRefusal) as refused:
        pdf.large_print(book_of(numbered), Publication())
    manuscript.cache_clear()
    [found] = refused.value.diagnostics
    assert found.code == "Z504"
    assert "und in demRindfleisch" in found.message


def nested_lists(before: int) -> str:
    """Paragraphs, then two items with twenty items each."""
    items = ["Punkt", *["  Unterpunkt"] * 20] * 2
    lines = [*["Absatz."] * before, "Wir werden", *items]
    rows = (
        f"{' ' * (len(each) - len(each.lstrip()))}{'- ' if 'unkt' in each else ''}{number} {'• ' if 'unkt' in each else ''}{each.strip()}\n"
        + ("" if "unkt" in each else "\n")
        for number, each in enumerate(lines, 1)
    )
    return HEAD + "".join(rows)


@pytest.mark.parametrize("name", ["pdf", "druck", "grossdruck"])
@pytest.mark.parametrize("before", range(0, 30, 8))
def test_an_item_with_a_list_breaks_over_pages_but_not_after_its_own_words(name: str, before: int) -> None:
    numbered = read(nested_lists(before)).numbered
    data = EDITIONS[name].write(book_of(numbered), Publication())
    *full, _ = ([row for row in rows if row.text[0].isdigit()] for rows in printed_rows(data))
    assert full
    for rows in full:
        # The last item goes with the imprint to the last page, and leaves its place on the one before empty.
        assert rows[-1].baseline < 842 / (3 if rows is full[-1] else 4)
        assert "Unterpunkt" in rows[-1].text or "Absatz" in rows[-1].text
    assert examined(data, name, numbered) == []


def printed_rows(data: bytes) -> Iterator[tuple[GlyphRow, ...]]:
    """The rows of each page, as a reader of the finished file sees them."""
    return (glyph_rows(number, page) for number, page in enumerate(painted_pages(data)))


def examined(data: bytes, name: str, numbered: NumberedChapter) -> list[str]:
    """What the checks of lines and fonts find in the file."""
    suffix = EDITIONS[name].suffix
    file = Finished(Path(f"probe{suffix}"), suffix, book_of(numbered), "de", data)
    checks = [each for each in CHECKS if each.name in {"Zeilen", "Auszeichnung", "Schriften"}]
    return [str(found) for each in checks for found in outcome(each.findings, file)]


@pytest.mark.parametrize("name", ["pdf", "archiv", "grossdruck"])
def test_a_copied_paragraph_has_no_numbers_in_its_middle(name: str) -> None:
    """Viewers copy from one character to another in the order in which they are painted."""
    painted = "".join(painted_text(made(name)))
    for block in list(walk.text_blocks(seed().numbered.chapter.blocks))[:40]:
        if name != "grossdruck":  # its paragraphs may cross pages, with running heads between
            assert walk.plain(block.content).strip() in painted
    assert "demokratischen Gesellschaft. " in painted
