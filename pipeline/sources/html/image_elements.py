"""Pictures of HTML that lie beside it: files in its folder, with what they show in words."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from pipeline.publication.picture_files import UnusableError, loaded
from pipeline.sources.html.elements import Element
from pipeline.sources.html.html_report import HtmlReport, short
from pipeline.text.model import Caption, Picture

MOST_BYTES = 100 * 1024 * 1024
"""Of all pictures of a text together; every edition holds them."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/")


class ElementImages:
    """Reads the pictures of one text from the folder that it lies in."""

    def __init__(self, folder: Path | None, reported: HtmlReport) -> None:
        """Without a folder there are none."""
        self._folder, self._reported, self._bytes = folder, reported, 0

    def picture(self, element: Element, caption: Caption | None) -> Picture | None:
        """The picture of an ``img``; None where it cannot be kept, which is reported (Z224)."""
        source = unquote(element.attributes.get("src", "")).strip().removeprefix("./")
        alternative = " ".join(element.attributes.get("alt", "").split())
        if not (why := self._fault(source, alternative)):
            try:
                return self._loaded(source, alternative, caption, element)
            except UnusableError as unusable:
                why = f"Die Datei {unusable}"
        words = short(alternative or source)
        self._reported.add(
            "Z224",
            element.place,
            f"Bild („{words}“) ist nicht übernommen. {why}",
            "Ein Bild liegt als PNG oder JPEG im Ordner des Textes und sagt in „alt“, was darauf zu sehen ist.",
        )
        return None

    def _fault(self, source: str, alternative: str) -> str:
        """Why the picture is none of a file in the folder; empty where it may be one."""
        path = PurePosixPath(source)
        if self._folder is None:
            return "Aus dieser Form werden keine Bilder gelesen."
        if not source or _SCHEME.match(source) or "\\" in source or not source.isprintable():
            return "Es liegt nicht beim Text, und aus dem Netz wird nichts geholt."
        try:
            inside = (self._folder / source).resolve().is_relative_to(self._folder.resolve())
        except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long
            inside = False
        if not inside or any(part.startswith(".") for part in path.parts) or str(path) != source:
            return "Seine Adresse führt aus dem Ordner hinaus oder ist verborgen."
        return "" if alternative else "Ihm fehlt der Alternativtext."

    def _loaded(self, source: str, alternative: str, caption: Caption | None, element: Element) -> Picture:
        found = loaded((self._folder or Path()) / source, self._folder)
        self._bytes += len(found.data)
        if self._bytes > MOST_BYTES:
            raise UnusableError(f"ist eine zu viel: Die Bilder haben zusammen mehr als {MOST_BYTES >> 20} MB.")
        sha256 = hashlib.sha256(found.data).hexdigest()
        return Picture(source, alternative, sha256, found.width, found.height, caption, element.place, found.data)
