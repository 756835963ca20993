"""Settings in TOML → values that fit their shape, or every fault with its place.

Why a table of shapes: every key that exists stands once in a shape with the check of its value. An unknown key is never
passed over in silence, because a misspelt ``acent`` would otherwise look like a setting that does not work.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.publication import toml_faults

Check = Callable[[Any], Any]
Shape = Mapping[str, Any]
"""By key: the check of a value, the shape of a table, or a list with the one shape of an array of tables."""

Path = tuple[str | int, ...]
"""Keys from the outside in; a number counts the tables of an array from 0."""


class UnfitError(ValueError):
    """A value that a shape refuses; the text says what is expected."""


def text(value: Any) -> str:
    """The value as one line of text without surrounding space."""
    if not isinstance(value, str):
        raise UnfitError("erwartet wird Text in Anführungszeichen")
    if any(not char.isprintable() for char in value):
        raise UnfitError("der Text darf keine Steuerzeichen und keine Zeilenumbrüche enthalten")
    return value.strip()


def whole(low: int, high: int) -> Check:
    """The check for a whole number from low to high."""

    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise UnfitError(f"erwartet wird eine ganze Zahl von {low} bis {high}")
        return value

    return check


def one_of(*words: str) -> Check:
    """The check for one of the words."""

    def check(value: Any) -> str:
        if value not in words:
            raise UnfitError("erwartet wird " + " oder ".join(f"„{word}“" for word in words))
        return str(value)

    return check


def matching(pattern: str, expected: str) -> Check:
    """The check for text that the pattern describes; ``expected`` says so to readers."""

    def check(value: Any) -> str:
        if not re.fullmatch(pattern, found := text(value)):
            raise UnfitError(expected)
        return found

    return check


_DEEP = re.compile(r"(?<![\w.-])(?:[\w-]+\.){100}", re.ASCII)
"""A key of a hundred parts; what tomllib (Python 3.11 to 3.14) needs for it grows with the square of their number."""


def fitted(content: str, shape: Shape, file: str) -> dict[str, Any]:
    """The values that the TOML says, by the shape. Raises InputRefusal with every fault (Z401, Z402, Z403)."""
    if deep := _DEEP.search(content):
        raise InputRefusal(Diagnostic("Z401", _at(content, deep.start(), file), "Zu tief verschachtelt."))
    try:
        raw = tomllib.loads(content.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise InputRefusal(toml_faults.fault(str(error), content.removeprefix("\ufeff"), file)) from error
    except RecursionError as error:
        raise InputRefusal(Diagnostic("Z401", Place(file, 1), "Zu tief verschachtelt.")) from error
    except ValueError as error:  # a number of more digits than Python turns into one (sys.set_int_max_str_digits)
        raise InputRefusal(toml_faults.endless_number(content, file)) from error
    values, faults = _fit(raw, shape, (), shape)
    if faults:
        raise InputRefusal(*_reported(faults, content, file))
    return values


MOST_FAULTS = 30
"""More are counted only: nobody mends a hundred settings one by one."""

_Fault = tuple[str, Path, str, Callable[[], str]]
"""Code, place by keys, message, and what makes the hint."""


def _reported(faults: Sequence[_Fault], content: str, file: str) -> Iterator[Diagnostic]:
    for code, path, message, hint in faults[:MOST_FAULTS]:
        yield Diagnostic(code, place_of(path, content, file), message, hint())
    if further := faults[MOST_FAULTS:]:
        code, path, *_ = further[0]
        message = f"Von hier an sind {len(further)} weitere Angaben unbekannt oder ungültig."
        yield Diagnostic(code, place_of(path, content, file), message)


def _fit(raw: Mapping[str, Any], shape: Shape, path: Path, whole: Shape) -> tuple[dict[str, Any], list[_Fault]]:
    """The values that fit their shape, a part of the ``whole``, and a fault for each that does not."""
    values: dict[str, Any] = {}
    faults: list[_Fault] = []
    for key, value in raw.items():
        here, name = (*path, key), _dotted((*path, key))
        wanted = shape.get(key)
        if wanted is None:
            hint = partial(_known, key, shape, path, whole)
            faults.append(("Z402", here, f"Unbekannter Schlüssel „{name}“.", hint))
        elif callable(wanted):
            try:
                values[key] = wanted(value)
            except UnfitError as unfit:
                faults.append(("Z403", here, f"„{name}“ hat einen ungültigen Wert: {unfit}.", str))
        else:
            several = isinstance(wanted, list)
            parts = list(_tables(value, several=several))
            if None in parts:
                kind = f"[[{name}]]" if several else f"[{name}]"
                faults.append(("Z403", here, f"„{name}“ ist ein Abschnitt.", partial("Schreiben Sie {}.".format, kind)))
                continue
            inner = wanted[0] if several else wanted
            fits = [
                _fit(part, inner, (*here, at) if several else here, whole)
                for at, part in enumerate(parts)
                if part is not None
            ]
            faults += [fault for _, found in fits for fault in found]
            values[key] = [each for each, _ in fits] if several else fits[0][0]
    return values, faults


def _known(key: str, shape: Shape, path: Path, whole: Shape) -> str:
    """Where the key belongs, else the one that is like it, else all that there are."""
    if path and key in whole:
        return f"„{key}“ gehört zur ganzen Veröffentlichung: Es steht über der ersten Zeile in eckigen Klammern."
    for section, wanted in whole.items():
        inner = wanted[0] if isinstance(wanted, list) else wanted
        if section not in path and not callable(inner) and key in inner:
            return f"„{key}“ steht unter {f'[[{section}]]' if isinstance(wanted, list) else f'[{section}]'}."
    if near := difflib.get_close_matches(key, shape, n=1, cutoff=0.5):
        return f"Meinten Sie „{_dotted((*path, near[0]))}“?"
    return f"Bekannt sind: {', '.join(sorted(shape))}."


def _dotted(path: Path) -> str:
    return ".".join(step for step in path if isinstance(step, str))


def _tables(value: Any, *, several: bool) -> Iterator[Mapping[str, Any] | None]:
    for part in value if several and isinstance(value, list) else [value]:
        yield part if isinstance(part, Mapping) and several == isinstance(value, list) else None


_VALUE = re.compile(
    r"""(\"{3}(?:\\.|[^\\])*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')(?P<key>[ \t]*[=.\]])?|\#[^\n]*""",
    re.DOTALL,
)
_HEADER = re.compile(r"^[ \t]*(?P<open>\[\[?)[ \t]*(?P<name>[^\]\n]+?)[ \t]*\]", re.MULTILINE)


def place_of(path: Path, content: str, file: str) -> Place:
    """Where the key stands, or else the nearest table around it; TOML keeps no positions (tomllib, Python 3.11 to 3.14)."""
    masked, regions = _indexed(content)
    best: Path = ()
    start, end = 0, len(masked)
    for region, header, upto in regions:
        if path == region:
            return _at(content, header, file)
        if len(region) >= len(best) and path[: len(region)] == region:
            best, start, end = region, header, upto
    key = next((step for step in path[len(best) :] if isinstance(step, str)), "")
    shape = re.compile(rf"(?:^|[,{{])[ \t]*(?P<key>[\"']?{re.escape(key)}[\"']?)[ \t]*[=.]", re.MULTILINE)
    if key and (found := shape.search(masked, start, end) or (None if best else shape.search(masked))):
        return _at(content, found.start("key"), file)
    return _at(content, start, file)


@lru_cache(maxsize=1)
def _indexed(content: str) -> tuple[str, tuple[tuple[Path, int, int], ...]]:
    """The content without what strings and comments say, and its tables: once for all faults of a file."""
    masked = _VALUE.sub(lambda found: found[0] if found["key"] else re.sub(r"[^\n]", "_", found[0]), content)
    return masked, tuple(_regions(masked))


def _regions(masked: str) -> Iterator[tuple[Path, int, int]]:
    """The path of each table with a header, where its name stands, and where the next header does."""
    headers = list(_HEADER.finditer(masked))
    counts: Counter[tuple[str, ...]] = Counter()
    deeper: defaultdict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    if not headers or headers[0].start():
        yield (), 0, headers[0].start() if headers else len(masked)
    for at, header in enumerate(headers):
        steps = tuple(part.strip(" \t\"'") for part in header["name"].split("."))
        if header["open"] == "[[":
            counts[steps] += 1
            for each in deeper.pop(steps, ()):
                del counts[each]
            for depth in range(1, len(steps)):
                deeper[steps[:depth]].add(steps)
        path: list[str | int] = []
        for depth, step in enumerate(steps, 1):
            path.append(step)
            if counts[steps[:depth]]:
                path.append(counts[steps[:depth]] - 1)
        upto = headers[at + 1].start() if at + 1 < len(headers) else len(masked)
        yield tuple(path), header.start("name"), upto


def _at(content: str, index: int, file: str) -> Place:
    return Place(file, content.count("\n", 0, index) + 1, index - content.rfind("\n", 0, index))
