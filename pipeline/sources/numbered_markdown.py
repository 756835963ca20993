"""Markdown that was made from the numbered pages of the motion software → Chapter.

What arrives (described in tests/cases; measured on real exports): a head of ``**Label:** value`` lines and unnumbered
headings, then text whose every line begins with its official number. Numbers of headings stand before, inside or apart
from them, items carry a Markdown marker and the page's bullet, page breaks leave blank lines anywhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline import numbering
from pipeline.errors import Diagnostic, InputRefusal, Place
from pipeline.model import Chapter, LineRule, Resolution, SourceFile
from pipeline.sources import emphasis, passages, repairs
from pipeline.sources.passages import HeadingRole, ItemRole, ParagraphRole, Passage, PrintedLine, Role
from pipeline.sources.widths import evidence

_SHAPE = re.compile(
    r"(?P<indent> *)"
    r"(?:(?P<hashes>\#{1,6})[ ]+|(?P<marker>[-+*])[ ]+|(?P<ordinal>\d{1,3})[.)][ ]+(?=[1-9]\d*[ ]))?"
    r"(?P<strong>\*\*|__)?(?P<number>[1-9]\d{0,6})(?(strong)(?P<closed>\*\*|__)?)(?=[ ]|$)[ ]*(?P<rest>.*)"
)
_UNNUMBERED = re.compile(r"(?P<indent> *)(?:(?P<hashes>\#{1,6})[ ]+|(?P<marker>[-+*])[ ]+)?(?P<rest>.*)")
_BULLET = re.compile(r"[•◦▪▫‣●○■□∙][ ]+")
_ITEM_NUMBER = re.compile(r"(\d{1,3})[.)][ ]+")
_FIELD = re.compile(r"\*\*(?P<label>[^*:]+(?:\\?\*[^*:]+)*):?\*\*:?[ ]*(?P<value>.*)")
_RESOLVED = re.compile(r"\s*\((?:dort )?beschlossen am:?\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\)")

TITLE_LABELS = frozenset({"titel", "title"})
INITIATOR_LABELS = frozenset(
    {"initiator*innen", "initiatorinnen", "initiator*in", "antragsteller*innen", "antragsteller*in", "antragstellerinnen",
     "antragsteller", "gremium"}
)  # fmt: skip
SECTION_LABELS = frozenset({"text", "antragstext", "beschlusstext", "wortlaut", "begründung"})
"""What the issuing system prints over a section as its label; such a line is no heading of the text."""

_KINDS = re.compile(
    r"(?:(?:leit|dringlichkeits|initiativ|eil|änderungs|sach|satzungsänderungs|haushalts)?antrag|kapitel|beschluss(?:vorlage)?|"
    r"(?:kommunalwahl|wahl|grundsatz)?programm|resolution|bewerbung|anfrage|vorlage|dokument|thesenpapier|motion)"
    r"(?:[ ][A-Z]{0,3}[ .-]?\d{0,4})?",
    re.IGNORECASE,
)
"""What the issuing system prints first: the kind of the document, never its title."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the file: its role, the number that it may begin with, and its words with and without that number."""

    place: Place
    role: Role | None
    """None where the line says nothing of itself: it goes on with what stands before it, or begins a paragraph."""
    number: int | None
    rest: str
    whole: str
    blank_before: bool
    uncounted: str = ""
    """The words with the digits that may be the item's number in its list, where that is not certain."""


def recognises(text: str) -> bool:
    """Whether at least two lines of the text begin with numbers that follow each other."""
    found = [int(match["number"]) for line in text.split("\n") if (match := _SHAPE.fullmatch(line.rstrip()))]
    return any(after == before + 1 for before, after in zip(found, found[1:], strict=False)) or found == [1]


def divided(text: str) -> tuple[str, ...]:
    """The text in as many texts as it has chapters, each with blank lines for all that stands before it."""
    rows = list(_rows(text, ""))
    begins = [0, *(row.place.line - 1 for index, row in enumerate(rows) if _begins_chapter(rows, index))]
    lines = text.split("\n")
    return tuple(
        "\n" * begin + "\n".join(lines[begin:end])
        for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True)
    )  # fmt: skip


def _begins_chapter(rows: Sequence[_Row], index: int) -> bool:
    """Whether a chapter's head begins with this row, after another chapter.

    A heading without a number is one if a title field follows, or if it is of the first level and no number is missing
    that could be its own: the next one is 1, or that after the last one.
    """
    row = rows[index]
    if not isinstance(row.role, HeadingRole) or row.number is not None or _is_label(row):
        return False
    before = next((each.number for each in reversed(rows[:index]) if each.number is not None), None)
    if before is None:
        return False
    if _leads_to_title(rows, index):
        return True
    after = next((each.number for each in rows[index + 1 :] if each.number is not None), None)
    return row.role.level == 1 and after in {1, before + 1}


def _leads_to_title(rows: Sequence[_Row], index: int) -> bool:
    """Whether the head of a chapter begins with this heading."""
    return any(
        (field := _FIELD.fullmatch(other.rest)) and _label_of(field) in TITLE_LABELS
        for other in rows[index + 1 : index + 4]
    )  # fmt: skip


def chapter(
    text: str, source: SourceFile, file: str, width: int | None = None, first: int = 1
) -> tuple[Chapter, LineRule, tuple[Diagnostic, ...]]:
    """The chapter, the rule that its lines follow, and all repairs and warnings.

    ``width`` is the issuing system's line length where it is known, ``first`` the number expected first. Raises InputRefusal with every fault (Z202 to Z208)
    where the official wording or numbering cannot be proved.
    """
    rows = _counted(list(_rows(text, file)))
    official = _official(rows)
    if not official:
        raise InputRefusal(Diagnostic("Z202", Place(file, 1), "Keine Zeile beginnt mit einer amtlichen Nummer.",
                                      "Jede Zeile des Textes beginnt mit ihrer Nummer, zum Beispiel „36 den Text“."))  # fmt: skip
    begin, known = _begin(rows, official[0], first), frozenset(official)
    body = [_settled(rows[index], official=index in known) for index in range(begin, len(rows))]
    found, faults, labels = _passages(body, [rows[index] for index in official])
    if faults:
        raise InputRefusal(*faults)
    mended = repairs.repaired(found, evidence(found, width), first)
    if mended.faults:
        raise InputRefusal(*mended.faults)
    rule = evidence(mended.passages, width).rule
    blocks, warnings = passages.blocks(_levelled(mended.passages), rule)
    described, unread = _described(rows[:begin])
    told = (*mended.diagnostics, *warnings, *unread, *labels, *_inferred(rule, width, file))
    return replace(described, blocks=blocks, source=source), rule, told


def _inferred(rule: LineRule, width: int | None, file: str) -> list[Diagnostic]:
    if width or rule.width == LineRule().width:
        return []
    return [Diagnostic("Z215", Place(file), f"Die Zeilen folgen der Regel bei Breite {rule.width}.",
                       f"Ist das richtig, nennen Sie {rule.width} als {numbering.width_setting(file)}.")]  # fmt: skip


def _begin(rows: Sequence[_Row], official: int, first: int) -> int:
    """Where the text begins: at its first number, or before it, where text stands between that and the head.

    Without a section label, an unnumbered text before the first number may still be part of the head.
    """
    labelled = any(_is_label(row) for row in rows[:official])
    if (rows[official].number or 0) <= first and not labelled:
        return official
    begin = official
    while begin and not _is_head(rows[begin - 1]):
        begin -= 1
    return begin


def _is_label(row: _Row) -> bool:
    return isinstance(row.role, HeadingRole) and emphasis.plain(row.rest).strip().lower() in SECTION_LABELS


def _is_head(row: _Row) -> bool:
    title = isinstance(row.role, HeadingRole) and row.role.level == 1
    return _is_label(row) or title or _FIELD.fullmatch(row.whole) is not None


def _rows(text: str, file: str) -> Iterator[_Row]:
    """The lines of the file that are not blank."""
    blank, indents = True, list[int]()
    for number, line in enumerate(text.split("\n"), 1):
        clean = _without_hard_break(line.replace("\t", " ").rstrip(" "))
        if not clean.strip("# "):
            blank = True
            continue
        yield _row(clean, Place(file, number), indents, blank=blank)
        blank = False


def _counted(rows: list[_Row]) -> list[_Row]:
    """The rows with digits at the start of an item left in its words, unless they are its number in the list.

    They are if the items around it count on with them, or if it is the first one of a page that has bullets elsewhere.
    """
    bulleted = any(isinstance(row.role, ItemRole) and _BULLET.search(row.whole) for row in rows)
    items = [index for index, row in enumerate(rows) if isinstance(row.role, ItemRole)]
    result = list(rows)
    for at, index in enumerate(items):
        row = rows[index]
        around = [rows[other].role for other in items[max(0, at - 1) : at] + items[at + 1 : at + 2]]
        counts = any(
            isinstance(other, ItemRole) and isinstance(row.role, ItemRole) and other.ordinal is not None
            and row.role.ordinal is not None and other.depth == row.role.depth
            and abs(other.ordinal - row.role.ordinal) == 1
            for other in around
        )  # fmt: skip
        if row.uncounted and not counts and isinstance(row.role, ItemRole) and not (bulleted and row.role.ordinal == 1):
            result[index] = replace(row, role=ItemRole(row.role.depth), rest=row.uncounted, uncounted="")
    return result


def _without_hard_break(line: str) -> str:
    """The line without the backslash that breaks it in Markdown (CommonMark 0.31, 6.7)."""
    return line[:-1].rstrip(" ") if line.endswith("\\") and not line.endswith("\\\\") else line


def _row(line: str, place: Place, indents: list[int], *, blank: bool) -> _Row:
    if not (shape := _SHAPE.fullmatch(line)):
        shape = _UNNUMBERED.fullmatch(line)
        if shape is None:
            raise ValueError(f"a line without a shape: {line!r}")
        role, rest = _role(shape, shape["rest"], indents)
        return _Row(_at(place, line, rest), role, None, rest, rest, blank)
    strong = shape["strong"] if shape["strong"] and not shape["closed"] else ""
    rest = f"{strong}{shape['rest']}"
    role, bare = _role(shape, rest, indents, ordinal=int(shape["ordinal"] or 0) or None)
    counted = isinstance(role, ItemRole) and role.ordinal is not None and not shape["ordinal"]
    uncounted, rest = _single_spaced(rest) if counted else "", bare
    whole = line[shape.start("strong") if shape["strong"] else shape.start("number") :]
    return _Row(
        _at(place, line, rest),
        role,
        int(shape["number"]),
        _single_spaced(rest),
        _single_spaced(whole),
        blank,
        uncounted,
    )


def _single_spaced(text: str) -> str:
    """White space runs are one space: the issuing system keeps no others (its clean-up on saving)."""
    return re.sub(r" {2,}", " ", text).strip(" ")


def _at(place: Place, line: str, rest: str) -> Place:
    return replace(place, column=len(line) - len(rest) + 1 if line.endswith(rest) else 1)


def _role(shape: re.Match[str], rest: str, indents: list[int], ordinal: int | None = None) -> tuple[Role | None, str]:
    """What the line begins, and its words without the marks that say so."""
    if shape["hashes"]:
        indents.clear()
        return HeadingRole(len(shape["hashes"])), rest
    bullet = _BULLET.match(rest)
    if shape["marker"] or ordinal or bullet:
        depth = _depth(indents, len(shape["indent"]))
        if bullet:
            return ItemRole(depth), rest[bullet.end() :]
        if shape["marker"] and (counted := _ITEM_NUMBER.match(rest)):
            return ItemRole(depth, int(counted[1])), rest[counted.end() :]
        return ItemRole(depth, ordinal), rest
    return None, rest


DEEPEST = 9
"""The levels of lists that Word has; no text that people resolve has more."""


def _depth(indents: list[int], indent: int) -> int:
    """How deep an item with this indent is nested: two columns more than the item above make a list inside it."""
    while indents and indent < indents[-1]:
        indents.pop()
    if not indents or indent >= indents[-1] + 2:
        indents.append(indent)
    return len(indents)


def _official(rows: Sequence[_Row]) -> list[int]:
    """The indices of the rows whose leading digits are official numbers: the longest run that only rises.

    Digits that are part of the text ("50 % der Stellen") do not fit into that run, or have no neighbour near them.
    """
    candidates = [(index, row.number) for index, row in enumerate(rows) if row.number is not None]
    numbers = [number for _, number in candidates]
    near = [
        len(numbers) == 1 or any(0 < abs(numbers[other] - number) <= abs(other - at) + 2
                                 and (numbers[other] > number) == (other > at)
                                 for other in range(max(0, at - 3), min(len(numbers), at + 4)) if other != at)
        for at, number in enumerate(numbers)
    ]  # fmt: skip
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for at, number in enumerate(numbers):
        if not near[at]:
            continue
        position = bisect_left(tails, number)
        if tails[position : position + 1] == [number]:
            continue  # the first of two equal numbers is the one that counts; the other is told as a fault
        tails[position : position + 1] = [number]
        ends[position : position + 1] = [at]
        before[at] = ends[position - 1] if position else -1
    chain, at = list[int](), ends[-1] if ends else -1
    while at >= 0:
        chain.append(candidates[at][0])
        at = before[at]
    return chain[::-1]


def _settled(row: _Row, *, official: bool) -> _Row:
    """The row with its number if that is official; otherwise the digits are part of its words, or in doubt."""
    if official or row.number is None:
        return row
    return replace(row, rest=row.whole, number=-row.number)


def _passages(
    rows: Sequence[_Row], official: Sequence[_Row]
) -> tuple[list[Passage], list[Diagnostic], list[Diagnostic]]:
    """The rows gathered into passages, the faults among them (Z206, Z207, Z208), and a note for each label (Z216)."""
    result: list[Passage] = []
    labels: list[Diagnostic] = []
    faults: list[Diagnostic] = []
    places = {row.number: row.place for row in official}
    for index, row in enumerate(rows):
        if isinstance(row.role, HeadingRole) and row.number is None and (fault := _label(rows, index)) is not None:
            faults += fault
            if not fault:
                labels.append(
                    Diagnostic("Z216", row.place, f"„{emphasis.plain(row.rest)}“ ist die Bezeichnung eines Abschnitts.")
                )
            continue
        number = row.number
        if number is not None and number < 0:
            waiting = result[-1].lines[-1].number if result and not result[-1].lines[-1].markup else None
            faults += _contradiction(row, places, waiting=waiting)
            number = None
        line = PrintedLine(number, row.rest, row.place)
        if row.role is None and result and not row.blank_before and not isinstance(result[-1].role, HeadingRole):
            result[-1] = replace(result[-1], lines=(*result[-1].lines, line))
        else:
            result.append(Passage(row.role or ParagraphRole(), (line,), not row.blank_before))
    faults += [
        Diagnostic("Z217", each.place, f"Die Liste ist {each.role.depth} Ebenen tief, erlaubt sind {DEEPEST}.")
        for each in result if isinstance(each.role, ItemRole) and each.role.depth > DEEPEST
    ][:1]  # fmt: skip
    return result, faults, labels


def _levelled(found: Sequence[Passage]) -> list[Passage]:
    """The passages with heading levels from 1 without gaps, in the order of the levels of the source."""
    used = sorted({passage.role.level for passage in found if isinstance(passage.role, HeadingRole)})
    return [
        replace(passage, role=HeadingRole(used.index(passage.role.level) + 1))
        if isinstance(passage.role, HeadingRole) else passage
        for passage in found
    ]  # fmt: skip


def _label(rows: Sequence[_Row], index: int) -> list[Diagnostic] | None:
    """Nothing but a label over a section ([]), the head of another chapter (a fault), or a heading of the text (None)."""
    row = rows[index]
    if _leads_to_title(rows, index):
        return [Diagnostic("Z208", row.place, f"Hier beginnt mit „{emphasis.plain(row.rest)}“ ein weiteres Kapitel.",
                           "Legen Sie jedes Kapitel in eine eigene Datei.")]  # fmt: skip
    return [] if _is_label(row) else None


def _contradiction(row: _Row, places: dict[int | None, Place], *, waiting: int | None) -> list[Diagnostic]:
    """A fault if the digits may be an official number that is out of its row; none if a number already waits for them.

    Digits that begin a line without a number of its own may be a misread number as well as text. Only a number that
    stands apart, just before them, says that they are text; a page's bullet behind them says that they are not.
    """
    number = -(row.number or 0)
    bullet = _BULLET.match(row.rest.removeprefix(str(number)).lstrip(" ")) is not None
    if waiting not in {None, number} and not bullet:
        return []
    hint = "Vergleichen Sie mit der Vorlage."
    if number in places:
        other = places[number].line
        return [
            Diagnostic(
                "Z206", row.place, f"Zeile {number} steht doppelt; das andere Mal in Zeile {other} der Datei.", hint
            )
        ]
    return [
        Diagnostic("Z207", row.place, f"Zeile {number} steht außer der Reihe, oder der Zeile fehlt ihre Nummer.", hint)
    ]


def _label_of(field: re.Match[str]) -> str:
    return emphasis.plain(field["label"]).strip().rstrip(":").lower()


def _described(rows: Sequence[_Row]) -> tuple[Chapter, tuple[Diagnostic, ...]]:
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


def _unexplained(row: _Row) -> Diagnostic:
    return Diagnostic("Z212", row.place, f"„{emphasis.plain(row.whole)}“ steht vor der ersten amtlichen Zeile.")


def _fields(rows: Sequence[_Row]) -> tuple[list[tuple[str, str]], list[_Row]]:
    """The label and value of each row that has them, a value with the rows that go on with it; and the other rows."""
    fields: list[tuple[str, str]] = []
    unread: list[_Row] = []
    open_field = False
    for row in rows:
        field = _FIELD.fullmatch(row.whole)
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
