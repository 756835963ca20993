"""The fields of one object in a JSON text: each of the kind that it should be, or a fault with its place."""

from __future__ import annotations

from typing import Any, TypeVar

from pipeline.diagnostics import Diagnostic, Place
from pipeline.sources.html.elements import Element, html_tree
from pipeline.sources.html.reader import Reader
from pipeline.sources.motions.json_text import JsonDocument, Path
from pipeline.text.model import Blocks

_T = TypeVar("_T")


class Fields:
    """The fields of the object at a path, and a fault (Z220) for each one that is of another kind."""

    def __init__(self, document: JsonDocument, base: Path = ()) -> None:
        """``base`` is the path of the object."""
        self.document, self.base = document, base
        self.faults: list[Diagnostic] = []

    @property
    def value(self) -> Any:
        """The object itself."""
        return self.document.at(self.base)

    def fault(self, path: Path, message: str, hint: str = "") -> None:
        """Note a fault at a value."""
        self.faults.append(Diagnostic("Z220", self.place(path), message, hint))

    def place(self, path: Path) -> Place:
        """Where the value stands."""
        return self.document.place((*self.base, *path))

    def get(self, path: Path, kind: type[_T], what: str) -> _T | None:
        """The value at the path; None where it is absent, null or of another kind."""
        value = self.document.at((*self.base, *path))
        if value is None:
            return None
        if not isinstance(value, kind) or isinstance(value, bool):
            self.fault(path, f"„{path[-1]}“ ist keine {what}.")
            return None
        return value

    def text(self, *path: str | int) -> str:
        """The words of the text at the path, white space runs as one space; empty where there is none."""
        return " ".join((self.get(path, str, "Zeichenkette") or "").split())

    def number(self, *path: str | int) -> int | None:
        """The whole number at the path."""
        return self.get(path, int, "Zahl")

    def html(self, reader: Reader, *path: str | int) -> Element | None:
        """The HTML at the path, as a tree. Raises InputRefusal."""
        said = self.get(path, str, "Zeichenkette")
        if said is None:
            return None
        root, reported = html_tree(said, self.document.inside((*self.base, *path)))
        reader.reported.diagnostics += reported
        return root

    def blocks(self, reader: Reader, *path: str | int) -> Blocks:
        """The blocks of the HTML at the path. Raises InputRefusal."""
        root = self.html(reader, *path)
        return reader.blocks(root.children) if root else ()
