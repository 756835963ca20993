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
from dataclasses import dataclass, field, replace

from pipeline.diagnostics import Diagnostic, Place

_MARKER = r"(?P<mark>[ ]*(?:\#{1,6}[ ]+|[-+*][ ]+)?(?:\*\*|__)?)"
_NUMBER = r"(?P<number>[1-9]\d{0,6})"
_FORMS = (
    ("„Z. 1“", re.compile(rf"{_MARKER}(?:Zeile|Zl\.?|Z\.?)[ ]*{_NUMBER}[.:|)]?(?=[ ]|$)")),
    ("„1:“", re.compile(rf"{_MARKER}{_NUMBER}[ ]?(?::(?=[ ]|$)|\|)")),
    ("„[1]“", re.compile(rf"{_MARKER}\[{_NUMBER}\](?=[ ]|$)")),
)
_PADDED = ("„001“", re.compile(rf"{_MARKER}0*{_NUMBER}(?=[ ]|$)"))
_PADDING = re.compile(rf"{_MARKER}0+{_NUMBER}(?=[ ]|$)")
_LEADING = re.compile(rf"{_MARKER}{_NUMBER}(?=[ ]|$)")
_MARKED = re.compile(_MARKER)
_HEAD = re.compile(r"[ ]*(?:\*\*[^*\n]+(?:\\?\*[^*\n]+)*:?\*\*|\#[ ])")
_LABEL = re.compile(r"[ ]*\#{1,6}[ ]+(?:text|antragstext|beschlusstext|wortlaut|begründung)[ ]*", re.IGNORECASE)
_BESIDE = re.compile(r"[ ]*(?:\||\[\^[^\]]+\]:)")
"""Tables and notes: they have no official lines."""
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

STEPS = (5, 10, 2)
"""Every so many lines a page may print a number."""
FEWEST = 3
"""So many lines in one form are no accident."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A text whose numbers stand before the words of their lines, and what was done for that."""

    lines: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    shifts: dict[int, int] = field(default_factory=dict)
    """By line, from 1: so many characters were put before its words."""
    form: str = ""
    """How the numbers stood; empty where they stood as they do now."""
    step: int = 1
    """Every so many lines had a number."""
    fault: Diagnostic | None = None

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


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
    if _follow(_LEADING.match(line) for line in copy.lines):
        return copy
    if (ends := _trailing(copy.lines)) and _is_run(
        [number for number, _ in ends.values()], len(_filled(copy.lines, min(ends)))
    ):
        return _turned(copy, ends)
    return _every(copy, file)


# Page numbers, running heads and feet


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
        or (at in near and not _HEAD.match(clean[at]) and not _LEADING.match(clean[at]) and said[_kind(clean[at])] > 1)
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


# Numbers in another form


def _follow(matches: Iterator[re.Match[str] | None]) -> bool:
    """Whether two numbers of neighbouring matches follow each other."""
    numbers = [int(match["number"]) for match in matches if match]
    return any(after == before + 1 for before, after in zip(numbers, numbers[1:], strict=False))


def _is_form(lines: Sequence[str], pattern: re.Pattern[str]) -> bool:
    found = {at: int(match["number"]) for at, line in enumerate(lines) if (match := pattern.match(line))}
    return bool(found) and _is_run(list(found.values()), len(_filled(lines, min(found))))


def _is_run(numbers: Sequence[int], filled: int) -> bool:
    """Whether so many numbers follow each other that they are those of the lines; ``filled`` counts these."""
    pairs = sum(after == before + 1 for before, after in zip(numbers, numbers[1:], strict=False))
    return pairs >= FEWEST - 1 and 2 * (pairs + 1) >= filled


def _filled(lines: Sequence[str], begin: int) -> list[int]:
    return [at for at in range(begin, len(lines)) if lines[at].strip()]


def _blanked(line: str, match: re.Match[str] | None) -> str:
    """The line with spaces for what stands around its number."""
    if not match:
        return line
    mark, number = match.end("mark"), match["number"]
    return f"{line[:mark]}{' ' * (match.start('number') - mark)}{number}{' ' * (match.end() - match.end('number'))}{line[match.end() :]}"


def _trailing(lines: Sequence[str]) -> dict[int, tuple[int, str]]:
    """The lines that end in a number: the number, and what stands before it."""
    found: dict[int, tuple[int, str]] = {}
    for at, line in enumerate(lines):
        words, space, last = line.rstrip().rpartition(" ")
        if space and words.strip() and last.isascii() and last.isdecimal() and len(last) < 8 and last[0] != "0":  # noqa: PLR2004 - seven digits at most
            found[at] = (int(last), words.rstrip())
    return found


def _turned(copy: Copy, ends: dict[int, tuple[int, str]]) -> Copy:
    """The copy with the numbers at the ends of its lines before their words, as far as they follow each other."""
    lines, shifts = list(copy.lines), {}
    expected: int | None = None
    for at, (number, words) in ends.items():
        if expected is not None and number != expected:
            continue
        lines[at], shifts[at + 1] = _numbered(words, number)
        expected = number + 1
    return replace(copy, lines=tuple(lines), shifts=shifts, form="am Ende der Zeile")


def _numbered(line: str, number: int) -> tuple[str, int]:
    """The line with the number behind its marker, and how far that moved its words."""
    mark = _MARKED.match(line)
    at = mark.end() if mark else 0
    return f"{line[:at]}{number} {line[at:]}", len(str(number)) + 1


# Numbers on every fifth line


def _every(copy: Copy, file: str) -> Copy:
    """The copy with the numbers of all its lines, where only every fifth had one and all that are there agree."""
    counted = _counted(copy.lines)
    trailing = _trailing(copy.lines)
    leading = {at: int(match["number"]) for at in counted if (match := _LEADING.match(copy.lines[at]))}
    headed = any(
        _HEAD.match(copy.lines[at]) and not copy.lines[at].lstrip().startswith("#")
        for at in range(counted[0] if counted else 0)
    )
    for printed, ends in ((leading, False), ({at: trailing[at][0] for at in counted if at in trailing}, True)):
        for step in STEPS:
            found = {at: number for at, number in printed.items() if number % step == 0}
            rising = list(found.values())
            steady = len(found) >= FEWEST and all(
                after - before == step for before, after in zip(rising, rising[1:], strict=False)
            )
            if not found or not (headed or len(found) > 1):
                continue
            done = _completed(copy, counted, found, step, ends=ends)
            if done:
                return done
            if steady or (headed and len(found) > 1 and not ends and step == STEPS[0]):
                return replace(copy, step=step, fault=_contradiction(counted, found, file))
    return copy


def _counted(lines: Sequence[str]) -> list[int]:
    """The lines that a page counts: those behind the head, without labels of sections, tables and notes."""
    heads = [at for at, line in enumerate(lines) if _HEAD.match(line) or _LABEL.fullmatch(line)]
    first = next((at for at, line in enumerate(lines) if _LEADING.match(line)), len(lines))
    begin = max((at + 1 for at in heads if at < first), default=0)
    while begin and begin < len(lines) and lines[begin].strip() and not _LABEL.fullmatch(lines[begin - 1]):
        begin += 1  # a field that goes on
    return [at for at in _filled(lines, begin) if not _LABEL.fullmatch(lines[at]) and not _BESIDE.match(lines[at])]


def _completed(copy: Copy, counted: Sequence[int], found: dict[int, int], step: int, *, ends: bool) -> Copy | None:
    """The copy with all numbers, if those that are there are just those that a page prints; else None."""
    index = {at: place for place, at in enumerate(counted)}
    first, agreeing = Counter(number - index[at] for at, number in found.items()).most_common(1)[0]
    expected = {at: first + place for at, place in index.items()}
    printed = {at for at, number in found.items() if expected[at] == number}
    # One number alone proves something only where the text begins with its first line.
    if first < 1 or (agreeing == 1 and first > 1) or printed != {at for at in counted if expected[at] % step == 0}:
        return None
    if agreeing == 1 and len(found) > 1:
        return None
    lines, shifts = list(copy.lines), {}
    trailing = _trailing(copy.lines) if ends else {}
    for at in counted:
        if expected[at] % step:
            lines[at], shifts[at + 1] = _numbered(lines[at], expected[at])
        elif ends:
            lines[at], shifts[at + 1] = _numbered(trailing[at][1], expected[at])
    return replace(copy, lines=tuple(lines), shifts=shifts, step=step, form="am Ende der Zeile" if ends else "")


def _contradiction(counted: Sequence[int], found: dict[int, int], file: str) -> Diagnostic:
    index = {at: place for place, at in enumerate(counted)}
    pairs = list(found.items())
    for (before, low), (after, high) in zip(pairs, pairs[1:], strict=False):
        if index[after] - index[before] != high - low:
            return Diagnostic(
                "Z271",
                Place(file, after + 1),
                f"Hier steht die Nummer {high}; von Nummer {low} an gezählt ist es Zeile {low + index[after] - index[before]}.",
                "Vergleichen Sie mit der Vorlage, ob dazwischen eine Zeile fehlt, geteilt oder zu viel ist.",
            )
    at, number = pairs[0]
    return Diagnostic(
        "Z271",
        Place(file, at + 1),
        f"Hier steht die Nummer {number}, vom Anfang an gezählt ist es Zeile {index[at] + 1}.",
        "Vergleichen Sie mit der Vorlage, ob davor eine Zeile fehlt, geteilt oder zu viel ist.",
    )
