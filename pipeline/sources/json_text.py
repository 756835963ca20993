"""JSON with the place of every value: read by the standard library, which is strict, and searched once more for places.

Places inside a string are found as well: HTML in JSON is full of escaped characters.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from pipeline.errors import Diagnostic, InputRefusal, Place
from pipeline.sources.html.elements import located
from pipeline.sources.html.screening import Locate

Path = tuple[str | int, ...]

_PART = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],]|[^\s{}\[\],:"]+', re.DOTALL)
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")


class Document:
    """A JSON text: its value, and where each value in it stands."""

    def __init__(self, text: str, file: str) -> None:
        """Read the text. Raises InputRefusal (Z220) where it is no JSON, or has a name twice in one object."""
        self._text = text
        self._locate: Locate = located(text, file)
        self.value: Any = self._read(file)
        self._offsets: dict[Path, int] = {}
        faults: list[Diagnostic] = []
        for path, offset in _offsets(text):
            if path in self._offsets:
                message = f"„{path[-1]}“ steht zweimal im selben Objekt."
                faults.append(Diagnostic("Z220", self._locate(offset), message, "Nur eines davon kann gelten."))
            self._offsets.setdefault(path, offset)
        if faults:
            raise InputRefusal(*faults)

    def _read(self, file: str) -> Any:
        try:
            return json.loads(self._text)
        except json.JSONDecodeError as error:
            end = error.pos >= len(self._text.rstrip()) or error.msg.startswith("Unterminated")
            message = "Die Datei bricht mitten im JSON ab." if end else "Das ist kein gültiges JSON."
            hint = "Laden Sie sie noch einmal." if end else f"Hier wird anderes erwartet ({error.msg})."
            raise InputRefusal(Diagnostic("Z220", Place(file, error.lineno, error.colno), message, hint)) from error
        except RecursionError as error:
            raise InputRefusal(Diagnostic("Z230", Place(file, 1), "Das JSON ist zu tief verschachtelt.")) from error
        except ValueError as error:  # a number with more digits than Python reads
            raise InputRefusal(Diagnostic("Z220", Place(file, 1), "Das JSON enthält eine zu lange Zahl.")) from error

    def place(self, path: Path) -> Place:
        """Where the value stands; where there is none, the nearest one around it."""
        while path and path not in self._offsets:
            path = path[:-1]
        return self._locate(self._offsets.get(path, 0))

    def inside(self, path: Path) -> Locate:
        """The places of the characters of a string, by their offset in it."""
        begin = self._offsets[path] + 1
        match = _PART.match(self._text, begin - 1)
        end = match.end() - 1 if match else begin
        decoded, raw = [0], [begin]
        at, written = 0, begin
        for escape in _ESCAPE.finditer(self._text, begin, end):
            at += escape.start() - written + 1
            written = escape.end()
            decoded.append(at)
            raw.append(written)

        def locate(offset: int) -> Place:
            index = bisect_right(decoded, offset) - 1
            return self._locate(raw[index] + offset - decoded[index])

        return locate


def _offsets(text: str) -> Iterator[tuple[Path, int]]:
    """The path and offset of each value of a text that is valid JSON."""
    path: list[str | int] = []
    kinds: list[str] = []
    key = False
    for match in _PART.finditer(text):
        part = match[0]
        if part == ",":
            if kinds[-1] == "[":
                path[-1] = int(path[-1]) + 1
            key = kinds[-1] == "{"
        elif part in "}]":
            kinds.pop()
            path.pop()
            key = False
        elif key:
            path[-1] = json.loads(part)
            key = False
        else:
            yield tuple(path), match.start()
            if part in "{[":
                kinds.append(part)
                path.append("" if part == "{" else 0)
                key = part == "{"
