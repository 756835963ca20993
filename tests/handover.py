"""A hand-over made by hand, and a translator who fills it in: WordprocessingML as plain as it can be.

The tests of reading use it instead of the real writer, so that a mistake which both share cannot hide.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from pipeline.easy_language import form_wording
from pipeline.easy_language.segments import segments
from pipeline.text.model import NumberedChapter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass
class Fill:
    """What a translator writes into a row; text may be raw XML of paragraphs."""

    text: Sequence[str] = ()
    status: str = "offen"
    note: Sequence[str] = ()
    picture: Sequence[str] = ()
    xml: str = ""
    """Paragraphs for the target cell instead of the text."""


@dataclass
class Handover:
    """The parts of a document that tests change before they pack it."""

    rows: list[str]
    """The XML of each row, in order."""
    names: list[str]
    heads: Sequence[str] = form_wording.COLUMNS
    before: str = ""
    after: str = ""
    words: list[Sequence[str]] = field(default_factory=list)
    protocol: Mapping[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    comments: list[tuple[str, str, str]] = field(default_factory=list)
    """Key, author, text."""
    appendix: str = ""
    parts: dict[str, bytes] = field(default_factory=dict)

    def row(self, name: str) -> str:
        return self.rows[self.names.index(name)]

    def replace(self, name: str, old: str, new: str, count: int = -1) -> None:
        """Change the XML of a row; a change that changes nothing is a mistake of the test."""
        at = self.names.index(name)
        assert old in self.rows[at], (old, self.rows[at])
        self.rows[at] = self.rows[at].replace(old, new, count)

    def data(self) -> bytes:
        return packed({**self._parts(), **self.parts})

    def _parts(self) -> dict[str, bytes]:
        tables = table([head(self.heads), *self.rows]) if self.rows else ""
        words = table([head(form_wording.WORD_COLUMNS), *(cells(each) for each in self.words)]) if self.words else ""
        protocol = table([cells([name, self.protocol.get(name, "")]) for name in form_wording.PROTOCOL])
        body = f"{self.before}{tables}{self.after or '<w:p/>'}{words}<w:p/>{protocol}<w:p/>{self.appendix}<w:sectPr/>"
        properties = "".join(
            f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{at}" name={quoteattr(name)}>'
            f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
            for at, (name, value) in enumerate(self.properties.items(), 2)
        )
        comments = "".join(
            f'<w:comment w:id="{key}" w:author={quoteattr(author)} w:date="2026-11-23T00:00:00Z">{para(text)}</w:comment>'
            for key, author, text in self.comments
        )
        return {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _rels(("officeDocument", "word/document.xml"), ("custom-properties", "docProps/custom.xml")),
            "word/document.xml": document(body),
            "word/_rels/document.xml.rels": _rels(
                ("comments", "comments.xml"),
                ("numbering", "numbering.xml"),
                ("styles", "styles.xml"),
            ),
            "word/comments.xml": f'<w:comments xmlns:w="{W}">{comments}</w:comments>'.encode(),
            "word/numbering.xml": _NUMBERING.encode(),
            "word/styles.xml": _STYLES.encode(),
            "docProps/custom.xml": (
                '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
                'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
                f"{properties}</Properties>"
            ).encode(),
        }


def handover(numbered: NumberedChapter, fill: Mapping[str, Fill] | None = None) -> Handover:
    """The chapter's hand-over, filled in."""
    found = segments(numbered)
    rows = [
        row(
            each.name,
            f"{each.name}, {each.lines}" if each.lines else each.name,
            each.text,
            (fill or {}).get(each.name, Fill()),
        )
        for each in found
    ]
    properties = {
        form_wording.SLUG: numbered.slug,
        form_wording.SOURCE: numbered.chapter.source.sha256,
        form_wording.VERSION: form_wording.FORMAT,
    }
    return Handover(rows, [each.name for each in found], properties=properties)


def row(name: str, shown: str, original: str, fill: Fill) -> str:
    key = int(name[1:])
    text = fill.xml or paras(fill.text or [form_wording.PLACEHOLDER])
    number = f'<w:bookmarkStart w:id="{key}" w:name="{name}"/>{run(shown)}<w:bookmarkEnd w:id="{key}"/>'
    return "".join(
        [
            "<w:tr>",
            cell(f"<w:p>{number}</w:p>"),
            cell(para(original)),
            cell(control(form_wording.tag(name), form_wording.alias(name), text, 2 * key)),
            cell(paras(fill.picture or [""])),
            cell(
                control(
                    form_wording.status_tag(name),
                    form_wording.status_alias(name),
                    para(fill.status),
                    2 * key + 1,
                    drop_down=True,
                )
                + paras(fill.note or [""])
            ),
            "</w:tr>",
        ]
    )


def control(tag: str, alias: str, content: str, key: int, *, drop_down: bool = False) -> str:
    items = "".join(f'<w:listItem w:displayText="{each}" w:value="{each}"/>' for each in form_wording.Status)
    kind = f"<w:dropDownList>{items}</w:dropDownList>" if drop_down else ""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="{tag}"/><w:id w:val="{key}"/>{kind}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def run(text: str, properties: str = "") -> str:
    pieces = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{properties}<w:t xml:space="preserve">{pieces}</w:t></w:r>'


def para(text: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run(text) if text else ''}</w:p>"


def paras(texts: Iterable[str]) -> str:
    return "".join(para(text) for text in texts)


def cell(content: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def cells(texts: Iterable[str]) -> str:
    return f"<w:tr>{''.join(cell(para(text)) for text in texts)}</w:tr>"


def head(texts: Iterable[str]) -> str:
    return f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{''.join(cell(para(text)) for text in texts)}</w:tr>"


def table(rows: Iterable[str]) -> str:
    every = list(rows)
    grid = '<w:gridCol w:w="2000"/>' * max(each.count("<w:tc>") for each in every)
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(every)}</w:tbl>'


def document(body: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    ).encode()


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _rels(*pairs: tuple[str, str]) -> bytes:
    entries = "".join(
        f'<Relationship Id="r{at}" Type="{R}/{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(pairs)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'.encode()


_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/>'
    f'<Override PartName="/word/comments.xml" ContentType="{_ML}.comments+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_ML}.numbering+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_ML}.styles+xml"/>'
    '<Override PartName="/docProps/custom.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>'
)

_NUMBERING = (
    f'<w:numbering xmlns:w="{W}">'
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)

_STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="ListBullet"/></w:style>'
    "</w:styles>"
)
