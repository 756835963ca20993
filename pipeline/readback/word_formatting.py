"""What a run or a paragraph of a Word document looks like, whatever says so: itself, its styles, or the defaults (17.7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.readback.containers import Element, local_name
from pipeline.readback.word_styles import W, WordStyles, integer, is_there
from pipeline.readback.word_text import on

WHITE, BLACK = "ffffff", "000000"

_HEX = re.compile("[0-9A-Fa-f]{6}")
_SINGLE = 240
"""The distance of rows that is single (17.3.1.33: ``line`` counts 240ths where the rule is ``auto``)."""

# 17.18.40: the names that a highlight may have.
_MARKERS = {
    "black": BLACK,
    "blue": "0000ff",
    "cyan": "00ffff",
    "darkBlue": "00008b",
    "darkCyan": "008b8b",
    "darkGray": "a9a9a9",
    "darkGreen": "006400",
    "darkMagenta": "800080",
    "darkRed": "8b0000",
    "darkYellow": "808000",
    "green": "00ff00",
    "lightGray": "d3d3d3",
    "magenta": "ff00ff",
    "red": "ff0000",
    "white": WHITE,
    "yellow": "ffff00",
}


class Looks(WordStyles):
    """The looks of a document, by its styles."""

    def __init__(self, root: Element) -> None:
        """Take the styles from word/styles.xml."""
        super().__init__(root)
        self._defaults = [
            *root.iterfind(f"{W}docDefaults/{W}pPrDefault"),
            *root.iterfind(f"{W}docDefaults/{W}rPrDefault"),
        ]
        self._normal = next((key for key, each in self._styles.items() if _is_normal(each)), "")

    def style(self, paragraph: Element) -> str:
        """The name of the paragraph's style, also of one that it does not name."""
        return self.name(paragraph) or self._normal or ""

    def _paragraph_chain(self, paragraph: Element | None) -> Iterator[Element]:
        if paragraph is not None:
            yield from self._chain(_key(paragraph, "pPr", "pStyle") or self._normal or "")
        yield from self._defaults

    def layout(self, paragraph: Element, name: str, attribute: str = "val") -> str:
        """An attribute of a property of the paragraph; empty where nothing says it."""
        for each in (paragraph, *self._paragraph_chain(paragraph)):
            found = each.find(f"{W}pPr/{W}{name}")
            if found is not None and (value := found.get(f"{W}{attribute}")) is not None:
                return str(value)
        return ""

    def look(self, run: Element, name: str) -> Element | None:
        """A property of the run."""
        paragraph = next((each for each in run.iterancestors() if local_name(each) == "p"), None)
        styled = "" if paragraph is None else _key(paragraph, "pPr", "pStyle") or self._normal or ""
        if (found := run.find(f"{W}rPr/{W}{name}")) is not None:
            return found
        for key in (_key(run, "rPr", "rStyle"), styled):
            if (found := self._styled(key, f"rPr/{name}")) is not None:
                return found
        return next(filter(is_there, (each.find(f"{W}rPr/{W}{name}") for each in self._defaults)), None)

    def size(self, run: Element) -> float:
        """The size in points; 10 where nothing says it (17.3.2.38)."""
        return integer(self.look(run, "sz"), 20) / 2

    def paragraph_size(self, paragraph: Element) -> float:
        """The size of what is written into the empty paragraph, in points."""
        sizes = (each.find(f"{W}rPr/{W}sz") for each in self._paragraph_chain(paragraph))
        return integer(next((each for each in sizes if each is not None), None), 20) / 2

    def hides(self, run: Element) -> bool:
        """Whether the run is not shown."""
        found = self.look(run, "vanish")
        return found is not None and on(found)

    def line(self, paragraph: Element, size: float) -> float:
        """The distance of its rows as a share: of the single distance, or of the size where it is given in points."""
        value, rule = self.layout(paragraph, "spacing", "line"), self.layout(paragraph, "spacing", "lineRule")
        units = int(value) if re.fullmatch(r"[0-9]{1,6}", value) else _SINGLE
        return units / _SINGLE if rule in {"", "auto"} else units / 20 / size

    def colours(self, run: Element) -> tuple[str, str]:
        """The colours of letters and ground, as six hexadecimal digits; letters without one fit their ground."""
        ground = next(self._grounds(run), WHITE)
        found = self.look(run, "color")
        letters = found.get(f"{W}val", "") if found is not None else ""
        if _HEX.fullmatch(letters):
            return letters.lower(), ground
        dark = int(ground[:2], 16) * 3 + int(ground[2:4], 16) * 6 + int(ground[4:], 16) < 1280  # noqa: PLR2004 - the middle of grey
        return (WHITE if dark else BLACK), ground

    def _grounds(self, run: Element) -> Iterator[str]:
        """The colours behind the run, the nearest first."""
        marker = self.look(run, "highlight")
        if marker is not None and (colour := _MARKERS.get(marker.get(f"{W}val", ""))):
            yield colour
        yield from _filled(self.look(run, "shd"))
        for each in run.iterancestors():
            match local_name(each):
                case "p":
                    for owner in (each, *self._paragraph_chain(each)):
                        yield from _filled(owner.find(f"{W}pPr/{W}shd"))
                case "tc" | "tbl" as name:
                    yield from _filled(each.find(f"{W}{name}Pr/{W}shd"))
                case _:
                    pass


def _is_normal(style: Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}


def _key(node: Element, properties: str, name: str) -> str:
    found = node.find(f"{W}{properties}/{W}{name}")
    return str(found.get(f"{W}val", "")) if found is not None else ""


def _filled(shade: Element | None) -> Iterator[str]:
    fill = shade.get(f"{W}fill", "") if shade is not None else ""
    if _HEX.fullmatch(fill):
        yield fill.lower()
