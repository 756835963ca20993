"""The package of a Word document (OPC, ECMA-376 part 2): blank but for what it says of itself, and saved the same each time."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.editions.docx.wordprocessing.wordml import region

ZIP_DATE = (1980, 1, 1, 0, 0, 0)

# python-docx 1.2.0: its template brings a thumbnail and a bibliography of another document, 438 KB of
# stylesWithEffects, a table of Japanese fonts, and the claim to come from Word for Mac.
_NEEDED = {RT.OFFICE_DOCUMENT, RT.STYLES, RT.NUMBERING, RT.SETTINGS, RT.THEME}

# Below compatibilityMode 15 Word titles its window "Kompatibilitätsmodus".
_SETTINGS = f"""<w:settings {nsdecls("w")}>
<w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/><w:autoHyphenation w:val="0"/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>
</w:settings>"""

_STYLES = """<w:styles {w}>
<w:docDefaults>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/>
<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/><w:lang w:val="{language}" w:eastAsia="{language}"/>
</w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:pPr><w:widowControl/><w:suppressAutoHyphens/></w:pPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
<w:semiHidden/></w:style>
</w:styles>"""

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

_CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:language>{language}</dc:language>{subject}\
<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>"""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself (ECMA-376 part 2, core properties)."""

    title: str
    creator: str
    language: str
    modified: datetime
    custom: tuple[tuple[str, str], ...] = ()
    """Properties of our own, name and text."""
    subject: str = ""


def blank(properties: Properties, *, font: str, size: float) -> Document:
    """An empty document in this language and font: the template of python-docx without what it brings along."""
    document = docx.Document()
    package = document.part.package
    for rels in (document.part.rels, package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype not in _NEEDED]:
            del rels[key]
    document.element.body[-1].attrib.clear()
    _refill(document.settings.element, _SETTINGS)
    language = escape(region(properties.language), {'"': "&quot;"})
    styles = _STYLES.format(w=nsdecls("w"), font=font, half_points=int(size * 2), language=language)
    _refill(document.styles.element, styles)
    _refill(document.part.numbering_part.element, f"<w:numbering {nsdecls('w')}/>")
    fonts = f'<w:fonts {nsdecls("w")}><w:font w:name="{font}"><w:family w:val="swiss"/></w:font></w:fonts>'
    for owner, relation, name, content, xml in (
        (document.part, RT.FONT_TABLE, "/word/fontTable.xml", CT.WML_FONT_TABLE, fonts),
        (package, RT.CORE_PROPERTIES, "/docProps/core.xml", CT.OPC_CORE_PROPERTIES, _core(properties)),
        *([(package, _CUSTOM, "/docProps/custom.xml", _CUSTOM_TYPE, _custom(properties))] if properties.custom else []),
    ):
        owner.relate_to(Part(PackURI(name), content, (_DECLARATION + xml).encode(), package), relation)
    return document


def _refill(element: Any, xml: str) -> None:
    element[:] = list(parse_xml("".join(xml.splitlines())))


def _core(properties: Properties) -> str:
    """The core properties, past python-docx 1.2.0, which refuses a title of more than 255 characters."""
    values = {"title": properties.title, "creator": properties.creator, "language": properties.language}
    subject = f"<dc:subject>{escape(properties.subject)}</dc:subject>" if properties.subject else ""
    stamp = properties.modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return _CORE.format(stamp=stamp, subject=subject, **{key: escape(value) for key, value in values.items()})


def _custom(properties: Properties) -> str:
    """The custom properties (ISO/IEC 29500-1, 22.3); their ids begin with 2."""
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.custom, 2)
    )
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        f' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    )


def saved(document: Document) -> bytes:
    """The file: members as python-docx orders them, without the date and system that its ZIP would carry."""
    made, fixed = BytesIO(), BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, ZIP_DATE)
            member.create_system = 0
            target.writestr(member, source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
