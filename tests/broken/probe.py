"""The chapter of the exhibits: twelve lines with all that lines can do."""

from __future__ import annotations

from datetime import date

from pipeline.text.model import (
    BulletList,
    Chapter,
    Heading,
    LineRule,
    LineStart,
    ListItem,
    NumberedChapter,
    Paragraph,
    Resolution,
    SourceFile,
    Strong,
    Text,
    book_of,
)

SLUG = "probe"
LANGUAGE = "de"


def _content(*parts: int | str) -> tuple[LineStart | Text, ...]:
    return tuple(LineStart(part) if isinstance(part, int) else Text(part) for part in parts)


CHAPTER = NumberedChapter(
    Chapter(
        title="Probe auf Ehrenamt",
        source=SourceFile("probe.md", "0" * 64),
        kind="Kapitel",
        resolution=Resolution("Rat", date(2025, 5, 3)),
        blocks=(
            Paragraph(
                _content(
                    1,
                    "Eine gerechte Stadt misst sich daran, wie ",
                    2,
                    "gut sie für alle da ist: nicht ",
                    3,
                    "nur für die Mehrheit.",
                )
            ),
            Heading(1, _content(4, "Für das Ehrenamt")),
            Paragraph(_content(5, "Wir werden")),
            BulletList(
                (
                    ListItem(_content(6, "den Masterplan zügig ", 7, "umsetzen,")),
                    ListItem(_content(8, "die sozial-", 9, "ökologische Wende schaffen,")),
                    ListItem(
                        (
                            *_content(10, "50 % der Plätze für "),
                            Strong(
                                (*_content(11, "Donaudampfschiff"), LineStart(12, broken_word=True), Text("fahrten"))
                            ),
                            Text(" sichern."),
                        )
                    ),
                )
            ),
        ),
    ),
    SLUG,
    LineRule(42),
)
BOOK = book_of(CHAPTER)
"""Twelve lines with all that lines can do: begin with digits, run through emphasis, end in a hyphen, in a cut word."""
