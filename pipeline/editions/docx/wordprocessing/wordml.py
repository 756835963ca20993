"""WordprocessingML that python-docx 1.2.0 has no way to write, and the package around it.

Why a room of its own: everything here is raw XML of ECMA-376 part 1, where the order of siblings is law and Word alone
decides what it opens. What a reader sees (sizes, words, order) is decided by the editions.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from typing import Any, cast
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Twips
from docx.text.paragraph import Paragraph

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


@dataclass(frozen=True, slots=True)
class StyleDefinition:
    """A style on top of ``Normal``: sizes and distances in points, positions in twips, None and empty as in Normal."""

    name: str
    size: float | None = None
    bold: bool = False
    italic: bool = False
    colour: str = ""
    character: bool = False
    custom: bool = False
    """The name is ours. Any other is one that Word itself knows, and shows in the language of its user."""
    before: float | None = None
    after: float | None = None
    keep_next: bool = False
    rule_above: bool = False
    rule_beside: bool = False
    font: str = ""
    underline: bool = False
    raised: bool = False
    page_before: bool = False
    line: float | None = None
    """The distance of rows as a share of the type's own, 1.5 for one and a half."""
    left: int | None = None
    tab: int | None = None
    outline: int | None = None
    """The level in the document's outline, counted from 0."""


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


def region(language: str) -> str:
    """The tag with a region, as Word's spelling dictionaries need it."""
    return {"de": "de-DE", "en": "en-GB"}.get(language, language)


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


def append(document: Document, xml: str) -> None:
    """Append the element, as text with the prefix ``w``, before the document's last section."""
    body(document).append(parse_xml(xml))


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


def node(tag: str, *children: Any, **attributes: str | int) -> Any:
    """The element of WordprocessingML with this name, its attributes in the same namespace."""
    element = OxmlElement(f"w:{tag}", {qn(f"w:{key}"): str(value) for key, value in attributes.items()})
    element.extend(children)
    return element


def xml_of(paragraph: Paragraph) -> Any:
    """The element of the paragraph."""
    return paragraph._p  # noqa: SLF001 - python-docx 1.2.0 has no public way to a paragraph's element


def add_style(document: Document, style: StyleDefinition) -> None:
    """Define the style."""
    kind, base = ("character", "DefaultParagraphFont") if style.character else ("paragraph", "Normal")
    head = [node("name", val=style.name), node("basedOn", val=base), node("qFormat")]
    bodies = [node("pPr", *_paragraph_formatting(style)), node("rPr", *_character_formatting(style))]
    element = node("style", *head, *(body for body in bodies if len(body)), type=kind, styleId=style_key(style.name))
    if style.custom:
        element.set(qn("w:customStyle"), "1")
    document.styles.element.append(element)


def style_key(name: str) -> str:
    """The id by which paragraphs and runs name the style."""
    return name.title().replace(" ", "")


def _paragraph_formatting(style: StyleDefinition) -> Iterator[Any]:
    # CT_PPrBase: the schema has these in this order.
    if style.keep_next:
        yield node("keepNext")
        yield node("keepLines")
    if style.page_before:
        yield node("pageBreakBefore")
    if style.rule_above:
        yield node("pBdr", node("top", val="single", sz=4, space=8, color=style.colour or "auto"))
    if style.rule_beside:
        yield node("pBdr", node("left", val="single", sz=18, space=6, color="808080"))
    if style.tab is not None:
        yield node("tabs", node("tab", val="left", pos=style.tab))
    distances = {"before": style.before, "after": style.after}
    given: dict[str, str | int] = {key: int(points * 20) for key, points in distances.items() if points is not None}
    if style.line is not None:
        given |= {"line": int(style.line * 240), "lineRule": "auto"}
    if given:
        yield node("spacing", **given)
    if style.left is not None:
        yield node("ind", left=style.left)
    if style.outline is not None:
        yield node("outlineLvl", val=style.outline)


def _character_formatting(style: StyleDefinition) -> Iterator[Any]:
    if style.font:
        yield node("rFonts", ascii=style.font, hAnsi=style.font, eastAsia=style.font, cs=style.font)
    if style.bold:
        yield node("b")
    if style.italic:
        yield node("i")
    if style.colour:
        yield node("color", val=style.colour)
    if style.size is not None:
        yield node("sz", val=int(style.size * 2))
    if style.underline:
        yield node("u", val="single")
    if style.raised:
        yield node("vertAlign", val="superscript")


def _text(tag: str, text: str) -> Any:
    element = node(tag)
    element.text = text
    element.set(qn("xml:space"), "preserve")
    return element


@dataclass(frozen=True, slots=True)
class RunFormatting:
    """What a run looks like, besides its paragraph: a character style, and what stands at the run itself."""

    style: str = ""
    bold: bool | None = None
    """None as in the styles."""
    italic: bool = False
    strike: bool = False
    underline: bool = False
    raised: str = ""
    """``superscript`` or ``subscript``."""
    language: str = ""
    """Where it is not that of the document."""

    def nodes(self) -> Iterator[Any]:
        """The properties, in the order that the schema has (CT_RPr)."""
        if self.style:
            yield node("rStyle", val=style_key(self.style))
        if self.bold is not None:
            yield node("b", val=int(self.bold))
        if self.italic:
            yield node("i")
        if self.strike:
            yield node("strike")
        if self.underline:
            yield node("u", val="single")
        if self.raised:
            yield node("vertAlign", val=self.raised)
        if self.language:
            yield node("lang", val=region(self.language))


BARE = RunFormatting()


def run_element(content: Any, formatting: RunFormatting = BARE) -> Any:
    """A run with this content."""
    properties = list(formatting.nodes())
    return node("r", *([node("rPr", *properties)] if properties else []), content)


def text_run(text: str, formatting: RunFormatting = BARE) -> Any:
    """A run of verbatim text; python-docx would turn a tab or a line feed in it into an element."""
    return run_element(_text("t", text), formatting)


def add_styles_in_use(document: Document, styles: Iterable[StyleDefinition]) -> None:
    """Define those of the styles that something in the document has."""
    parts = [document.part, *(each.target_part for each in document.part.rels.values() if each.reltype == RT.FOOTNOTES)]
    used = {each.get(qn("w:val")) for part in parts for each in part.element.iter(qn("w:pStyle"), qn("w:rStyle"))}
    for style in styles:
        if style_key(style.name) in used:
            add_style(document, style)


class BlockContainer:
    """Where blocks go, one after the other: the body of a document, a note, a cell."""

    def __init__(self, part: Any, add: Callable[[Any], None], *, is_note: bool = False) -> None:
        """``part`` of the package holds the blocks, and what they refer to; ``add`` appends an element."""
        self.part, self.append, self.is_note = part, add, is_note

    def add_paragraph(self, style: str, text: str = "") -> Paragraph:
        """Append a paragraph; python-docx 1.2.0 would go through all styles for each."""
        element: Any = OxmlElement("w:p")
        element.style = style_key(style)
        self.append(element)
        paragraph = Paragraph(element, cast("Any", self))
        if text:
            add_text(paragraph, text)
        return paragraph


def body(document: Document) -> BlockContainer:
    """The text of the document itself, before its last section."""
    element: Any = document.element.body
    return BlockContainer(document.part, element[-1].addprevious)


def parts(document: Document) -> list[Any]:
    """The elements of the text so far, without the section, and the notes below it."""
    found: list[Any] = list(document.element.body)[:-1]
    for each in document.part.rels.values():
        if each.reltype == RT.FOOTNOTES:
            found += [note for note in each.target_part.element if note.get(qn("w:type")) is None]
    return found


def since(document: Document, before: Sequence[Any]) -> list[Any]:
    """The elements that have come to those of ``before``."""
    known = set(map(id, before))
    return [each for each in parts(document) if id(each) not in known]


def paragraphs(element: Any) -> list[Any]:
    """The elements of the paragraphs in it, itself where it is one."""
    return list(element.iter(qn("w:p")))


def words(paragraph: Any) -> str:
    """What the element of a paragraph says."""
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))


def is_in(paragraph: Any, style: str) -> bool:
    """Whether the element of a paragraph has the style."""
    return any(each.get(qn("w:val")) == style_key(style) for each in paragraph.iter(qn("w:pStyle")))


def add_paragraph(document: Document, style: str, text: str = "") -> Paragraph:
    """Append a paragraph to the text of the document itself."""
    return body(document).add_paragraph(style, text)


def add_text(paragraph: Paragraph, text: str, style: str = "", *, bold: bool | None = None, language: str = "") -> None:
    """Append the text verbatim; python-docx would turn a tab or a line feed in it into an element.

    ``language`` is given where it is not that of the document.
    """
    xml_of(paragraph).append(text_run(text, RunFormatting(style, bold, language=language)))


def add_tab(paragraph: Paragraph) -> None:
    """Append a jump to the next tab stop."""
    xml_of(paragraph).append(run_element(node("tab")))


def add_break(paragraph: Paragraph) -> None:
    """Append a line break, which leaves the paragraph whole."""
    xml_of(paragraph).append(run_element(node("br")))


def add_link(paragraph: Paragraph, bookmark: str, text: str, language: str = "") -> None:
    """Append a link to a bookmark of the same document, in the style ``Hyperlink``."""
    link = node("hyperlink", text_run(text, RunFormatting("Hyperlink", language=language)), anchor=bookmark, history=1)
    xml_of(paragraph).append(link)


def add_picture(paragraph: Paragraph, data: bytes, width: Length, description: str, key: int) -> None:
    """Append a picture with its alternative text (20.4.2.5); it stands in the line, so that its place is its order."""
    shape = paragraph.add_run().add_picture(BytesIO(data), width=width)
    properties = shape._inline.docPr  # noqa: SLF001 - python-docx 1.2.0 has no way to the alternative text
    properties.set("descr", description)
    properties.set("id", str(key))
    properties.set("name", f"Bild {key}")


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Append a field, and what it shows until the word processor knows better."""
    xml_of(paragraph).append(node("fldSimple", text_run(shown), instr=instruction))


def enclose_in_field(paragraphs: Iterable[Paragraph], instruction: str) -> None:
    """Make the paragraphs the result of one field, so that nothing needs updating when the file is opened."""
    elements = [xml_of(paragraph) for paragraph in paragraphs]
    start = run_element(node("fldChar", fldCharType="begin"))
    elements[0].pPr.addnext(start)
    start.addnext(run_element(node("fldChar", fldCharType="separate")))
    start.addnext(run_element(_text("instrText", instruction)))
    elements[-1].append(run_element(node("fldChar", fldCharType="end")))


class Bookmarks:
    """The bookmarks of one document: each with an id of its own (17.13.6.2)."""

    def __init__(self) -> None:
        """Count from 1."""
        self._ids = count(1)

    def key(self) -> int:
        """The id of a new bookmark."""
        return next(self._ids)

    @contextmanager
    def around(self, paragraph: Paragraph, name: str) -> Iterator[None]:
        """Enclose what is appended to the paragraph meanwhile."""
        key = self.key()
        xml_of(paragraph).append(node("bookmarkStart", id=key, name=name))
        yield
        xml_of(paragraph).append(node("bookmarkEnd", id=key))

    @contextmanager
    def across(self, story: BlockContainer, name: str) -> Iterator[None]:
        """Enclose the blocks that are appended to the story meanwhile."""
        key = self.key()
        story.append(node("bookmarkStart", id=key, name=name))
        yield
        story.append(node("bookmarkEnd", id=key))


def enclose(bookmarks: Bookmarks, paragraph: Paragraph, name: str) -> None:
    """Enclose what the paragraph holds."""
    held = [each for each in xml_of(paragraph) if each.tag != qn("w:pPr")]
    with bookmarks.around(paragraph, name):
        xml_of(paragraph).extend(held)


def move_tab(paragraph: Paragraph, old: int, new: int) -> None:
    """Let the words begin at ``new`` instead of at the ``old`` tab stop of the paragraph's style."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Twips(old), WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Twips(new))
