"""What the text itself does not say: ``publication.toml`` → settings.

Why a table of shapes: every key that exists stands once in SHAPE with the check of its value. An unknown key is never
passed over in silence, because a misspelt ``acent`` would otherwise look like a setting that does not work.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from pipeline.errors import Diagnostic, InputRefusal, Place
from pipeline.model import NumberedChapter

UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
"""The stamp of a text without a date: the earliest that a ZIP member can carry (APPNOTE 4.4.6)."""


LATEST = datetime(2107, 12, 31, tzinfo=UTC)
"""The latest stamp that a ZIP member can carry."""


@dataclass(frozen=True, slots=True)
class LineSettings:
    """How the official lines were made, where the text alone does not tell."""

    width: int | None = None
    """Characters a line of the issuing system holds; inferred from the text when not given."""
    first: int | None = None
    """The number that the text is expected to begin with."""
    announce: str = "block"
    """Whether the PDF says the numbers of each block once before it (``block``) or not at all (``none``)."""


@dataclass(frozen=True, slots=True)
class PressSettings:
    """How the print shop prints."""

    profile: str = ""
    """The file with its ICC profile, beside publication.toml; none: black ink alone."""
    icc: bytes = b""
    """What that file holds; whoever reads publication.toml fills it in."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Who has evaluated the accessibility of the book, and when; empty where nobody has."""

    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ChapterSettings:
    """A chapter of the publication, and what its source leaves open."""

    source: str = ""
    title: str = ""
    initiator: str = ""
    resolved: date | None = None
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """The settings that all chapters share, and the chapters in their order (none: every source of the folder)."""

    publisher: str = ""
    responsible: str = ""
    """The person responsible under press law, with address (V.i.S.d.P.)."""
    language: str = "de"
    """BCP 47 tag of the text."""
    rights: str = ""
    accent: str = "#00543c"
    """Colour of headings and links, ``#rrggbb``, at least 4.5:1 on white (WCAG 2.2, 1.4.3)."""
    address: str = ""
    """The web address under which the editions are published; identifiers are derived from it."""
    lines: LineSettings = LineSettings()
    chapters: tuple[ChapterSettings, ...] = ()
    press: PressSettings = PressSettings()
    evaluation: Evaluation = Evaluation()
    epoch: datetime | None = None
    """SOURCE_DATE_EPOCH of the build, where it is set; it wins over the text's own date in all time stamps."""

    def modified(self, numbered: NumberedChapter) -> datetime:
        """The moment (UTC) that every time stamp of the editions carries; never the clock's."""
        if self.epoch:
            return self.epoch
        day = numbered.chapter.resolution.day
        return min(max(datetime.combine(day, time(12), UTC), UNDATED), LATEST) if day else UNDATED

    def settings_for(self, name: str) -> ChapterSettings:
        """The settings of the chapter whose source has this file name; empty ones where none are given."""
        return next((each for each in self.chapters if each.source == name), ChapterSettings(source=name))


class _Unfit(ValueError):
    """A value that a shape refuses; the text says what is expected."""


Check = Callable[[Any], Any]
Shape = Mapping[str, Any]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _Unfit("erwartet wird Text in Anführungszeichen")
    if any(not char.isprintable() for char in value):
        raise _Unfit("der Text darf keine Steuerzeichen und keine Zeilenumbrüche enthalten")
    return value.strip()


def _language(value: Any) -> str:
    # BCP 47, the shapes that occur: language, script, region, variants, private use.
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", text := _text(value)):
        raise _Unfit("erwartet wird ein Sprachkürzel nach BCP 47, zum Beispiel „de“ oder „de-AT“")
    return text


def _colour(value: Any) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text := _text(value)):
        raise _Unfit("erwartet wird eine Farbe als „#rrggbb“")
    if (ratio := contrast(text, "#ffffff")) < 4.5:  # noqa: PLR2004 - WCAG 2.2, 1.4.3
        raise _Unfit(f"die Farbe hat auf Weiß nur einen Kontrast von {ratio:.1f}:1, nötig sind 4,5:1")
    return text.lower()


def _whole(low: int, high: int) -> Check:
    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise _Unfit(f"erwartet wird eine ganze Zahl von {low} bis {high}")
        return value

    return check


def _one_of(*words: str) -> Check:
    def check(value: Any) -> str:
        if value not in words:
            raise _Unfit("erwartet wird " + " oder ".join(f"„{word}“" for word in words))
        return str(value)

    return check


def _day(value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise _Unfit("erwartet wird ein Datum ohne Anführungszeichen, zum Beispiel 2025-05-03")
    return value


def _address(value: Any) -> str:
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[!-~]*)?", text := _text(value)):
        raise _Unfit("erwartet wird eine Webadresse, die mit https:// beginnt")
    return text


def _slug(value: Any) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text := _text(value)):
        raise _Unfit("erlaubt sind kleine Buchstaben, Ziffern und einzelne Bindestriche")
    return text


def _file(value: Any) -> str:
    text = _text(value)
    if not text or text.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", text):
        raise _Unfit("erwartet wird der Name einer Datei in diesem Ordner")
    return text


SHAPE: Shape = {
    "publisher": _text,
    "responsible": _text,
    "language": _language,
    "rights": _text,
    "accent": _colour,
    "address": _address,
    "lines": {"width": _whole(20, 1000), "first": _whole(1, 1_000_000), "announce": _one_of("block", "none")},
    "print": {"profile": _file},
    "evaluation": {"by": _text, "on": _day},
    "chapter": [{"source": _file, "title": _text, "initiator": _text, "resolved": _day, "slug": _slug}],
}


def loads(text: str, file: str, epoch: datetime | None = None) -> Publication:
    """The settings that the TOML says. Raises InputRefusal with every fault found (Z401, Z402, Z403)."""
    try:
        raw = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        place = Place(file, *map(int, found.groups())) if found else Place(file, text.count("\n") + 1)
        hint = 'Texte stehen in Anführungszeichen: publisher = "Name".'
        raise InputRefusal(Diagnostic("Z401", place, f"Kein gültiges TOML: {error}.", hint)) from error
    except RecursionError as error:
        raise InputRefusal(Diagnostic("Z401", Place(file, 1), "Zu tief verschachtelt.")) from error
    values, faults = _fit(raw, SHAPE, text, file, "")
    if faults:
        raise InputRefusal(*faults)
    named = [each.get("source", "") for each in values.get("chapter", ())]
    if twice := next((name for name in named if name and named.count(name) > 1), ""):
        message = f"Das Kapitel „{twice}“ steht zweimal da."
        raise InputRefusal(Diagnostic("Z403", _place_of("source", text, file), message))
    lines, press = LineSettings(**values.pop("lines", {})), PressSettings(**values.pop("print", {}))
    chapters = tuple(ChapterSettings(**each) for each in values.pop("chapter", ()))
    evaluation = Evaluation(**values.pop("evaluation", {}))
    if bool(evaluation.by) is not bool(evaluation.on):
        message = "Zu einer Prüfung gehören beide Angaben: wer geprüft hat (by) und wann (on)."
        raise InputRefusal(Diagnostic("Z403", _place_of("evaluation", text, file), message))
    return Publication(
        **values, lines=lines, press=press, evaluation=evaluation, chapters=chapters, epoch=epoch
    )  # fmt: skip


def _fit(
    raw: Mapping[str, Any], shape: Shape, text: str, file: str, path: str
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The values that fit their shape, and a diagnostic for each that does not."""
    values: dict[str, Any] = {}
    faults: list[Diagnostic] = []
    for key, value in raw.items():
        name, place = f"{path}{key}", _place_of(key, text, file)
        wanted = shape.get(key)
        if wanted is None:
            near = difflib.get_close_matches(key, shape, n=1, cutoff=0.5) or sorted(shape)[:0]
            known = f"Meinten Sie „{path}{near[0]}“?" if near else f"Bekannt sind: {', '.join(sorted(shape))}."
            faults.append(Diagnostic("Z402", place, f"Unbekannter Schlüssel „{name}“.", known))
        elif callable(wanted):
            try:
                values[key] = wanted(value)
            except _Unfit as unfit:
                faults.append(Diagnostic("Z403", place, f"„{name}“ hat einen ungültigen Wert: {unfit}."))
        else:
            parts = list(_tables(value, several=isinstance(wanted, list)))
            if None in parts:
                kind = f"[[{name}]]" if isinstance(wanted, list) else f"[{name}]"
                faults.append(Diagnostic("Z403", place, f"„{name}“ ist ein Abschnitt.", f"Schreiben Sie {kind}."))
                continue
            inner = wanted[0] if isinstance(wanted, list) else wanted
            fitted = [_fit(part, inner, text, file, f"{name}.") for part in parts if part is not None]
            faults += [fault for _, found in fitted for fault in found]
            values[key] = [each for each, _ in fitted] if isinstance(wanted, list) else fitted[0][0]
    return values, faults


def _tables(value: Any, *, several: bool) -> Iterator[Mapping[str, Any] | None]:
    for part in value if several and isinstance(value, list) else [value]:
        yield part if isinstance(part, Mapping) and several == isinstance(value, list) else None


def _place_of(key: str, text: str, file: str) -> Place:
    """The first place where the key stands; TOML keeps no positions (tomllib, Python 3.11 to 3.14)."""
    found = re.search(rf"^[ \t]*(?:\[+[ \t]*)?(?P<key>[\"']?{re.escape(key)}[\"']?)[ \t]*[=.\]]", text, re.MULTILINE)
    if not found:
        return Place(file, 1)
    return Place(
        file, text.count("\n", 0, found.start("key")) + 1, found.start("key") - text.rfind("\n", 0, found.start("key"))
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours ``#rrggbb``, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definition; the corrected threshold 0.04045 of sRGB)."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
