"""What a LibreOffice text must be before it is read, and what it must not hold (OASIS OpenDocument 1.3, part 2 and 3)."""

from __future__ import annotations

import re

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.sources.office import guard, package_parts
from pipeline.sources.office.guard import Package
from pipeline.sources.office.trees import XmlElement

CONTENT, STYLES, META, MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
TEXT = "application/vnd.oasis.opendocument.text"
_KINDS = {
    f"{TEXT}-template": "eine Vorlage (OTT)",
    f"{TEXT}-master": "ein Globaldokument (ODM)",
    "application/vnd.oasis.opendocument.spreadsheet": "eine Tabelle (ODS)",
    "application/vnd.oasis.opendocument.presentation": "eine Präsentation (ODP)",
    "application/vnd.oasis.opendocument.graphics": "eine Zeichnung (ODG)",
}
_ACTIVE = re.compile(r"(basic|scripts)/", re.IGNORECASE)
_OUTWARD = (
    "draw:image",
    "draw:object",
    "draw:plugin",
    "draw:applet",
    "draw:floating-frame",
    "text:section-source",
    "style:background-image",
    "text:dde-connection-decl",
)
_PROGRAMS = ("draw:object-ole", "draw:applet", "draw:plugin", "script:event-listener", "office:script", "text:script")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\.\./|/")


def require(package: Package) -> None:
    """Raise InputRefusal where the package is no LibreOffice text (Z173), encrypted (Z153), or holds programs (Z156)."""
    kind = (
        b"".join(package.chunks("mimetype")).decode("ascii", "replace").strip() if "mimetype" in package.names else ""
    )
    if MANIFEST not in package.names or CONTENT not in package.names:
        raise _no_text(package.file, "Die Datei ist ein Archiv, aber kein Text aus LibreOffice")
    for name, each in package_parts.elements(package, MANIFEST):
        if name == "file-entry" and each.get("full-path") == "/":
            kind = kind or each.get("media-type", "")
        if name == "encryption-data":
            hint = "Öffnen Sie sie in LibreOffice und speichern Sie sie ohne Kennwort."
            raise InputRefusal(
                Diagnostic("Z153", Place(package.file), "Die Datei ist mit einem Kennwort verschlüsselt.", hint)
            )
    if kind != TEXT:
        raise _no_text(package.file, f"Die Datei ist {_KINDS.get(kind, 'kein Text aus LibreOffice')}")
    if found := next((name for name in sorted(package.names) if _ACTIVE.match(name)), ""):
        raise guard.active(package.file, f"Die Datei enthält „{found[:60]}“")


def require_harmless(package: Package, tree: XmlElement) -> None:
    """Raise InputRefusal where the content holds programs or objects (Z156), or would fetch something (Z157)."""
    if program := next(tree.all(*_PROGRAMS), None):
        raise guard.active(package.file, f"Die Datei enthält „{program.name}“")
    for node in tree.all(*_OUTWARD):
        target = node.get("xlink:href")
        if node.name == "text:dde-connection-decl" or (target and _ELSEWHERE.match(target.removeprefix("./"))):
            raise guard.outward(package.file, f"„{target[:80]}“")


def _no_text(file: str, what: str) -> InputRefusal:
    hint = "Öffnen Sie sie in LibreOffice und speichern Sie sie als ODF-Textdokument (.odt) oder als Word-Dokument (.docx)."
    return InputRefusal(Diagnostic("Z173", Place(file), f"{what}.", hint))
