"""Pictures that a text names: files beside it, read whole, each with what it shows in words."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from markdown_it.token import Token

from pipeline.diagnostics import Place
from pipeline.publication.picture_files import UnusableError, loaded
from pipeline.sources.commonmark.source_lines import SourceReport
from pipeline.text.model import Caption, Picture, Text

MOST_BYTES = 100 * 1024 * 1024
"""Of all pictures of a text together; every edition holds them."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class TokenImages:
    """Reads the pictures of one text from the folder that it lies in."""

    def __init__(self, folder: Path, report: SourceReport) -> None:
        """Begin with none."""
        self._folder, self._report, self._bytes = folder, report, 0

    def picture(self, token: Token, place: Place) -> Picture | None:
        """The picture of a token ``image``; None where it cannot be used, which is reported."""
        report, name = self._report, unquote(str(token.attrGet("src") or "")).removeprefix("./")
        alternative = " ".join(_words(token).split())
        title = " ".join(str(token.attrGet("title") or "").split())
        report.require_visible(alternative + title + name, place)
        for child in token.children or ():
            if child.type in {"html_inline", "footnote_ref"}:
                report.add("Z254", place, "Im Alternativtext stehen nur Worte, kein HTML und keine Fußnote.")
        if not alternative:
            report.add(
                "Z246",
                place,
                f"Das Bild „{name[:80]}“ hat keinen Alternativtext.",
                "Zwischen den eckigen Klammern steht, was auf dem Bild zu sehen ist.",
            )
        if fault := self._fault(name):
            report.add("Z245", place, fault, "Erlaubt ist eine Datei im Ordner des Textes, etwa „bilder/weg.png“.")
            return None
        try:
            found = loaded(self._folder / name, self._folder)
        except UnusableError as unusable:
            report.add("Z245", place, f"Das Bild „{name}“ {unusable}", unusable.hint)
            return None
        self._bytes += len(found.data)
        if self._bytes > MOST_BYTES:
            report.add("Z245", place, f"Die Bilder des Textes haben zusammen mehr als {MOST_BYTES >> 20} MB.")
            return None
        sha256 = hashlib.sha256(found.data).hexdigest()
        caption = Caption((Text(title, place),), place) if title else None
        return Picture(name, alternative, sha256, found.width, found.height, caption, place, found.data)

    def _fault(self, name: str) -> str:
        """Why the name is none of a file in the folder; empty where it is one."""
        path = PurePosixPath(name)
        if not name or _SCHEME.match(name) or name.startswith("/") or "\\" in name or not name.isprintable():
            return f"„{name[:80]}“ ist kein Dateiname: Bilder liegen beim Text, nicht im Netz."
        if any(part.startswith(".") for part in path.parts) or str(path) != name:
            return f"„{name[:80]}“ führt aus dem Ordner hinaus oder ist verborgen."
        try:
            inside = (self._folder / name).resolve().is_relative_to(self._folder.resolve())
        except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long
            inside = False
        return "" if inside else f"„{name[:80]}“ führt aus dem Ordner hinaus."


def _words(token: Token) -> str:
    """The alternative text without its markup (CommonMark 0.31, 6.4)."""
    parts = []
    for child in token.children or ():
        match child.type:
            case "image":
                parts.append(_words(child))
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case _:
                parts.append(child.content)
    return "".join(parts)
