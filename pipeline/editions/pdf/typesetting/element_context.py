"""The elements of the document that is set, by what stands around them: lists, notes, contents, lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.text import wording
from pipeline.text.wording import Wording

_BLOCKS = frozenset({"p", "li", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})


def class_names(element: Any) -> list[str]:
    """The classes of the element; there may be no element."""
    return (element.get("class") or "").split() if element is not None else []


class ElementContext:
    """The elements below the root, each with those around it."""

    def __init__(self, root: Any) -> None:
        """``root`` is the html element."""
        self.root = root
        self.parents = {child: parent for parent in root.iter() for child in parent}

    def around(self, element: Any) -> Iterator[Any]:
        """The element and those around it, from inside."""
        while element is not None:
            yield element
            element = self.parents.get(element)

    def in_contents(self, element: Any) -> bool:
        """Whether it stands in the list of contents."""
        return any(each.tag == "nav" and "contents" in class_names(each) for each in self.around(element))

    def holds_notes(self, element: Any) -> bool:
        """Whether it is the list of the notes."""
        return element.tag == "ol" and "notes" in class_names(self.parents.get(element))

    def is_note(self, element: Any) -> bool:
        """Whether it is an item of the list of notes."""
        return element.tag == "li" and self.holds_notes(self.parents[element])

    def item(self, element: Any) -> Any:
        """What makes the item of a list that the element is in: a dd belongs to the dt that it explains."""
        if element.tag != "dd":
            return element
        siblings = list(self.parents[element])
        before = reversed(siblings[: siblings.index(element)])
        return next((each for each in before if each.tag == "dt"), element)

    def link(self, element: Any) -> Any:
        """The link that the element stands in."""
        return next(each for each in self.around(element) if each.tag == "a")

    def destination(self, href: str) -> Any:
        """The element that a link within the document leads to."""
        return next((each for each in self.root.iter() if href and f"#{each.get('id')}" == href), None)

    def calling(self, note: Any) -> Any:
        """The call of the note."""
        href = f"#{note.get('id')}"
        calls = (each for each in self.root.iter("a") if "call" in class_names(each))
        return next((each for each in calls if each.get("href") == href), None)

    def ways_back(self) -> dict[Any, str]:
        """The notes, each with the id of its call, where calls are links."""
        notes = {each: self.calling(each) for each in self.root.iter("li") if self.is_note(each)}
        return {note: call.get("id") for note, call in notes.items() if call is not None}

    def number_mark(self, element: Any) -> Any:
        """The mark of a line's number that the element stands in."""
        return next((each for each in self.around(element) if "number" in class_names(each)), None)

    def line_block(self, mark: Any) -> Any:
        """The block that the line with this mark is in."""
        return next(each for each in self.around(mark) if each.tag in _BLOCKS)

    def table_head(self, element: Any) -> Any:
        """The head or foot of a table that the element stands in."""
        return next((each for each in self.around(element) if each.tag in {"thead", "tfoot"}), None)

    def is_hidden(self, element: Any) -> bool:
        """Whether it is hidden from readers of the tree; numbers of lines have a rule of their own."""
        return any(
            each.get("aria-hidden") == "true" and "number" not in class_names(each) for each in self.around(element)
        )

    def say(self, element: Any) -> Wording:
        """What is said in the language that the text has there."""
        return wording.of(next((each.get("lang") for each in self.around(element) if each.get("lang")), wording.GERMAN))


def name_of_way_back(note: Any) -> str:
    """What the link from the note to its call is called."""
    return str(next(each.get("aria-label") for each in note.iter("a") if each.get("role") == "doc-backlink"))


def announcement(block: Any, say: Wording) -> str:
    """What a screen reader says before a block: ``Zeilen 36 bis 37: ``."""
    own = [each for each in block.iter() if "number" in class_names(each) and _nearest(block, each)]
    first, last = own[0].get("data-number"), own[-1].get("data-number")
    return f"{say.announced(first, last)} "


def _nearest(block: Any, mark: Any) -> bool:
    """Whether the mark stands in the block itself and not in one nested inside it."""
    inner = [each for each in block.iter() if each is not block and each.tag in _BLOCKS]
    return not any(mark in set(each.iter()) for each in inner)
