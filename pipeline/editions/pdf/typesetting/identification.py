"""What a PDF says of itself in XMP: who and when, and which standards it claims (ISO 16684-1).

WeasyPrint 70 claims one standard a file and writes dates of the clock into PDF/X. Its packet is therefore replaced by
ours, which is the same for the same text and may claim several.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

SPACES = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfd": "http://pdfa.org/declarations/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}

WTPDF = ("http://pdfa.org/declarations/wtpdf#accessibility1.0", "http://pdfa.org/declarations/wtpdf#reuse1.0")
"""Well-Tagged PDF 1.0, both conformance levels (PDF Association, WTPDF 1.0, 6.1)."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The standards that a file claims."""

    ua: int = 0
    """Part of ISO 14289 (PDF/UA); 0 for none."""
    a: str = ""
    """Part and level of ISO 19005 (PDF/A), such as ``2A``."""
    x: str = ""
    """The version of PDF/X as ISO 15930 writes it, such as ``PDF/X-4``."""
    declarations: tuple[str, ...] = ()
    """Addresses of PDF Declarations."""


def identified(pdf: Any, information: dict[str, str], claims: Claims, language: str, rights: str) -> None:
    """Write the packet into the file, in the place of the one that is there."""
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    stream.stream, stream.compress = [packet(information, claims, language, rights)], False


def packet(information: dict[str, str], claims: Claims, language: str, rights: str) -> bytes:
    """The XMP packet. ``information`` has the keys of a PDF's document information, with dates as PDF writes them."""
    for prefix, uri in SPACES.items():
        ET.register_namespace(prefix, uri)
    meta = ET.Element(_name("x:xmpmeta"))
    rdf = ET.SubElement(meta, _name("rdf:RDF"))
    description = _description(rdf)
    for name, value in _plain(information, claims):
        ET.SubElement(description, _name(name)).text = value
    for name, kind, value in _listed(information, language, rights):
        _list(description, name, kind, value)
    if claims.declarations:
        _declare(_description(rdf), claims.declarations)
    if claims.a[:1] in {"2", "3"} and claims.ua:
        _extend(_description(rdf))
    body = ET.tostring(meta, encoding="unicode")
    return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n{body}\n<?xpacket end="r"?>'.encode()


def _name(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def _description(rdf: ET.Element) -> ET.Element:
    return ET.SubElement(rdf, _name("rdf:Description"), {_name("rdf:about"): ""})


def _plain(information: dict[str, str], claims: Claims) -> Iterator[tuple[str, str]]:
    """The simple properties. Those that the document information has as well must say the same (ISO 19005-2, 6.6.2.3)."""
    if claims.a:
        yield "pdfaid:part", claims.a[0]
        if claims.a[1:]:
            yield "pdfaid:conformance", claims.a[1:]
        if claims.a[0] == "4":
            yield "pdfaid:rev", "2020"
    if claims.ua:
        yield "pdfuaid:part", str(claims.ua)
        if claims.ua > 1:
            yield "pdfuaid:rev", "2024"
    if claims.x:
        yield "pdfxid:GTS_PDFXVersion", claims.x
        yield "pdf:Trapped", "False"
    yield "pdf:Producer", information["Producer"]
    yield "xmp:CreatorTool", information["Creator"]
    yield "xmp:CreateDate", _moment(information["CreationDate"])
    yield "xmp:ModifyDate", _moment(information["ModDate"])
    yield "xmp:MetadataDate", _moment(information["ModDate"])
    if claims.x:
        # ISO 15930-7, 6.15: required. Derived from what is described, so that it does not change by itself.
        identity = "|".join(f"{key}={value}" for key, value in sorted(information.items()))
        yield "xmpMM:DocumentID", _uuid(identity)
        yield "xmpMM:VersionID", "1"
        yield "xmpMM:RenditionClass", "default"


def _uuid(text: str) -> str:
    import uuid

    return f"xmp.did:{uuid.uuid5(uuid.NAMESPACE_URL, text)}"


def _moment(date: str) -> str:
    """``D:20250503120000Z`` as XMP writes it."""
    digits = date.removeprefix("D:").rstrip("Z")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}Z"


def _listed(information: dict[str, str], language: str, rights: str) -> Iterator[tuple[str, str, str]]:
    yield "dc:title", "rdf:Alt", information.get("Title", "")
    yield "dc:creator", "rdf:Seq", information.get("Author", "")
    yield "dc:description", "rdf:Alt", information.get("Subject", "")
    yield "dc:language", "rdf:Bag", language
    yield "dc:rights", "rdf:Alt", rights


def _list(description: ET.Element, name: str, kind: str, value: str) -> None:
    if value:
        inner = ET.SubElement(ET.SubElement(description, _name(name)), _name(kind))
        item = ET.SubElement(inner, _name("rdf:li"))
        item.text = value
        if kind == "rdf:Alt":
            item.set("{http://www.w3.org/XML/1998/namespace}lang", "x-default")


def _declare(description: ET.Element, addresses: tuple[str, ...]) -> None:
    """PDF Declarations (PDF Association, PDF Declarations 1.0)."""
    bag = ET.SubElement(ET.SubElement(description, _name("pdfd:declarations")), _name("rdf:Bag"))
    for address in addresses:
        item = ET.SubElement(bag, _name("rdf:li"), {_name("rdf:parseType"): "Resource"})
        ET.SubElement(item, _name("pdfd:conformsTo")).text = address


def _extend(description: ET.Element) -> None:
    """The description of the PDF/UA schema, which PDF/A-2 and 3 ask for (ISO 19005-2, 6.6.2.3.3)."""

    def resource(parent: ET.Element) -> ET.Element:
        return ET.SubElement(parent, _name("rdf:li"), {_name("rdf:parseType"): "Resource"})

    def said(parent: ET.Element, space: str, /, **values: str) -> None:
        for key, value in values.items():
            ET.SubElement(parent, _name(f"{space}:{key}")).text = value

    bag = ET.SubElement(ET.SubElement(description, _name("pdfaExtension:schemas")), _name("rdf:Bag"))
    schema = resource(bag)
    said(schema, "pdfaSchema", schema="PDF/UA identification schema", namespaceURI=SPACES["pdfuaid"], prefix="pdfuaid")
    properties = ET.SubElement(ET.SubElement(schema, _name("pdfaSchema:property")), _name("rdf:Seq"))
    said(
        resource(properties),
        "pdfaProperty",
        name="part",
        valueType="Integer",
        category="internal",
        description="Part of ISO 14289 that the file conforms to",
    )
