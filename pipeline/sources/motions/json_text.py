"""JSON with the place of every value: read by the standard library, which is strict, and searched once more for places.

Places inside a string are found as well: HTML in JSON is full of escaped characters.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.sources.html.elements import located
from pipeline.sources.html.screening import Locate

Path = tuple[str | int, ...]

_PART = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],]|[^\s{}\[\],:"]+', re.DOTALL)
_SIGN = re.compile(r"\S")
_SCAN = json.JSONDecoder().raw_decode
_DEEP = "So tief verschachtelt kein Antragssystem; die Datei ist beschädigt oder gebaut, um Programme anzuhalten."

SHOWN = 20
SEARCHED = 200_000
"""So many values are looked at to find where a name stands twice."""

_BEGIN = re.compile(r"\s*(?:\{|\[\s*[\[{\"\]])")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")


def begins(text: str) -> bool:
    """Whether the text begins as JSON does."""
    return _BEGIN.match(text) is not None


class JsonDocument:
    """A JSON text: its value, and where each value in it stands."""

    def __init__(self, text: str, file: str) -> None:
        """Read the text. Raises InputRefusal (Z220) where it is no JSON, or has a name twice in one object."""
        self._text, self._file = text, file
        self._locate: Locate = located(text, file)
        self._twice = ""
        self.value: Any = self._read()
        self._inside: dict[int, dict[str | int, int]] = {}
        if self._twice:
            raise InputRefusal(*self._doubled())

    def _read(self) -> Any:
        file = self._file
        try:
            return json.loads(self._text, object_pairs_hook=self._object)
        except json.JSONDecodeError as error:
            end = error.pos >= len(self._text.rstrip()) or error.msg.startswith("Unterminated")
            message = "Die Datei bricht mitten im JSON ab." if end else "Das ist kein gültiges JSON."
            hint = "Laden Sie sie noch einmal." if end else f"Hier wird anderes erwartet ({error.msg})."
            if error.msg == "Extra data":
                message = "Nach dem JSON folgt noch etwas."
                hint = "Ist das JSON der Vorspann eines Textes, schreiben Sie ihn in YAML: „---“, title: Wege für alle, „---“."
            raise InputRefusal(Diagnostic("Z220", Place(file, error.lineno, error.colno), message, hint)) from error
        except RecursionError as error:
            raise InputRefusal(
                Diagnostic("Z230", Place(file, 1), "Das JSON ist zu tief verschachtelt.", _DEEP)
            ) from error
        except ValueError as error:  # a number with more digits than Python reads
            raise InputRefusal(Diagnostic("Z220", Place(file, 1), "Das JSON enthält eine zu lange Zahl.")) from error

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs) and not self._twice:
            names = [name for name, _ in pairs]
            seen = set[str]()
            self._twice = next(name for name in names if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        return made

    def _doubled(self) -> Iterator[Diagnostic]:
        """A fault for each name that an object has twice, as far as they can be found soon."""
        seen: set[Path] = set()
        found = 0
        for path, offset in islice(_offsets(self._text), SEARCHED):
            if path in seen:
                found += 1
                yield self._twice_at(str(path[-1]), offset)
            if found == SHOWN:
                return
            seen.add(path)
        if not found:
            yield self._twice_at(self._twice, max(self._text.rfind(json.dumps(self._twice)), 0))

    def _twice_at(self, name: str, offset: int) -> Diagnostic:
        message = f"„{name[:80]}“ steht zweimal im selben Objekt."
        return Diagnostic("Z220", self._locate(offset), message, "Nur eines davon kann gelten.")

    def at(self, path: Path) -> Any:
        """The value at the path; None where there is none."""
        value = self.value
        for step in path:
            if isinstance(value, dict):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                value = value[step]
            else:
                return None
        return value

    def _offset(self, path: Path) -> int:
        """Where the value begins; where there is none, the nearest one around it."""
        offset = _begin(self._text, 0)
        for step in path:
            if offset not in self._inside:
                self._inside[offset] = dict(_members(self._text, offset))
            if step not in self._inside[offset]:
                return offset
            offset = self._inside[offset][step]
        return offset

    def place(self, path: Path) -> Place:
        """Where the value stands; where there is none, the nearest one around it."""
        return self._locate(self._offset(path))

    def inside(self, path: Path) -> Locate:
        """The places of the characters of a string, by their offset in it."""
        begin = self._offset(path) + 1
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


@lru_cache(maxsize=1)
def json_document(text: str, file: str) -> JsonDocument:
    """The JSON text; one with several chapters is read once for all of them. Raises InputRefusal."""
    return JsonDocument(text, file)


def _begin(text: str, at: int) -> int:
    """Where the next sign stands that is no white space."""
    found = _SIGN.search(text, at)
    return found.start() if found else at


def _members(text: str, at: int) -> Iterator[tuple[str | int, int]]:
    """Name or number, and offset, of each value in the object or list that begins there, of a text that is valid JSON."""
    closing = {"{": "}", "[": "]"}.get(text[at : at + 1])
    number = 0
    at = _begin(text, at + 1)
    while closing and text[at] != closing:
        name: str | int = number
        if closing == "}":
            name, at = _SCAN(text, at)
            at = _begin(text, _begin(text, at) + 1)
        yield name, at
        at = _begin(text, _SCAN(text, at)[1])
        at = _begin(text, at + 1) if text[at] == "," else at
        number += 1


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
