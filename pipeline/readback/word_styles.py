"""What styles and numbering of a Word document make of a paragraph: a heading of which level, an item of which list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.readback.containers import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

ListKey = tuple[str, int]
"""A list by its number, and a level of it, from 0."""


class WordStyles:
    """What the styles of the document make of a paragraph."""

    def __init__(self, root: Element) -> None:
        """Take the styles from word/styles.xml."""
        self._styles = {each.get(f"{W}styleId"): each for each in root.iter(f"{W}style")}
        self._found: dict[tuple[str, str], Element | None] = {}
        self.language = next((each.get(f"{W}val", "") for each in root.iterfind(f"{W}docDefaults//{W}lang")), "")

    def _chain(self, key: str) -> Iterator[Element]:
        seen = set[str]()
        while key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            base = self._styles[key].find(f"{W}basedOn")
            key = base.get(f"{W}val", "") if base is not None else ""

    def _styled(self, key: str, path: str) -> Element | None:
        """What the style with this key, or one that it is based on, has at this path.

        It is asked for every property of every run, and a document has few styles.
        """
        if (key, path) not in self._found:
            steps = "/".join(f"{W}{part}" for part in path.split("/"))
            self._found[key, path] = next(filter(is_there, (each.find(steps) for each in self._chain(key))), None)
        return self._found[key, path]

    def character(self, key: str) -> Iterator[Element]:
        """The character style with this key, and those that it is based on."""
        yield from self._chain(key)

    def name(self, paragraph: Element) -> str:
        """The name of the paragraph's style."""
        key = _value(paragraph, "pStyle")
        name = next((each.find(f"{W}name") for each in self._chain(key)), None)
        return name.get(f"{W}val", "") if name is not None else key

    def find(self, paragraph: Element, path: str) -> Element | None:
        """The property of the paragraph, its own or its style's."""
        own = paragraph.find(f"{W}pPr/" + "/".join(f"{W}{part}" for part in path.split("/")))
        return own if own is not None else self._styled(_value(paragraph, "pStyle"), f"pPr/{path}")


def is_there(element: Element | None) -> bool:
    """Whether something was found; an element without children counts as false itself."""
    return element is not None


def _value(paragraph: Element, name: str) -> str:
    found = paragraph.find(f"{W}pPr/{W}{name}")
    return str(found.get(f"{W}val", "")) if found is not None else ""


def heading(paragraph: Element, styles: WordStyles) -> int | None:
    """The level of the heading, from 1; by its outline level (17.3.1.20) or the built-in name of its style."""
    outline = styles.find(paragraph, "outlineLvl")
    if outline is not None and (level := integer(outline, 9)) < 9:  # noqa: PLR2004 - 9 is body text
        return level + 1
    named = re.fullmatch(r"heading ([1-9])", styles.name(paragraph).lower())
    return int(named[1]) if named else None


def item(paragraph: Element, styles: WordStyles) -> ListKey | None:
    """List and level (from 0) of an item; a list with the number 0 is none (17.9.18)."""
    number = styles.find(paragraph, "numPr/numId")
    level = styles.find(paragraph, "numPr/ilvl")
    if number is None or (key := number.get(f"{W}val", "0")) == "0":
        return None
    return key, integer(level, 0)


def integer(element: Element | None, default: int) -> int:
    """The whole number that the element's value is; the default where it is none."""
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) if re.fullmatch(r"[0-9]{1,9}", value) else default
