"""Texts that were copied from a page: its numbers in whatever form, brought before the words of their lines.

    Wir wollen Wege    1          Z. 1  Wir wollen Wege             Wir wollen Wege
    und Brücken.       2          Z. 2  und Brücken.              5 und Brücken.

What a page has besides its text, page numbers and lines that head and foot every page, is left out and named. Nothing here
decides what a number is worth: that they follow each other is asked here, that the lines follow the rule afterwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.diagnostics import Diagnostic, Place
from pipeline.sources.copied_lines import (
    FEWEST,
    HEAD,
    LEADING,
    MARKER,
    NUMBER,
    Copy,
    filled_lines,
    trailing_numbers,
    with_number,
)
from pipeline.sources.interval_numbers import completed

_FORMS = (
    ("„Z. 1“", re.compile(rf"{MARKER}(?:Zeile|Zl\.?|Z\.?)[ ]*{NUMBER}[.:|)]?(?=[ ]|$)")),
    ("„1:“", re.compile(rf"{MARKER}{NUMBER}[ ]?(?::(?=[ ]|$)|\|)")),
    ("„[1]“", re.compile(rf"{MARKER}\[{NUMBER}\](?=[ ]|$)")),
)
_PADDED = ("„001“", re.compile(rf"{MARKER}0*{NUMBER}(?=[ ]|$)"))
_PADDING = re.compile(rf"{MARKER}0+{NUMBER}(?=[ ]|$)")
_PAGE = re.compile(
    r"[ ]*(?:(?:Seite|S\.|Page|Blatt)[ ]*\d{1,4}(?:[ ]*(?:von|of|/)[ ]*\d{1,4})?|[-–—][ ]*\d{1,4}[ ]*[-–—]|\d{1,4}[ ]*(?:/|von)[ ]*\d{1,4})[ ]*"
)
_ENDS_IN_PAGE = re.compile(r".{2,80}[ ·|–-](?:Seite|S\.)[ ]*\d{1,4}(?:[ ]*(?:von|/)[ ]*\d{1,4})?[ ]*")
_LIGATURES: dict[str, str | int | None] = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}


def plain(text: str, file: str, *, paged: bool = False) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text with ligatures written out, without form feeds unless it is ``paged``, and a note for each kind (Z267, Z270)."""
    reported = []
    if "\f" in text and not paged:
        place = Place(file, text[: text.index("\f")].count("\n") + 1)
        reported.append(
            Diagnostic(
                "Z270",
                place,
                f"{_times(text.count(chr(12)), 'Seitenwechsel')} (Form Feed) der Vorlage: sie stehen in keiner Ausgabe.",
            )
        )
        text = text.replace("\f", "")
    reported += _unseen(text, file)
    if found := [each for each in _LIGATURES if each in text]:
        at = min(map(text.index, found))
        before = text[:at]
        place = Place(file, before.count("\n") + 1, at - before.rfind("\n"))
        count = sum(map(text.count, found))
        reported.append(
            Diagnostic(
                "Z267",
                place,
                f"{_times(count, 'Ligatur', 'en')} ({', '.join(found)}) in Buchstaben ausgeschrieben.",
                "Ligaturen sind eine Sache der Schrift, nicht des Wortlauts.",
            )
        )
        text = text.translate(str.maketrans(_LIGATURES))
    return text, tuple(reported)


_UNSEEN = {"\u00ad": "Ein weiches Trennzeichen (U+00AD)", "\u200b": "Ein Zeichen ohne Breite (U+200B)"}


def _unseen(text: str, file: str) -> Iterator[Diagnostic]:
    """A note for each kind of character that nobody sees and that is of the text all the same."""
    for char, name in _UNSEEN.items():
        if char in text:
            at = text.index(char)
            count = text.count(char)
            more = "" if count == 1 else f" Das sind {count} Stellen, hier die erste."
            yield Diagnostic(
                "Z226",
                Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)),
                f"{name} bleibt im Text und zählt in seiner Zeile wie ein Buchstabe.{more}",
                "Gehört es nicht dazu, löschen Sie es.",
            )


def _times(count: int, word: str, plural: str = "") -> str:
    return f"1 {word}" if count == 1 else f"{count} {word}{plural}"


def straightened(text: str, file: str = "") -> Copy:
    """The text as numbered Markdown has it. Where its numbers stand as they should, it is the text itself."""
    copy = _without_pages(text, file)
    padded = (_PADDED,) if any(map(_PADDING.match, copy.lines)) else ()
    for name, pattern in (*_FORMS, *padded):
        if _is_form(copy.lines, pattern):
            return replace(copy, lines=tuple(_blanked(line, pattern.match(line)) for line in copy.lines), form=name)
    if _follow(LEADING.match(line) for line in copy.lines):
        return copy
    if (ends := trailing_numbers(copy.lines)) and _is_run(
        [number for number, _ in ends.values()], len(filled_lines(copy.lines, min(ends)))
    ):
        return _turned(copy, ends)
    return completed(copy, file)


def _without_pages(text: str, file: str) -> Copy:
    """The text with blank lines for what is the page's alone, each kind named once (Z270)."""
    lines = text.split("\n")
    breaks = {at for at, line in enumerate(lines) if "\f" in line}
    clean = [line.replace("\f", "").rstrip() for line in lines]
    if not breaks and not any(map(_is_page, clean)):
        return Copy(tuple(clean) if breaks else tuple(lines))
    filled = [at for at, line in enumerate(clean) if line.strip()]
    near = _beside_breaks(clean, filled, breaks)
    said = Counter(_kind(clean[at]) for at in near)
    gone = [
        at
        for at in filled
        if _is_page(clean[at])
        or (at in near and not HEAD.match(clean[at]) and not LEADING.match(clean[at]) and said[_kind(clean[at])] > 1)
        or (at in near and breaks and clean[at].strip().isdecimal())
    ]
    reported = [
        Diagnostic(
            "Z270",
            Place(file, at + 1),
            f"„{clean[at].strip()[:60]}“ und was ihm gleicht gehört zur Seite, nicht zum Text.",
        )
        for at in {_kind(clean[each]): each for each in reversed(gone)}.values()
    ]
    for at in gone:
        clean[at] = ""
    return Copy(tuple(clean), tuple(reported))


def _is_page(line: str) -> bool:
    return _PAGE.fullmatch(line) is not None or _ENDS_IN_PAGE.fullmatch(line) is not None


def _kind(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _beside_breaks(lines: Sequence[str], filled: Sequence[int], breaks: set[int]) -> set[int]:
    """The lines next to the end of a page: before and after a form feed, and around a page number."""
    near: set[int] = set()
    for index, at in enumerate(filled):
        after = filled[index + 1] if index + 1 < len(filled) else len(lines)
        if at in breaks or any(between in breaks for between in range(at + 1, after)) or after in breaks:
            near |= {at} if at in breaks else {at, after}
        if _is_page(lines[at]):
            near |= set(filled[max(0, index - 1) : index + 2])
    return near & set(filled)


def _follow(matches: Iterator[re.Match[str] | None]) -> bool:
    """Whether two numbers of neighbouring matches follow each other."""
    numbers = [int(match["number"]) for match in matches if match]
    return any(after == before + 1 for before, after in zip(numbers, numbers[1:], strict=False))


def _is_form(lines: Sequence[str], pattern: re.Pattern[str]) -> bool:
    found = {at: int(match["number"]) for at, line in enumerate(lines) if (match := pattern.match(line))}
    return bool(found) and _is_run(list(found.values()), len(filled_lines(lines, min(found))))


def _is_run(numbers: Sequence[int], filled: int) -> bool:
    """Whether so many numbers follow each other that they are those of the lines; ``filled`` counts these."""
    pairs = sum(after == before + 1 for before, after in zip(numbers, numbers[1:], strict=False))
    return pairs >= FEWEST - 1 and 2 * (pairs + 1) >= filled


def _blanked(line: str, match: re.Match[str] | None) -> str:
    """The line with spaces for what stands around its number."""
    if not match:
        return line
    mark, number = match.end("mark"), match["number"]
    return f"{line[:mark]}{' ' * (match.start('number') - mark)}{number}{' ' * (match.end() - match.end('number'))}{line[match.end() :]}"


def _turned(copy: Copy, ends: dict[int, tuple[int, str]]) -> Copy:
    """The copy with the numbers at the ends of its lines before their words, as far as they follow each other."""
    lines, shifts = list(copy.lines), {}
    expected: int | None = None
    for at, (number, words) in ends.items():
        if expected is not None and number != expected:
            continue
        lines[at], shifts[at + 1] = with_number(words, number)
        expected = number + 1
    return replace(copy, lines=tuple(lines), shifts=shifts, form="am Ende der Zeile")
