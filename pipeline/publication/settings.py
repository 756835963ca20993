"""What the text itself does not say: ``publication.toml`` → settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from pipeline.diagnostics import Diagnostic, InputRefusal
from pipeline.publication import toml_shapes
from pipeline.publication.toml_shapes import Shape, UnfitError
from pipeline.text.model import Book, NumberedChapter

UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
"""The stamp of a text without a date: the earliest that a ZIP member can carry (APPNOTE 4.4.6)."""


LATEST = datetime(2107, 12, 31, tzinfo=UTC)
"""The latest stamp that a ZIP member can carry."""


@dataclass(frozen=True, slots=True)
class LineSettings:
    """How the official lines were made, where the text alone does not show it."""

    width: int | None = None
    """Characters a line of the issuing system holds; inferred from the text when not given."""
    first: int | None = None
    """The number that the text is expected to begin with."""
    numbering: str = "chapter"
    """Whether numbers begin anew with each chapter (``chapter``) or run through all of them (``through``)."""
    announce: str = "block"
    """Whether the PDF says the numbers of each block once before it (``block``) or not at all (``none``)."""


@dataclass(frozen=True, slots=True)
class PressSettings:
    """How the print shop prints."""

    profile: str = ""
    """The file with its ICC profile, beside publication.toml; none: black ink alone."""
    icc: bytes = b""
    """What that file holds; whoever reads publication.toml fills it in."""
    sides: str = "single"
    """Whether paper is printed on one side (``single``) or on both, with mirrored margins (``double``)."""


@dataclass(frozen=True, slots=True)
class LargePrintSettings:
    """How the large print is set."""

    lines: str = "running"
    """Whether an official line begins where the one before it ends (``running``) or in a row of its own (``printed``)."""


@dataclass(frozen=True, slots=True)
class EasySettings:
    """What translators into Leichte Sprache must know; each empty one is a field to fill in."""

    medium: str = ""
    audience: str = ""
    rule_book: str = ""
    deadline: date | None = None
    questions: str = ""
    """Who answers questions."""
    release: str = ""
    """Who releases the translation."""
    pictures: str = "bilder"
    """The folder with the pictures, beside publication.toml."""


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
    width: int | None = None
    """Characters a line of this text holds; that of the publication where it is not given."""
    first: int | None = None
    """The number that this text is expected to begin with."""
    form: str = ""
    """The form that the source is in; recognised by its content where it is not given."""
    language: str = ""
    """BCP 47 tag of this text; that of the publication where it is not given."""
    tracked: str = ""
    """What becomes of open tracked changes: ``accept`` or ``reject``; where it is not given they are a fault."""


@dataclass(frozen=True, slots=True)
class Publication:
    """The settings that all chapters share, and the chapters in their order (none: every source of the folder)."""

    title: str = ""
    """The title of the book that the chapters appear in together; without one they appear each by itself alone."""
    slug: str = ""
    """The name of the book's folder and files; made from its title where it is not given."""
    kind: str = ""
    """What the book is, for instance ``Kommunalwahlprogramm``."""
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
    large_print: LargePrintSettings = LargePrintSettings()
    evaluation: Evaluation = Evaluation()
    easy_language: EasySettings = EasySettings()
    epoch: datetime | None = None
    """SOURCE_DATE_EPOCH of the build, where it is set; it wins over the text's own date in all time stamps."""

    def modified(self, numbered: NumberedChapter) -> datetime:
        """The moment (UTC) that every time stamp of the editions carries; never the clock's."""
        if self.epoch:
            return self.epoch
        day = numbered.chapter.resolution.day
        return min(max(datetime.combine(day, time(12), UTC), UNDATED), LATEST) if day else UNDATED

    def modified_book(self, book: Book) -> datetime:
        """The same of a book: the latest of its chapters."""
        return max(self.modified(each) for each in book.chapters)

    def width_for(self, name: str) -> int | None:
        """The width of the lines of the chapter whose source has this file name; None where nobody says."""
        return self.settings_for(name).width or self.lines.width

    def settings_for(self, name: str) -> ChapterSettings:
        """The settings of the chapter whose source has this file name; empty ones where none are given."""
        return next((each for each in self.chapters if each.source == name), ChapterSettings(source=name))


def language(value: Any) -> str:
    """The value as the name of a language. Raises UnfitError."""
    # BCP 47, the shapes that occur: language, script, region, variants, private use.
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", text := toml_shapes.text(value)):
        raise UnfitError("erwartet wird ein Sprachkürzel nach BCP 47, zum Beispiel „de“ oder „de-AT“")
    return text


def _colour(value: Any) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text := toml_shapes.text(value)):
        raise UnfitError("erwartet wird eine Farbe als „#rrggbb“")
    if (ratio := contrast(text, "#ffffff")) < 4.5:  # noqa: PLR2004 - WCAG 2.2, 1.4.3
        # Cut, not rounded: 4,49 is not enough.
        shown = f"{int(ratio * 100) / 100:.2f}".replace(".", ",")
        raise UnfitError(f"die Farbe hat auf Weiß nur einen Kontrast von {shown}:1, nötig sind 4,5:1")
    return text.lower()


def _day(value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise UnfitError("erwartet wird ein Datum ohne Anführungszeichen, zum Beispiel 2025-05-03")
    return value


def _address(value: Any) -> str:
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[!-~]*)?", text := toml_shapes.text(value)):
        raise UnfitError("erwartet wird eine Webadresse, die mit https:// beginnt")
    return text


def _file(value: Any) -> str:
    text = toml_shapes.text(value)
    if not text or text.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", text):
        raise UnfitError("erwartet wird der Name einer Datei in diesem Ordner")
    return text


SLUG = toml_shapes.matching(
    r"[a-z0-9]+(-[a-z0-9]+)*", "erlaubt sind kleine Buchstaben, Ziffern und einzelne Bindestriche"
)
WIDTH = toml_shapes.whole(20, 1000)
FIRST = toml_shapes.whole(1, 1_000_000)

TRACKED = ("accept", "reject")

SHAPE: Shape = {
    "title": toml_shapes.text,
    "slug": SLUG,
    "kind": toml_shapes.text,
    "publisher": toml_shapes.text,
    "responsible": toml_shapes.text,
    "language": language,
    "rights": toml_shapes.text,
    "accent": _colour,
    "address": _address,
    "lines": {
        "width": WIDTH,
        "first": FIRST,
        "numbering": toml_shapes.one_of("chapter", "through"),
        "announce": toml_shapes.one_of("block", "none"),
    },
    "print": {"profile": _file, "sides": toml_shapes.one_of("single", "double")},
    "large_print": {"lines": toml_shapes.one_of("running", "printed")},
    "evaluation": {"by": toml_shapes.text, "on": _day},
    "easy_language": {
        "medium": toml_shapes.text,
        "audience": toml_shapes.text,
        "rule_book": toml_shapes.text,
        "deadline": _day,
        "questions": toml_shapes.text,
        "release": toml_shapes.text,
        "pictures": _file,
    },
    "chapter": [
        {
            "source": _file,
            "title": toml_shapes.text,
            "initiator": toml_shapes.text,
            "resolved": _day,
            "slug": SLUG,
            "width": WIDTH,
            "first": FIRST,
            "form": toml_shapes.matching(
                r"[a-z]+(-[a-z]+)*", "erwartet wird der Name einer Form, zum Beispiel antragsgruen-json"
            ),
            "language": language,
            "tracked": toml_shapes.one_of(*TRACKED),
        }
    ],
}


def loads(text: str, file: str, epoch: datetime | None = None) -> Publication:
    """The settings that the TOML says. Raises InputRefusal with every fault found (Z401, Z402, Z403)."""
    values = toml_shapes.fitted(text, SHAPE, file)
    named = [each.get("source", "") for each in values.get("chapter", ())]
    if nameless := [at for at, name in enumerate(named) if not name]:
        message, hint = "Einem Kapitel fehlt die Quelle.", 'Nennen Sie seine Datei: source = "text.md".'
        places = (toml_shapes.place_of(("chapter", at), text, file) for at in nameless[: toml_shapes.MOST_FAULTS])
        raise InputRefusal(*(Diagnostic("Z403", place, message, hint) for place in places))
    first: dict[str, int] = {}
    if twice := next((at for at, name in enumerate(named) if first.setdefault(name, at) != at), None):
        message = f"Das Kapitel „{named[twice]}“ steht zweimal da."
        raise InputRefusal(Diagnostic("Z403", toml_shapes.place_of(("chapter", twice, "source"), text, file), message))
    lines, press = LineSettings(**values.pop("lines", {})), PressSettings(**values.pop("print", {}))
    large = LargePrintSettings(**values.pop("large_print", {}))
    chapters = tuple(ChapterSettings(**each) for each in values.pop("chapter", ()))
    easy = EasySettings(**values.pop("easy_language", {}))
    evaluation = Evaluation(**values.pop("evaluation", {}))
    if bool(evaluation.by) is not bool(evaluation.on):
        message = "Zu einer Prüfung gehören beide Angaben: wer geprüft hat (by) und wann (on)."
        raise InputRefusal(Diagnostic("Z403", toml_shapes.place_of(("evaluation",), text, file), message))
    return Publication(
        **values,
        lines=lines,
        press=press,
        large_print=large,
        evaluation=evaluation,
        easy_language=easy,
        chapters=chapters,
        epoch=epoch,
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
