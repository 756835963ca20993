"""The files of the set, made from their questions: each shows one thing and has no part that the question does not need.

Nothing is compressed and every date is fixed, so that the same questions give the same bytes anywhere.
"""

# SPDX-License-Identifier: CC0-1.0

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any
from xml.sax.saxutils import escape

Node = list[Any]
"""Role, then marked contents by number and elements."""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def file_of(question: Mapping[str, Any], ending: str) -> bytes:
    """The bytes of the question's file in the format of this ending."""
    return {"pdf": pdf, "html": html, "epub": epub, "docx": docx}[ending](question)


def pdf(question: Mapping[str, Any]) -> bytes:
    """One page, one tree of tags."""
    content = str(question["content"]).strip().encode("cp1252")
    places = " ".join(f"({name}) [3 0 R /XYZ 50 {top} null]" for name, top in question.get("destinations", {}).items())
    names = f" /Names <</Dests <</Names [{places}]>>>>" if places else ""
    numbered = _Elements(is_2=question["version"] == "2.0")
    top = numbered.element(question["tree"], 6)
    owners = " ".join(f"{numbered.owners[number]} 0 R" for number in sorted(numbered.owners))
    space = " /Namespaces [8 0 R]" if numbered.is_2 else ""
    objects = {
        1: f"<</Type /Catalog /Pages 2 0 R /Lang (de-DE) /MarkInfo <</Marked true>> /StructTreeRoot 6 0 R{names}>>",
        2: "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: "<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 120] /Contents 4 0 R /StructParents 0 /Tabs /S"
        " /Resources <</Font <</F 5 0 R>>>>>>",
        4: f"<</Length {len(content)}>>\nstream\n{content.decode('cp1252')}\nendstream",
        5: "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
        6: f"<</Type /StructTreeRoot /K {top} 0 R /ParentTree 7 0 R{space}>>",
        7: f"<</Nums [0 [{owners}]]>>",
        8: "<</Type /Namespace /NS (http://iso.org/pdf2/ssn)>>",
        **numbered.objects,
    }
    return _pdf_file(objects, question["version"])


def _pdf_file(objects: Mapping[int, str], version: str) -> bytes:
    result = bytearray(f"%PDF-{version}\n%\xe2\xe3\xcf\xd3\n".encode("latin-1"))
    places = []
    for number in sorted(objects):
        places.append(len(result))
        result += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode("cp1252")
    start = len(result)
    result += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    result += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    mark = "<7a65696c656e747265755f636f6e666f>"
    result += (
        f"trailer\n<</Size {len(objects) + 1} /Root 1 0 R /ID [{mark} {mark}]>>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(result)


class _Elements:
    """Structure elements as objects, and which of them owns each marked content."""

    def __init__(self, *, is_2: bool) -> None:
        self.is_2 = is_2
        self.objects: dict[int, str] = {}
        self.owners: dict[int, int] = {}
        self._next = 9

    def element(self, node: Node, parent: int) -> int:
        """The number of the object of the element, which is made with all below it."""
        number, self._next = self._next, self._next + 1
        role, *kids = node
        parts = []
        for kid in kids:
            if isinstance(kid, int):
                self.owners[kid] = number
                parts.append(str(kid))
            else:
                parts.append(f"{self.element(kid, number)} 0 R")
        more = " /NS 8 0 R" if self.is_2 else ""
        more += " /A <</O /Artifact /Type /Inline /Subtype /LineNum>>" if role == "Artifact" else ""
        self.objects[number] = (
            f"<</Type /StructElem /S /{role} /P {parent} 0 R /Pg 3 0 R /K [{' '.join(parts)}]{more}>>"
        )
        return number


def html(question: Mapping[str, Any]) -> bytes:
    """A page that is HTML and XML at once."""
    return f"<!DOCTYPE html>\n{_page(question, '')}".encode()


def _page(question: Mapping[str, Any], more: str) -> str:
    style = f"<style>{question['style']}</style>" if "style" in question else ""
    return (
        f'<html xmlns="http://www.w3.org/1999/xhtml"{more} lang="de">\n<head><meta charset="utf-8"/>'
        f"<title>{question['name']}</title>{style}</head>\n<body>\n{question['body']}\n</body>\n</html>\n"
    )


def epub(question: Mapping[str, Any]) -> bytes:
    """A book of one document, with the navigation that every book must have."""
    name = question["name"]
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        '<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="de">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:conformance:{name}</dc:identifier><dc:title>{name}</dc:title>'
        '<dc:language>de</dc:language><meta property="dcterms:modified">2025-01-01T00:00:00Z</meta></metadata>'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="text"/></spine></package>'
    )
    listed = '<nav epub:type="toc"><ol><li><a href="text.xhtml">Text</a></li></ol></nav>'
    operations = ' xmlns:epub="http://www.idpf.org/2007/ops"'
    return _zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "package.opf": package,
            "nav.xhtml": _page({"name": name, "body": listed}, operations),
            "text.xhtml": _page(question, operations),
        }
    )


def docx(question: Mapping[str, Any]) -> bytes:
    """A document with the parts that Word needs to open it, and lists where the question has some."""
    numbering = ("numbering",) if question.get("levels") else ()
    types = _override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
    relations = ""
    for part, kind in (("document", "document.main"), ("styles", "styles"), *((each, each) for each in numbering)):
        types += _override(
            f"word/{part}.xml", f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        )
        relations += "" if part == "document" else _relation(f"{RELATION}/{part}", f"{part}.xml")
    core = _relation(f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
    listed = "".join(_lists(question)) if numbering else ""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": _relations(_relation(f"{RELATION}/officeDocument", "word/document.xml") + core),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{question["name"]}</dc:title>'
        "<dc:language>de</dc:language></cp:coreProperties>",
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{question["body"]}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}"/>',
        "word/_rels/document.xml.rels": _relations(relations),
        **{f"word/{each}.xml": f'<w:numbering xmlns:w="{WORD}">{listed}</w:numbering>' for each in numbering},
    }
    return _zipped({name: f'<?xml version="1.0" encoding="UTF-8"?>\n{part}' for name, part in parts.items()})


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="/{part}" ContentType="{kind}"/>'


def _relation(kind: str, target: str) -> str:
    return f'<Relationship Id="{PurePath(target).stem}" Type="{kind}" Target="{target}"/>'


def _relations(content: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{content}</Relationships>'


def _lists(question: Mapping[str, Any]) -> Iterator[str]:
    levels: Sequence[str] = question["levels"]
    for at, level in enumerate(levels, 1):
        yield f'<w:abstractNum w:abstractNumId="{at}"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
    for at in range(1, len(levels) + 1):
        yield f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>'
    if "override" in question:
        start = escape(str(question["override"]))
        yield (
            f'<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
            f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        )


def _zipped(parts: Mapping[str, str]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, content.encode())
    return result.getvalue()
