"""What the program itself writes is in the text's language, or marked as German, in every edition; checks see to it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from conftest import QUICK, ROOT, needs, read
from lxml import etree

from pipeline.build import programme, source_jobs
from pipeline.checks import own_language
from pipeline.checks.examination import CHECKS, examine
from pipeline.diagnostics import Place
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.rendition import Rendition
from pipeline.easy_language.rendition import rendition_of as easy_reading
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import Translation, TranslationRow
from pipeline.editions.registry import EASY_EDITIONS, EDITIONS
from pipeline.publication.settings import ChapterSettings, Publication
from pipeline.readback.epub import html_root, opened_epub
from pipeline.readback.tag_tree import Kid, Tag, tag_tree
from pipeline.sources import forms
from pipeline.text import interchange, interchange_reading, wording
from pipeline.text.citation import citation
from pipeline.text.model import Book, NumberedChapter, book_of

pytestmark = [pytest.mark.slow, pytest.mark.program]

FOLDER = ROOT / "tests" / "cases" / "languages"
TURNED = frozenset({"ar", "he"})
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
GERMAN = re.compile(
    r"Zeilen? [0-9]|Inhalt|Anmerkung|Zeilenfassung|Zu dieser Ausgabe|beschlossen am|Herausgegeben|Impressum"
)


@cache
def chapter(language: str) -> NumberedChapter:
    return forms.read(FOLDER / f"{language}.md").numbered


def publication(language: str) -> Publication:
    return Publication(language=language, publisher="Verband", responsible="A. Muster, Weg 1")


@cache
def made(language: str, edition: str) -> bytes:
    return EDITIONS[edition].write(book_of(chapter(language)), publication(language))


@cache
def book() -> Book:
    numbered = [chapter(each) for each in ("en", "fr", "ar")]
    numbered = [replace(each, slug=name) for each, name in zip(numbered, ("en", "fr", "ar"), strict=True)]
    german = read("# Kapitel\n\n**Titel:** Vorne\n\n## Text\n\n1 Wir fangen an.\n").numbered
    return Book("Viele Sprachen", "viele", (replace(german, slug="de"), *numbered))


def document(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def told(data: bytes, suffix: str, truth: Book, language: str, tmp_path: Path) -> list[str]:
    folder = tmp_path / truth.slug
    folder.mkdir(exist_ok=True)
    (folder / f"{truth.slug}{suffix}").write_bytes(data)
    checks = [*QUICK, *(each for each in CHECKS if each.name in {"EPUBCheck", "Verzeichnisse"})]
    report = examine(folder, truth, expected=(), language=language, checks=checks)
    # The pictures of these texts are small, and so too coarse for the press.
    quiet = {"Z619", "Z690"}
    return [
        f"{row.check} {each.code}: {each.message}"
        for row in report.rows
        for each in row.diagnostics
        if each.code not in quiet or row.check == "Sprache"
    ]


# The catalogue.


def names(form: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(form) if name}


@pytest.mark.parametrize("german", wording.ENGLISH)
def test_every_sentence_has_both_languages_and_the_same_parts(german: str) -> None:
    english = wording.ENGLISH[german]
    assert english
    assert names(german) == names(english)
    assert english == german or not set("äöüßÄÖÜ„") & set(english)


def test_no_sentence_is_unused() -> None:
    paths = [*(ROOT / "pipeline").rglob("*.py"), *(ROOT / "templates").glob("*.j2")]
    used = "".join(path.read_text(encoding="utf-8") for path in paths if path.name != "wording.py")
    used = re.sub(r'"\s*\n\s*f?"', "", used) + '"Zeile {first}:" "Zeilen {first} bis {last}:"'
    assert [german for german in wording.ENGLISH if f'"{german}"' not in used] == []


def test_a_sentence_that_nobody_wrote_down_is_an_error() -> None:
    with pytest.raises(KeyError):
        wording.IN_GERMAN("Guten Tag")


def test_days_and_lines_are_said_in_the_language() -> None:
    day = chapter("en").chapter.resolution.day
    assert day is not None
    assert (wording.of("en-GB").day(day), wording.of("fr").day(day)) == ("3 May 2025", "3. Mai 2025")
    assert [wording.of(each).lines(2, 3) for each in ("en", "de-AT", "fr")] == ["Lines 2 to 3", *["Zeilen 2 bis 3"] * 2]
    assert wording.of("en").lines(None, None) == ""


@pytest.mark.parametrize(
    ("language", "turned"),
    [
        ("ar", True),
        ("he-IL", True),
        ("fa", True),
        ("ur", True),
        ("yi", True),
        ("ckb", True),
        ("ug", True),
        ("dv", True),
        ("de", False),
        ("ku", False),
        ("az-Arab", True),
        ("ug-Cyrl", False),
        ("yi-Latn-DE", False),
        ("en", False),
    ],
)
def test_the_direction_is_that_of_the_script(language: str, turned: bool) -> None:
    assert wording.right_to_left(language) is turned


# Editions.


@pytest.mark.parametrize(
    ("language", "edition"),
    [(language, edition) for language in ("en", "fr", "ar", "he") for edition in EDITIONS],
)
def test_a_text_in_any_language_passes_in_every_edition(language: str, edition: str, tmp_path: Path) -> None:
    data, suffix = made(language, edition), EDITIONS[edition].suffix
    assert told(data, suffix, book_of(chapter(language)), language, tmp_path) == []


def test_an_english_text_has_no_german_word() -> None:
    for edition in ("web", "epub"):
        for root in roots(made("en", edition)):
            assert root.get("lang") == root.get(XML_LANG) == "en"
            texts = [*map(str, root.itertext()), *(each.get("aria-label", "") for each in root.iter("*"))]
            styles = "".join(each.text or "" for each in root.iter("{*}style"))
            assert [each for each in texts if GERMAN.search(each) and each not in styles] == []
    assert b"beschlossen" not in zipfile.ZipFile(io.BytesIO(made("en", "epub"))).read("EPUB/content.opf")


def roots(data: bytes) -> list[etree._Element]:
    return [*opened_epub(data).documents.values()] if data[:2] == b"PK" else [html_root(data, "Seite")]


@pytest.mark.parametrize("language", ["fr", "ar", "he"])
@pytest.mark.parametrize("edition", ["web", "epub"])
def test_german_words_around_another_language_are_marked(language: str, edition: str) -> None:
    found = 0
    for root in roots(made(language, edition)):
        assert root.get("lang") == language
        assert root.get("dir") == ("rtl" if language in TURNED else None)
        for each in root.iter("*"):
            if etree.QName(each).localname != "style" and GERMAN.search(each.text or ""):
                found += 1
                around = [each, *each.iterancestors()]
                marked = next(node for node in around if node.get("lang"))
                assert marked.get("lang") == marked.get(XML_LANG) == "de", etree.tostring(each)[:200]
                assert marked.get("dir") == ("ltr" if language in TURNED else None)
    assert found > 10


def test_a_book_from_right_to_left_opens_at_the_right() -> None:
    assert progression("he") == "rtl"
    assert progression("fr") is None


def progression(language: str) -> str | None:
    [spine] = opened_epub(made(language, "epub")).package.iter("{*}spine")
    value = spine.get("page-progression-direction")
    return None if value is None else str(value)


def test_tags_of_a_pdf_name_the_language_of_our_words() -> None:
    tree = tag_tree(made("fr", "pdf"))
    labels = [each for each in every(tree.tags) if (each.get("ActualText") or "").startswith("Zeile")]
    assert labels
    assert {each.get("Lang") for each in labels} == {"de"}
    english = [each.get("ActualText") or "" for each in every(tag_tree(made("en", "pdf")).tags)]
    assert any(re.match("Lines [0-9]+ to [0-9]+: ", each) for each in english)


def every(tags: object) -> list[Tag]:
    found: list[Tag] = []
    for each in tags if isinstance(tags, tuple) else ():
        if isinstance(each, Tag):
            found += [each, *every(each.kids)]
    return found


def test_the_form_stays_german_and_the_original_keeps_its_language() -> None:
    body = document(made("fr", "docx"))
    by_words = {said(run): [each.get(f"{W}val") for each in run.iter(f"{W}lang")] for run in body.iter(f"{W}r")}
    for words in ("Auftrag", "Zeilen 1 bis 2", "Umfang"):
        assert by_words[words] == ["de-DE"]
    for words in ("Se déplacer", "Une ville pour toutes et tous", "Année"):
        assert by_words[words] == ["fr"]
    [defaults] = document(made("fr", "docx"), "word/styles.xml").iter(f"{W}docDefaults")
    assert [each.get(f"{W}val") for each in defaults.iter(f"{W}lang")] == ["fr"]


def said(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def test_a_word_document_in_hebrew_begins_at_the_right() -> None:
    body = document(made("he", "docx"))
    turned = [each for each in body.iter(f"{W}p") if any(True for _ in each.iter(f"{W}bidi"))]
    texts = {said(each) for each in turned}
    assert {"תחבורה", "עיר לכולם"} <= {re.sub("^[0-9]+", "", each) for each in texts}
    assert not any("Auftrag" in each for each in texts)
    runs = [each for each in body.iter(f"{W}r") if "תחבורה" in said(each)]
    assert runs
    assert all([*each.iter(f"{W}rtl")] for each in runs)
    assert sum(1 for each in body.iter(f"{W}bidiVisual")) == 1


# Books.


def test_chapters_of_a_book_say_their_own_language() -> None:
    root = html_root(EDITIONS["web"].write(book(), Publication()), "Seite")
    articles = list(root.iter("{*}article"))
    assert [(each.get("lang"), each.get("dir")) for each in articles] == [
        (None, None),
        ("en", None),
        ("fr", None),
        ("ar", "rtl"),
    ]
    assert "Notes" in {"".join(each.itertext()) for each in articles[1].iter("{*}h3")}
    documents = opened_epub(EDITIONS["epub"].write(book(), Publication())).documents
    sections = {
        name: next(each.iter("{*}section")).get("lang")
        for name, each in documents.items()
        if name.startswith(("EPUB/kapitel", "EPUB/zeilen"))
    }
    assert sections["EPUB/kapitel-en.xhtml"] == "en"
    assert sections["EPUB/zeilen-fr.xhtml"] == "fr"
    assert sections["EPUB/kapitel-de.xhtml"] is None


@pytest.mark.parametrize("edition", ["web", "epub", "docx", "json", "lines", "pdf", "archiv"])
def test_a_book_of_many_languages_passes(edition: str, tmp_path: Path) -> None:
    each = EDITIONS[edition]
    assert told(each.write(book(), Publication()), each.suffix, book(), "de", tmp_path) == []


@pytest.mark.parametrize("edition", ["pdf", "archiv"])
def test_a_pdf_of_a_book_names_each_language(edition: str) -> None:
    tags = [*every(tag_tree(EDITIONS[edition].write(book(), Publication())).tags)]
    assert {tag.get("Lang") for tag in tags if tag.role in {"Art", "Sect"}} >= {"en", "fr", "ar"}


# Settings.


def test_the_language_of_a_chapter_comes_from_its_source_or_its_settings(tmp_path: Path) -> None:
    text = "# Kapitel\n\n**Titel:** Probe\n\n## Text\n\n1 We begin.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    (tmp_path / "b.md").write_text((FOLDER / "fr.md").read_text(encoding="utf-8").replace("![", "["), encoding="utf-8")
    settings = 'language = "de"\n[[chapter]]\nsource = "a.md"\nlanguage = "en"\n[[chapter]]\nsource = "b.md"\nlanguage = "en"\n'
    (tmp_path / "publication.toml").write_text(settings, encoding="utf-8")
    found = programme.texts(source_jobs.jobs([tmp_path]))
    assert [each.job.publication.language for each in found] == ["en", "fr"]
    assert Publication(chapters=(ChapterSettings("a.md", language="en"),)).settings_for("a.md").language == "en"


def test_the_model_keeps_the_language() -> None:
    again = interchange_reading.loads(interchange.dumps(book_of(chapter("fr")), "de"), Place("x.json"))
    assert again.chapters[0].chapter.language == "fr"
    german = read("# Kapitel\n\n**Titel:** Probe\n\n## Text\n\n1 Wir fangen an.\n").numbered
    assert (
        interchange_reading.loads(interchange.dumps(book_of(german), "de"), Place("x.json"))
        .chapters[0]
        .chapter.language
        == ""
    )


def test_a_citation_is_in_the_language_of_the_text() -> None:
    cited = citation(chapter("en"), 1, 2, language="en").source
    assert cited == "A city for everybody, Lines 1–2 (General assembly, resolved on 3 May 2025)"


def easily(numbered: NumberedChapter) -> Rendition:
    """The chapter, each sentence told as „Ein Satz.“"""
    rows = tuple(
        TranslationRow(
            each.name, each.text, each.digest, each.first, each.last, status=Status.TRANSLATED, text=("Ein Satz.",)
        )
        for each in segments(numbered)
    )
    told_ = easy_reading(numbered, Translation(numbered.slug, numbered.chapter.title, "", rows), {})
    assert told_ is not None
    return told_


def test_easy_language_stays_german_around_an_english_original() -> None:
    numbered = chapter("en")
    easy = easily(numbered)
    root = html_root(EASY_EDITIONS["leicht-web"].write(book_of(numbered), publication("en"), easy), "Seite")
    assert root.get("lang") == "de"
    originals = [each for each in root.iter("*") if each.get("lang") == "en"]
    assert any("Buses come every ten minutes" in "".join(each.itertext()) for each in originals)
    assert [*own_language.in_markup(root, frozenset())] == []
    body = document(EASY_EDITIONS["leicht-docx"].write(book_of(numbered), publication("en"), easy))
    runs = [each for each in body.iter(f"{W}r") if "Buses come every ten minutes" in said(each)]
    assert [[lang.get(f"{W}val") for lang in each.iter(f"{W}lang")] for each in runs] == [["en-GB"]]


# What the check finds.


def wrong_in_markup(data: bytes, old: str, new: str) -> list[str]:
    text = data.decode()
    assert old in text
    return [*own_language.in_markup(html_root(text.replace(old, new).encode(), "Seite"), frozenset())]


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("fr", '<h2 id="inhalt" lang="de" xml:lang="de">', '<h2 id="inhalt">'),
        ("fr", 'lang="de" xml:lang="de">Anmerkungen', ">Anmerkungen"),
        ("en", ">Contents<", ">Inhalt<"),
        ("en", ">Lines 1 to 2<", ">Zeilen 1 bis 2<"),
        ("en", 'aria-label="Note 1"', 'aria-label="Anmerkung 1"'),
        ("fr", 'class="hint" lang="de" xml:lang="de"', 'class="hint"'),
        ("ar", ' lang="de" xml:lang="de" dir="ltr">Zum Text', ">Zum Text"),
    ],
)
def test_words_of_ours_in_another_language_are_found(language: str, old: str, new: str) -> None:
    assert [*own_language.in_markup(html_root(made(language, "web"), "Seite"), frozenset())] == []
    [first, *_] = wrong_in_markup(made(language, "web"), old, new)
    assert "angegeben ist die Sprache" in first


def test_words_of_the_text_itself_are_its_own_business() -> None:
    numbered = read("# Kapitel\n\n**Titel:** Notes\n\n## Text\n\n## 1 **Contents**\n\n2 Wir fangen an.\n").numbered
    data = EDITIONS["web"].write(book_of(numbered), Publication())
    root = html_root(data, "Seite")
    known = frozenset(own_language._own(numbered))
    assert [*own_language.in_markup(root, known)] == []


def test_a_book_and_a_pdf_that_name_no_language_for_our_words_are_found(tmp_path: Path) -> None:
    files = zipfile.ZipFile(io.BytesIO(made("fr", "epub")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in files.namelist():
            data = files.read(name)
            data = data.replace(b' lang="de" xml:lang="de"', b"") if name.endswith("nav.xhtml") else data
            target.writestr(name, data)
    found = told(out.getvalue(), ".epub", book_of(chapter("fr")), "fr", tmp_path)
    assert any("Z510" in each and "Inhalt" in each for each in found)
    tags = tag_tree(made("fr", "pdf")).tags
    assert [*own_language.in_tags(tags, "fr", frozenset())] == []
    assert any("Zeile" in each for each in own_language.in_tags(bare(tags), "fr", frozenset()))


def bare(tags: Iterable[Kid]) -> tuple[Kid, ...]:
    """The tags without any language."""
    return tuple(
        replace(each, attributes=tuple(row for row in each.attributes if row[0] != "Lang"), kids=bare(each.kids))
        if isinstance(each, Tag)
        else each
        for each in tags
    )


def test_a_page_from_right_to_left_is_shown_right(tmp_path: Path) -> None:
    needs("chromium")
    folder = tmp_path / chapter("ar").slug
    folder.mkdir()
    (folder / f"{folder.name}.html").write_bytes(made("ar", "web"))
    checks = [each for each in CHECKS if each.name == "Darstellung"]
    report = examine(folder, book_of(chapter("ar")), expected=(), language="ar", checks=checks)
    assert [each.message for row in report.rows for each in row.diagnostics] == []
