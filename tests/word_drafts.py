"""Word documents written part by part, with the idioms that real ones have; python-docx writes none of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"

STYLES = f"""<w:styles xmlns:w="{W}">
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Sans" w:hAnsi="Liberation Sans"/><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:basedOn w:val="Standard"/><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Untertitel"><w:name w:val="Subtitle"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/><w:next w:val="Standard"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Standard"/><w:next w:val="Standard"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Abschnitt"><w:name w:val="Abschnitt"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Paragraf"><w:name w:val="Paragraf"/><w:basedOn w:val="berschrift1"/><w:pPr><w:numPr><w:numId w:val="10"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Absatz"><w:name w:val="Absatz der Satzung"/><w:basedOn w:val="Standard"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="10"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Listenabsatz"><w:name w:val="List Paragraph"/><w:basedOn w:val="Standard"/><w:pPr><w:ind w:left="720"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Aufzhlungszeichen"><w:name w:val="List Bullet"/><w:basedOn w:val="Standard"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Aufzhlungszeichen2"><w:name w:val="List Bullet 2"/><w:basedOn w:val="Standard"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/><w:basedOn w:val="Standard"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/><w:basedOn w:val="Standard"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="HTMLVorformatiert"><w:name w:val="HTML Preformatted"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="paragraph" w:styleId="Funotentext"><w:name w:val="footnote text"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="character" w:styleId="Funotenzeichen"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hervorhebung"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Versteckt"><w:name w:val="Versteckt"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Tabellenraster"><w:name w:val="Table Grid"/></w:style>
</w:styles>"""


def level(number: int, kind: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a list, each 18 pt deeper than the one above."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val={quoteattr(text)}/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{360 * (number + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    """A list that others refer to."""
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, shape: int, more: str = "") -> str:
    """A list that paragraphs name."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{shape}"/>{more}</w:num>'


def restarted(at: int = 0, start: int = 1) -> str:
    """That a list begins anew."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def numbering(*parts: str) -> str:
    """The part with all lists."""
    return f'<w:numbering xmlns:w="{W}">{"".join(parts)}</w:numbering>'


BULLETS = level(0, "bullet", "\uf0b7"), level(1, "bullet", "o"), level(2, "bullet", "\uf0a7")
BULLETS_DEEPER = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="–"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>'
NUMBERING = numbering(
    abstract(0, *BULLETS),
    abstract(1, BULLETS_DEEPER),
    abstract(2, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "lowerRoman", "%3.")),
    abstract(
        3,
        level(0, "decimal", "§ %1", '<w:pStyle w:val="Paragraf"/>'),
        level(1, "decimal", "(%2)", '<w:pStyle w:val="Absatz"/>'),
        level(2, "lowerLetter", "%3)"),
        level(3, "lowerLetter", "%4%4)"),
    ),
    abstract(4, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3")),
    num(1, 0),
    num(2, 1),
    num(3, 2),
    num(4, 2, restarted()),
    num(10, 3),
    num(12, 4),
)


def t(text: str, properties: str = "") -> str:
    """A run."""
    inside = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(part, f'<w:t xml:space="preserve">{escape(part)}</w:t>')
        for part in _parted(text)
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def _parted(text: str) -> list[str]:
    parts: list[str] = []
    for char in text:
        if char in "\t\n" or not parts or parts[-1] in {"\t", "\n"}:
            parts.append(char)
        else:
            parts[-1] += char
    return parts


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph; what is no XML is a run."""
    inside = "".join(run if run.startswith("<") else t(run) for run in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    ppr = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{ppr}{inside}</w:p>"


def item(number: int, *runs: str, at: int = 0, style: str = "Listenabsatz") -> str:
    """A paragraph in a list, as Word's buttons make it."""
    return p(*runs, style=style, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')


def link(key: str, *runs: str) -> str:
    """A link of a relationship."""
    return f'<w:hyperlink r:id="{key}">{"".join(runs)}</w:hyperlink>'


def complex_field(instruction: str, *result: str) -> str:
    """A field of three marks."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f'{mark.format("begin")}<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f"{mark.format('separate')}{''.join(result)}{mark.format('end')}"
    )


def cell(*paragraphs: str, span: int = 1, merge: str = "", properties: str = "") -> str:
    """A cell; ``merge`` is ``restart`` or ``continue``."""
    merged = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{spanned}{merged}{properties}</w:tcPr>{''.join(paragraphs) or '<w:p/>'}</w:tc>"


def row(*cells: str, head: bool = False, properties: str = "") -> str:
    """A row."""
    return f"<w:tr><w:trPr>{'<w:tblHeader/>' if head else ''}{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(columns: int, *rows: str) -> str:
    """A table."""
    grid = '<w:gridCol w:w="2400"/>' * columns
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="Tabellenraster"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def picture(key: str, alternative: str, number: int = 1) -> str:
    """A picture in a run."""
    said = f" descr={quoteattr(alternative)}" if alternative else ""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="2160000" cy="1080000"/><wp:docPr id="{number}" name="Grafik {number}"{said}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="x.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/>'
        '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2160000" cy="1080000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def text_box(*paragraphs: str) -> str:
    """A text box as Word 2010 and later write it, with the older form for others."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph">'
        '<wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="2400000" cy="700000"/><wp:wrapSquare wrapText="bothSides"/>'
        '<wp:docPr id="90" name="Textfeld 1"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2400000" cy="700000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>'
        '</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect style="width:189pt;height:55pt"><v:textbox>'
        f"{inside}</v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def note_call(number: int, kind: str = "footnote") -> str:
    """The call of a note."""
    return f'<w:r><w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def comment_call(number: int, *runs: str) -> str:
    """Runs that a comment hangs on."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{"".join(runs)}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def inserted(*runs: str, author: str = "Vera Vorsitz") -> str:
    """Runs that somebody inserted."""
    return f'<w:ins w:id="900" w:author="{author}" w:date="2026-05-01T10:00:00Z">{"".join(runs)}</w:ins>'


def deleted(text: str, author: str = "Vera Vorsitz") -> str:
    """Words that somebody deleted."""
    said = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="901" w:author="{author}" w:date="2026-05-01T10:00:00Z">{said}</w:del>'


@dataclass(slots=True)
class Draft:
    """A document: its blocks, and whatever they use."""

    blocks: tuple[str, ...]
    title: str = ""
    styles: str = STYLES
    numbering: str = NUMBERING
    footnotes: Mapping[int, str] = field(default_factory=dict)
    endnotes: Mapping[int, str] = field(default_factory=dict)
    comments: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    header: str = ""
    footer: str = ""

    def parts(self) -> dict[str, bytes]:
        """The members by their names."""
        relations, types = [("styles", "styles.xml", ""), ("numbering", "numbering.xml", "")], []
        more: dict[str, bytes] = {}
        section = ""
        for kind, found in (("footnote", self.footnotes), ("endnote", self.endnotes)):
            if found:
                relations.append((f"{kind}s", f"{kind}s.xml", ""))
                types.append((f"{kind}s", f"{_TYPES}.{kind}s+xml"))
                more[f"word/{kind}s.xml"] = self._notes(kind, found)
        if self.comments:
            relations.append(("comments", "comments.xml", ""))
            types.append(("comments", f"{_TYPES}.comments+xml"))
            said = "".join(
                f'<w:comment w:id="{key}" w:author={quoteattr(who)} w:date="2026-05-01T09:00:00Z" w:initials="X">{p(words)}</w:comment>'
                for key, (who, words) in self.comments.items()
            )
            more["word/comments.xml"] = f"<w:comments {_SPACES}>{said}</w:comments>".encode()
        for kind, words, tag in (("header", self.header, "hdr"), ("footer", self.footer, "ftr")):
            if words:
                relations.append((kind, f"{kind}1.xml", ""))
                types.append((f"{kind}1", f"{_TYPES}.{kind}+xml"))
                more[f"word/{kind}1.xml"] = f"<w:{tag} {_SPACES}>{p(words)}</w:{tag}>".encode()
                section += f'<w:{kind}Reference w:type="default" r:id="{kind}1"/>'
        entries = "".join(
            f'<Relationship Id="{target.partition(".")[0]}" Type="{R}/{kind}" Target="{target}"/>'
            for kind, target, _ in relations
        )
        entries += "".join(
            f'<Relationship Id="{key}" Type="{R}/hyperlink" Target={quoteattr(target)} TargetMode="External"/>'
            for key, target in self.links.items()
        )
        for key, data in self.pictures.items():
            ending = "png" if data.startswith(b"\x89PNG") else "jpeg"
            name = f"media/{key}.{ending}"
            entries += f'<Relationship Id="{key}" Type="{R}/image" Target="{name}"/>'
            more[f"word/{name}"] = data
        overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in types)
        return {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
                '<Default Extension="jpeg" ContentType="image/jpeg"/>'
                f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
                f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
                f'<Override PartName="/word/numbering.xml" ContentType="{_TYPES}.numbering+xml"/>'
                '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
                f"{overrides}</Types>"
            ).encode(),
            "_rels/.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="main" Type="{R}/officeDocument" Target="word/document.xml"/>'
                '<Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
                'Target="docProps/core.xml"/></Relationships>'
            ).encode(),
            "docProps/core.xml": (
                '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
                f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(self.title)}</dc:title></cp:coreProperties>'
            ).encode(),
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
            ).encode(),
            "word/document.xml": (
                f'<w:document {_SPACES} mc:Ignorable=""><w:body>{"".join(self.blocks)}<w:sectPr>{section}<w:pgSz w:w="11906" w:h="16838"/>'
                '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="600" w:footer="600" w:gutter="0"/>'
                "</w:sectPr></w:body></w:document>"
            ).encode(),
            "word/styles.xml": self.styles.encode(),
            "word/numbering.xml": self.numbering.encode(),
            **more,
        }

    def data(self) -> bytes:
        """The file."""
        return packed(self.parts())

    @staticmethod
    def _notes(kind: str, found: Mapping[int, str]) -> bytes:
        mark = f'<w:r><w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr><w:{kind}Ref/></w:r>'
        rules = "".join(
            f'<w:{kind} w:type="{name}" w:id="{key}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
            for key, name in ((-1, "separator"), (0, "continuationSeparator"))
        )
        said = "".join(
            f'<w:{kind} w:id="{key}">{p(mark, t(" "), runs, style="Funotentext")}</w:{kind}>'
            for key, runs in found.items()
        )
        return f"<w:{kind}s {_SPACES}>{rules}{said}</w:{kind}s>".encode()


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The members as a ZIP file, the same on any day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
