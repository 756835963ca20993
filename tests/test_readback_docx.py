"""Lines from hand-made WordprocessingML: bookmarks, the number before them, and what stands outside."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from pipeline.readback.docx import docx
from pipeline.readback.reading import ChapterReading, FileReading, Stated, UnreadableError
from pipeline.text import events

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f'<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="B1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:styleId="B2"><w:name w:val="Eigene"/><w:basedOn w:val="B1"/></w:style>'
    '<w:style w:styleId="B4"><w:name w:val="heading 4"/></w:style>'
    '<w:style w:styleId="B3"><w:name w:val="Gliederung"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style></w:styles>'
)
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
CORE = '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Probe</dc:title><dc:language>de</dc:language></p>'


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def line(of: int, text: str, shown: int | str | None = None, after: str = "") -> str:
    words = text if text.startswith("<") else run(text)
    return (
        f'{run(str(of if shown is None else shown))}<w:r><w:tab/></w:r><w:bookmarkStart w:id="{of}" w:name="zeile_{of}"/>{words}'
        f'<w:bookmarkEnd w:id="{of}"/>{after}'
    )


BREAK = "<w:r><w:br/></w:r>"


def paragraph(*content: str, style: str = "", number: str = "") -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr>{''.join(content)}</w:p>"


def packed(*paragraphs: str) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{''.join(paragraphs)}</w:body></w:document>")
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("word/numbering.xml", NUMBERING)
        archive.writestr("docProps/core.xml", CORE)
    return result.getvalue()


def read_file(*paragraphs: str) -> FileReading:
    return docx(packed(*paragraphs))


def read(*paragraphs: str) -> ChapterReading:
    """The only chapter, with what the file says around it."""
    whole = read_file(*paragraphs)
    [chapter] = whole.chapters
    return replace(chapter, titles=whole.titles, contents=whole.contents, remarks=whole.remarks)


def rows(reading: ChapterReading) -> list[tuple[int, str, int | None]]:
    return [(each.number, each.text, each.witnesses[0].number) for each in reading.lines]


def starts(reading: ChapterReading) -> list[str]:
    begun = tuple(each for each in reading.transcript or () if isinstance(each, events.Start))
    return [each.strip() for each in events.rows(begun)]


def test_lines_are_the_text_of_their_bookmarks() -> None:
    reading = read(paragraph(line(1, "eins"), BREAK, line(2, "zwei")), paragraph(line(3, "drei")))
    assert rows(reading) == [(1, "eins", 1), (2, "zwei", 2), (3, "drei", 3)]
    assert not reading.stray


def test_the_visible_number_is_a_witness_of_the_bookmark() -> None:
    assert rows(read(paragraph(line(1, "eins", shown=2)))) == [(1, "eins", 2)]
    assert rows(read(paragraph(line(1, "eins", shown="")))) == [(1, "eins", None)]


def test_a_number_that_touches_its_line_is_no_number() -> None:
    glued = line(1, "eins").replace("<w:r><w:tab/></w:r>", "")
    assert rows(read(paragraph(glued))) == [(1, "eins", None)]


def test_the_hyphen_of_the_rule_stands_after_the_bookmark_and_is_printed() -> None:
    reading = read(paragraph(line(1, "Donau", after=run("-")), BREAK, line(2, "dampfer")))
    assert [each.text for each in reading.lines] == ["Donau-", "dampfer"]
    assert not reading.stray


@pytest.mark.parametrize(
    "extra",
    [
        paragraph(line(1, "eins", after=run("mehr"))) + paragraph(line(2, "zwei")),
        paragraph(line(1, "eins"), BREAK, run("mehr")) + paragraph(line(2, "zwei")),
        paragraph(line(1, "eins")) + paragraph(run("mehr")) + paragraph(line(2, "zwei")),
        paragraph(line(1, "eins")) + paragraph(line(2, "zwei", shown="mehr 2")),
    ],
)
def test_text_outside_the_bookmarks_is_stray(extra: str) -> None:
    assert [each.text.split()[0] for each in read(extra).stray] == ["mehr"]


def test_what_stands_before_and_after_all_lines_is_not_stray() -> None:
    reading = read_file(paragraph(run("Probe"), style="Title"), paragraph(line(1, "eins")), paragraph(run("Impressum")))
    assert not reading.chapters[0].stray
    assert reading.titles == (Stated("dc:title", "Probe"), Stated("Titelzeile", "Probe"))
    assert {each.text for each in reading.languages} == {"de-DE", "de"}


@pytest.mark.parametrize(
    "hidden",
    [
        run("weg", "<w:rPr><w:vanish/></w:rPr>"),
        "<w:del><w:r><w:delText>weg</w:delText></w:r></w:del>",
        "<w:r><w:instrText>weg</w:instrText></w:r>",
    ],
)
def test_hidden_and_deleted_text_is_not_there(hidden: str) -> None:
    assert [each.text for each in read(paragraph(line(1, f"{run('eins')}{hidden}"))).lines] == ["eins"]


def test_text_in_content_controls_and_insertions_is_there() -> None:
    inside = f"<w:sdt><w:sdtContent>{run('ei')}</w:sdtContent></w:sdt><w:ins>{run('ns')}</w:ins>"
    assert [each.text for each in read(paragraph(line(1, inside))).lines] == ["eins"]


def test_a_bookmark_that_runs_on_takes_what_follows() -> None:
    unclosed = line(1, "eins").replace('<w:bookmarkEnd w:id="1"/>', "")
    assert read(paragraph(unclosed, BREAK, line(2, "zwei"))).lines[0].text != "eins"


def test_headings_are_known_by_style_base_style_or_outline_level() -> None:
    styles = ("B1", "B2", "B3", "B4", "")
    reading = read(*(paragraph(line(number, "x"), style=style) for number, style in enumerate(styles, 1)))
    assert starts(reading) == [*(f"heading level='{level}'" for level in (0, 0, 2, 3)), "paragraph"]


def test_items_are_counted_by_their_list() -> None:
    reading = read(*(paragraph(line(at, "x"), number=of) for at, of in ((1, "1"), (2, "1"), (3, "2"), (4, "0"))))
    assert starts(reading) == [
        *["item label='' list='1.0' level='1'"] * 2,
        "item label='3.' list='abstract 1.0' level='1'",
        "paragraph",
    ]


def test_a_document_without_lines_has_none() -> None:
    assert read(paragraph(run("Brief"))).lines == ()


def test_a_zip_that_is_no_word_document_is_unreadable() -> None:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    for data in (result.getvalue(), b"", b"PK\x03\x04"):
        with pytest.raises(UnreadableError):
            docx(data)
