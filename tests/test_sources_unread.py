"""Forms that are not read are refused by their name, and with a way on; texts that only look like one are read."""

from __future__ import annotations

import io
import zipfile

import pytest
from everything import png

from pipeline.diagnostics import InputRefusal
from pipeline.publication.settings import Publication
from pipeline.sources import forms


def zipped(*names: str, mimetype: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x" * 30_000)
    return file.getvalue()


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + stream.encode("utf-16-le") + b"\xff" * 1000


BYTES = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "RTF": b"{\\rtf1\\ansi Text}",
    "DOC": compound("WordDocument"),
    "XLS": compound("Workbook"),
    "Kennwort": compound("EncryptedPackage"),
    "XLSX": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "PPTX": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "EPUB": zipped("META-INF/container.xml", mimetype="application/epub+zip"),
    "ODS": zipped("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "Pages": zipped("Data/a.jpg", "Index/Document.iwa"),
    "ZIP": zipped("text.md"),
    "PNG": png(4, 4),
    "JPEG": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "HEIC": b"\0\0\0\x18ftypheic\0\0",
    "gzip": b"\x1f\x8b\x08\0\0",
}

TEXTS = {
    "LaTeX": "% Satzung\n\\documentclass{article}\n\\begin{document}\nText\n",
    "AsciiDoc": "= Satzung\n:lang: de\n\nText\n",
    "MediaWiki": "== Name ==\nDer '''Verein''' heißt so.\n== Sitz ==\n",
    "reStructuredText": "Satzung\n=======\n\n.. note:: Text\n",
    "DocBook": '<?xml version="1.0"?>\n<book xmlns="http://docbook.org/ns/docbook"><title>a</title></book>',
    "TEI": '<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"></TEI>',
    "Akoma Ntoso": '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act/></akomaNtoso>',
    "XML": '<?xml version="1.0"?>\n<!-- a -->\n<satzung><absatz/></satzung>',
    "SVG": '<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>',
    "Org-mode": "#+TITLE: Satzung\n* Name\n",
    "Textile": "h1. Satzung\n\nText\n",
    "Typst": '#set text(lang: "de")\n= Satzung\n',
    "BBCode": "[b]Satzung[/b]\n[i]Text[/i]\n",
    "E-Mail": "From: a@example.org\nTo: b@example.org\nSubject: Satzung\nDate: heute\n\nText\n",
}


def refused(data: bytes) -> tuple[str, str, str]:
    with pytest.raises(InputRefusal) as caught:
        forms.loads(data, "text.xyz", Publication())
    [found] = caught.value.diagnostics
    return found.code, found.message, found.hint


@pytest.mark.parametrize("name", BYTES)
def test_a_file_that_is_no_text_is_refused_by_its_name(name: str) -> None:
    code, message, hint = refused(BYTES[name])
    assert code == "Z258"
    assert name in message
    assert len(hint) > 20


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_in_another_markup_is_refused_by_its_name(name: str) -> None:
    code, message, hint = refused(TEXTS[name].encode())
    assert code == "Z258"
    assert name in message
    assert len(hint) > 20


@pytest.mark.parametrize("name", BYTES)
def test_what_breaks_off_is_refused_too(name: str) -> None:
    for size in (3, 9, 40, len(BYTES[name]) // 2):
        with pytest.raises(InputRefusal):
            forms.loads(BYTES[name][:size], "text.xyz", Publication())


@pytest.mark.parametrize(
    "text",
    [
        "# Titel\n\nDas ist 1 = 1, und == ist kein Titel.\n",
        "# Titel\n\nDer Befehl \\documentclass beginnt ein Dokument in LaTeX.\n",
        "# Titel\n\nBM und PK sind Abkürzungen.\n",
        "# BM\n\nText.\n",
        "# Titel\n\nBürger''innen und '''so''' weiter.\n",
        "Titel\n=====\n\nText.\n",
    ],
)
def test_prose_that_names_such_forms_is_read(text: str) -> None:
    assert forms.loads(text.encode(), "text.md", Publication(), titled=False).numbered.chapter.blocks


def test_a_form_that_somebody_names_is_taken_at_their_word() -> None:
    from pipeline.publication.settings import ChapterSettings

    settings = Publication(chapters=(ChapterSettings(source="text.md", form="commonmark", title="Satzung"),))
    assert forms.loads(b"= Satzung\n\nText.\n", "text.md", settings).numbered.chapter.title == "Satzung"
