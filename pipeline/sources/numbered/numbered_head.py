"""The head of a numbered text: what it says of the chapter, and where the text behind it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.diagnostics import Diagnostic
from pipeline.sources.numbered import emphasis
from pipeline.sources.numbered.numbered_rows import NumberedRow
from pipeline.sources.numbered.passages import HeadingRole
from pipeline.text.model import Chapter, Resolution, SourceFile

FIELD = re.compile(r"\*\*(?P<label>[^*:]+(?:\\?\*[^*:]+)*):?\*\*:?[ ]*(?P<value>.*)")
_RESOLVED = re.compile(r"\s*\((?:dort )?beschlossen am:?\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\)")
TITLE_LABELS = frozenset({"titel", "title"})
INITIATOR_LABELS = frozenset(
    {
        "initiator*innen",
        "initiatorinnen",
        "initiator*in",
        "antragsteller*innen",
        "antragsteller*in",
        "antragstellerinnen",
        "antragsteller",
        "gremium",
    }
)
SECTION_LABELS = frozenset({"text", "antragstext", "beschlusstext", "wortlaut", "begründung"})
"""What the issuing system prints over a section as its label; such a line is no heading of the text."""
_KINDS = re.compile(
    r"(?:(?:leit|dringlichkeits|initiativ|eil|änderungs|sach|satzungsänderungs|haushalts)?antrag|kapitel|beschluss(?:vorlage)?|"
    r"(?:kommunalwahl|wahl|grundsatz)?programm|resolution|bewerbung|anfrage|vorlage|dokument|thesenpapier|motion)"
    r"(?:[ ][A-Z]{0,3}[ .-]?\d{0,4})?",
    re.IGNORECASE,
)
"""What the issuing system prints first: the kind of the document, never its title."""


def leads_to_title(rows: Sequence[NumberedRow], index: int) -> bool:
    """Whether the head of a chapter begins with this heading."""
    return any(
        (field := FIELD.fullmatch(other.rest)) and _label_of(field) in TITLE_LABELS
        for other in rows[index + 1 : index + 4]
    )


def begin_of(rows: Sequence[NumberedRow], official: int, first: int) -> int:
    """Where the text begins: at its first number, or before it, where text stands between that and the head.

    Without a section label, an unnumbered text before the first number may still be part of the head.
    """
    labelled = any(is_label(row) for row in rows[:official])
    if (rows[official].number or 0) <= first and not labelled:
        return official
    begin = official
    while begin and not _is_head(rows[begin - 1]):
        begin -= 1
    return begin


def is_label(row: NumberedRow) -> bool:
    """Whether the row is the label over a section, such as „Text“, and no heading of the text."""
    return isinstance(row.role, HeadingRole) and emphasis.plain(row.rest).strip().lower() in SECTION_LABELS


def _is_head(row: NumberedRow) -> bool:
    title = isinstance(row.role, HeadingRole) and row.role.level == 1
    return is_label(row) or title or FIELD.fullmatch(row.whole) is not None


def _label_of(field: re.Match[str]) -> str:
    return emphasis.plain(field["label"]).strip().rstrip(":").lower()


def headed(rows: Sequence[NumberedRow]) -> tuple[Chapter, tuple[Diagnostic, ...]]:
    """What the head says of the chapter, still without blocks, and a warning (Z212) for each line it does not explain."""
    headings = [emphasis.plain(row.rest).strip() for row in rows if isinstance(row.role, HeadingRole)]
    section = next((text for text in headings[1:] if text.lower() in SECTION_LABELS), "")
    fields, unread = _fields(rows)
    title = next((value for label, value in fields if label.lower() in TITLE_LABELS), "")
    bodies = [value for label, value in fields if label.lower() in INITIATOR_LABELS]
    details = [(label, value) for label, value in fields if label.lower() not in TITLE_LABELS | INITIATOR_LABELS]
    # What is said twice is not dropped: the first counts, the others are shown among the details.
    titles = [(label, value) for label, value in fields if label.lower() in TITLE_LABELS][1:]
    further = [(label, value) for label, value in fields if label.lower() in INITIATOR_LABELS][1:]
    named = [text for text in headings if text.lower() not in SECTION_LABELS]
    kind = named[0] if named and (title or _KINDS.fullmatch(named[0])) else ""
    entitled = [text for text in named if text != kind]
    over = entitled if title else entitled[:-1]
    warnings = [_unexplained(row) for row in unread]
    warnings += [
        _unexplained(row)
        for row in rows
        if isinstance(row.role, HeadingRole) and emphasis.plain(row.rest).strip() in over
    ]
    resolution = _resolution(bodies[0]) if bodies else Resolution()
    chapter = Chapter(
        title or (entitled[-1] if entitled else ""),
        (),
        SourceFile("", ""),
        kind,
        section,
        resolution,
        (*details, *titles, *further),
    )
    return chapter, tuple(warnings)


def _unexplained(row: NumberedRow) -> Diagnostic:
    return Diagnostic(
        "Z212",
        row.place,
        f"„{emphasis.plain(row.whole)}“ steht vor der ersten amtlichen Zeile und fehlt deshalb in den Ausgaben.",
        "Eine Angabe beginnt mit ihrem Namen: „**Antrag:** A-17“. Was nicht zum Text gehört, können Sie löschen.",
    )


def _fields(rows: Sequence[NumberedRow]) -> tuple[list[tuple[str, str]], list[NumberedRow]]:
    """The label and value of each row that has them, a value with the rows that go on with it; and the other rows."""
    fields: list[tuple[str, str]] = []
    unread: list[NumberedRow] = []
    open_field = False
    for row in rows:
        field = FIELD.fullmatch(row.whole)
        if field is not None:
            fields.append((emphasis.plain(field["label"]).strip().rstrip(":"), emphasis.plain(field["value"]).strip()))
        elif open_field and row.role is None and not row.blank_before:
            label, value = fields[-1]
            fields[-1] = label, f"{value} {emphasis.plain(row.whole).strip()}".strip()
        elif not isinstance(row.role, HeadingRole):
            unread.append(row)
        open_field = field is not None or (open_field and row.role is None and not row.blank_before)
    return fields, unread


def _resolution(value: str) -> Resolution:
    """The initiators, and the day in „(dort beschlossen am: 03.05.2025)“ if there is one and it exists."""
    if not (found := _RESOLVED.search(value)):
        return Resolution(value.strip())
    day, month, year = map(int, found.groups())
    try:
        return Resolution((value[: found.start()] + value[found.end() :]).strip(), date(year, month, day))
    except ValueError:
        return Resolution(value.strip())
