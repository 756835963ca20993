"""LibreOffice texts written part by part, with the idioms that LibreOffice itself writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

_NAMES = ("office", "style", "text", "table", "meta", "script", "form")
_SPACES = " ".join(
    [
        *(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES),
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
        'office:version="1.3"',
    ]
)
MIME = "application/vnd.oasis.opendocument.text"

STYLES = """
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard" style:class="chapter"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="1"/>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="2"/>
<style:style style:name="Quotations" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Preformatted_20_Text" style:display-name="Preformatted Text" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/>
<style:style style:name="Strong_20_Emphasis" style:display-name="Strong Emphasis" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
"""
AUTOMATIC = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard" style:list-style-name="L1"/>
<style:style style:name="P9" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>
<style:style style:name="T4" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="T5" style:family="text"><style:text-properties style:text-line-through-style="solid" style:text-underline-style="solid"/></style:style>
<style:style style:name="T6" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>
"""


def level(number: int, form: str, more: str = "", *, prefix: str = "", suffix: str = "") -> str:
    """A level of a list, each half a centimetre deeper."""
    return (
        f'<text:list-level-style-number text:level="{number}" style:num-format="{form}" style:num-prefix="{escape(prefix)}" '
        f'style:num-suffix="{escape(suffix)}" {more}><style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        f'<style:list-level-label-alignment text:label-followed-by="listtab" fo:margin-left="{0.5 * number}cm" fo:text-indent="-0.5cm"/>'
        "</style:list-level-properties></text:list-level-style-number>"
    )


def bullet(number: int) -> str:
    """A level with a bullet."""
    return (
        f'<text:list-level-style-bullet text:level="{number}" text:bullet-char="•"><style:list-level-properties '
        f'text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" '
        f'fo:margin-left="{0.5 * number}cm" fo:text-indent="-0.5cm"/></style:list-level-properties></text:list-level-style-bullet>'
    )


def list_style(name: str, *levels: str) -> str:
    """A list style."""
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def p(inside: str, style: str = "Standard") -> str:
    """A paragraph; ``inside`` is XML."""
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def h(inside: str, outline: int = 1, more: str = "") -> str:
    """A heading."""
    return f'<text:h text:style-name="Heading_20_{outline}" text:outline-level="{outline}" {more}>{inside}</text:h>'


def items(style: str, *inside: str, more: str = "", item: str = "") -> str:
    """A list; each of ``inside`` is what one item holds."""
    held = "".join(f"<text:list-item {item}>{each}</text:list-item>" for each in inside)
    return f'<text:list text:style-name="{style}" {more}>{held}</text:list>'


def odt(
    *blocks: str,
    automatic: str = "",
    outline: str = "",
    title: str = "",
    pictures: Mapping[str, bytes] | None = None,
    before: str = "",
) -> bytes:
    """The file."""
    parts = {
        "mimetype": MIME.encode(),
        "content.xml": (
            f"<office:document-content {_SPACES}><office:automatic-styles>{AUTOMATIC}{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{before}{''.join(blocks)}</office:text></office:body></office:document-content>"
        ).encode(),
        "styles.xml": (
            f"<office:document-styles {_SPACES}><office:styles>{STYLES}{outline}</office:styles></office:document-styles>"
        ).encode(),
        "meta.xml": f"<office:document-meta {_SPACES}><office:meta><dc:title>{escape(title)}</dc:title></office:meta></office:document-meta>".encode(),
        **{f"Pictures/{name}": data for name, data in (pictures or {}).items()},
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{"text/xml" if name.endswith("xml") else "image/png"}"/>'
        for name in parts
        if name != "mimetype"
    )
    parts["META-INF/manifest.xml"] = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>{entries}</manifest:manifest>'
    ).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name), data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            )
    return out.getvalue()
