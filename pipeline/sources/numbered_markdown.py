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
from pipeline.errors import Diagnostic, InputRefusal, Place, Severity
from pipeline.model import Block, Blocks, Chapter, LineRule, Resolution, SourceFile
from pipeline.sources import beside, copies, emphasis, passages, repairs
from pipeline.sources.copies import Copy
from pipeline.sources.labels import follows, label_at
from pipeline.sources.numbered_lines import SHAPE, recognises
from pipeline.sources.passages import HeadingRole, ItemRole, ParagraphRole, Passage, PrintedLine, Role
from pipeline.sources.widths import KNOWN, evidence

_UNNUMBERED = re.compile(r"(?P<indent> *)(?:(?P<hashes>\#{1,6})[ ]+|(?P<marker>[-+*])[ ]+)?(?P<rest>.*)")
_BULLET = re.compile(r"[•◦▪▫‣●○■□∙][ ]+")
_FIELD = re.compile(r"\*\*(?P<label>[^*:]+(?:\\?\*[^*:]+)*):?\*\*:?[ ]*(?P<value>.*)")
_DATE = re.compile(
    r"\d{1,2}\.[ ](?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
_ENDED = re.compile(r"[.!?:;,][\"'“”‘’»«)\]]*$")
_RESOLVED = re.compile(r"\s*\((?:dort )?beschlossen am:?\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\)")

__all__ = ["chapter", "divided", "recognises"]

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
    """The words with what may be the item's label, where that is not certain."""
    indent: int = 0
    typed: bool = False
    """It has no marker: only its label says that it is an item."""


def divided(text: str) -> tuple[str, ...]:
    """The text in as many texts as it has chapters, each with blank lines for all that stands before it."""
    rows = list(_rows(copies.straightened(text)))
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
    text, written = copies.plain(text, file, paged=True)
    aside = beside.parted(text.split("\n"), file)
    copy = copies.straightened("\n".join(aside.lines), file)
    if copy.fault:
        raise InputRefusal(copy.fault)
    rows = _counted(list(_rows(copy, file)))
    official = _official(rows)
    if not official:
        raise InputRefusal(Diagnostic("Z202", Place(file, 1), "Keine Zeile beginnt mit einer amtlichen Nummer.",
                                      "Jede Zeile des Textes beginnt mit ihrer Nummer, zum Beispiel „36 den Text“."))  # fmt: skip
    begin, known = _begin(rows, official[0], first), frozenset(official)
    body = [_settled(rows[index], official=index in known) for index in range(begin, len(rows))]
    found, faults, labels = _passages(body, [rows[index] for index in official], width)
    faults += [each for each in aside.told if each.severity is Severity.ERROR]
    if faults:
        raise InputRefusal(*faults)
    evident = evidence(found, width)
    if copy.step > 1 and not evident.rules:
        found = _parted(found, width)
        evident = evidence(found, width)
    if copy.step > 1 and not evident.rules:
        raise InputRefusal(_unproved(copy, rows[official[0]].place))
    mended = repairs.repaired(found, evident, first)
    if mended.faults:
        raise InputRefusal(*mended.faults)
    rule = evidence(mended.passages, width).rule
    blocks, warnings = _blocks(_levelled(mended.passages), rule, aside.tables)
    described, unread = _described(rows[:begin])
    form = _form(copy, rule, rows[official[0]].place)
    told = (*written, *copy.told, *form, *aside.told, *mended.diagnostics, *warnings, *unread, *labels, *_inferred(rule, width, file))  # fmt: skip
    return replace(described, blocks=beside.noted(blocks, aside.notes), source=source), rule, told


def _blocks(found: Sequence[Passage], rule: LineRule, tables: Sequence[Block]) -> tuple[Blocks, tuple[Diagnostic, ...]]:
    """The blocks of the passages, each table where it stood."""
    result: list[Block] = []
    told: list[Diagnostic] = []
    done = 0
    for table in (*tables, None):
        line = table.place.line if table and table.place else found[-1].place.line
        end = next((at for at in range(done, len(found)) if found[at].place.line > line), len(found))
        blocks, warnings = passages.blocks(found[done:end], rule)
        result += [*blocks, *([table] if table else [])]
        told += warnings
        done = end
    return tuple(result), tuple(told)


def _form(copy: Copy, rule: LineRule, place: Place) -> list[Diagnostic]:
    """What was done to numbers that stood in another form."""
    told = []
    if copy.form:
        told.append(
            Diagnostic(
                "Z269", place, f"Die Nummern standen {'in der Form ' if copy.form.startswith('„') else ''}{copy.form}."
            )
        )
    if copy.step > 1:
        told.append(Diagnostic("Z268", place, f"Nur jede {copy.step}. Zeile hatte eine Nummer; die anderen sind ergänzt.",
                               f"Beweis: Jede Nummer, die da ist, stimmt mit der Zählung überein, und bei Breite {rule.width} ergibt die Regel genau diese Zeilen."))  # fmt: skip
    return told


def _parted(found: Sequence[Passage], width: int | None) -> list[Passage]:
    """The passages cut where a sentence ends and the next word would still have fitted: there another one begins."""
    for rule in [LineRule(width)] if width else map(LineRule, KNOWN):
        cut = [part for passage in found for part in _parts(passage, rule)]
        if evidence(cut, width).rules:
            return cut
    return list(found)


def _parts(passage: Passage, rule: LineRule) -> Iterator[Passage]:
    begin, texts = 0, passage.texts
    for at in range(1, len(texts)):
        word = texts[at].split(" ", 1)[0]
        if (
            _ENDED.search(texts[at - 1])
            and not texts[at - 1].endswith(",")
            and numbering.length(f"{texts[at - 1]} {word}") <= passage.width(rule)
        ):
            yield replace(passage, role=passage.role if not begin else ParagraphRole(), lines=passage.lines[begin:at])
            begin = at
    yield replace(passage, role=passage.role if not begin else ParagraphRole(), lines=passage.lines[begin:])


def _unproved(copy: Copy, place: Place) -> Diagnostic:
    return Diagnostic("Z271", place, f"Nur jede {copy.step}. Zeile hat eine Nummer, und die Zeilen folgen keiner Zeilenregel.",
                      "Vergleichen Sie die Zeilen mit der Vorlage: Jede Zeile der Datei muss eine Zeile der Seite sein.")  # fmt: skip


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


def _rows(copy: Copy, file: str = "") -> Iterator[_Row]:
    """The lines of the file that are not blank."""
    blank, indents = True, list[int]()
    for number, line in enumerate(copy.lines, 1):
        clean = _without_hard_break(line.replace("\t", " ").rstrip(" "))
        if not clean.strip("# "):
            blank = True
            continue
        row = _row(clean, Place(file, number), indents, blank=blank)
        if moved := copy.shifts.get(number):
            row = replace(row, place=replace(row.place, column=max(row.place.column - moved, 1)))
        yield row
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
            isinstance(other, ItemRole) and isinstance(row.role, ItemRole) and other.depth == row.role.depth
            and (follows(other.label, row.role.label) or follows(row.role.label, other.label))
            for other in around
        )  # fmt: skip
        if (
            row.uncounted
            and not counts
            and isinstance(row.role, ItemRole)
            and not (bulleted and row.role.label[:-1] == "1")
        ):
            result[index] = replace(row, role=ItemRole(row.role.depth), rest=row.uncounted, uncounted="")
    return _typed(result)


def _typed(rows: Sequence[_Row]) -> list[_Row]:
    """The rows with those made items that begin with labels which follow each other, though no marker says so."""
    result, last = list(rows), dict[int, tuple[int, str]]()
    links: dict[int, int] = {}
    marked: set[int] = set()
    for index, row in enumerate(rows):
        label = (
            label_at(row.rest)
            if row.role is None and row.number is not None and _opens(rows, index, after=index - 1 in marked)
            else ""
        )
        if isinstance(row.role, HeadingRole):
            last.clear()
        if not label:
            continue
        before = last.get(row.indent)
        if before and follows(before[1], label):
            links[index] = links[before[0]] = row.indent
        last[row.indent] = (index, label)
        marked.add(index)
    columns: list[int] = []
    for index in sorted(links):
        row, label = rows[index], label_at(rows[index].rest)
        depth = _depth(columns, row.indent)
        words = _single_spaced(row.rest[len(label) :])
        result[index] = replace(row, role=ItemRole(depth, label), rest=words, uncounted=row.rest, typed=True)
    return result


def _opens(rows: Sequence[_Row], index: int, *, after: bool) -> bool:
    """Whether a block may begin with this row, and not with a date („1. Mai“)."""
    row, before = rows[index], rows[index - 1] if index else None
    begins = before is None or row.blank_before or after or before.role is not None or _ENDED.search(before.rest)
    return bool(begins) and not _DATE.match(row.rest)


def _without_hard_break(line: str) -> str:
    """The line without the backslash that breaks it in Markdown (CommonMark 0.31, 6.7)."""
    return line[:-1].rstrip(" ") if line.endswith("\\") and not line.endswith("\\\\") else line


def _row(line: str, place: Place, indents: list[int], *, blank: bool) -> _Row:
    if not (shape := SHAPE.fullmatch(line)):
        shape = _UNNUMBERED.fullmatch(line)
        if shape is None:
            raise ValueError(f"a line without a shape: {line!r}")
        role, rest = _role(shape, shape["rest"], indents)
        return _Row(_at(place, line, rest), role, None, rest, rest, blank)
    strong = shape["strong"] if shape["strong"] and not shape["closed"] else ""
    rest = f"{strong}{shape['rest']}"
    role, bare = _role(shape, rest, indents, label=shape["label"] or "")
    counted = isinstance(role, ItemRole) and role.label and not shape["label"]
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
        len(shape["indent"]),
    )


def _single_spaced(text: str) -> str:
    """White space runs are one space: the issuing system keeps no others (its clean-up on saving)."""
    return re.sub(r" {2,}", " ", text).strip(" ")


def _at(place: Place, line: str, rest: str) -> Place:
    return replace(place, column=len(line) - len(rest) + 1 if line.endswith(rest) else 1)


def _role(shape: re.Match[str], rest: str, indents: list[int], label: str = "") -> tuple[Role | None, str]:
    """What the line begins, and its words without the marks that say so."""
    if shape["hashes"]:
        indents.clear()
        return HeadingRole(len(shape["hashes"])), rest
    bullet = _BULLET.match(rest)
    if shape["marker"] or label or bullet:
        depth = _depth(indents, len(shape["indent"]))
        if bullet:
            return ItemRole(depth), rest[bullet.end() :]
        if shape["marker"] and (typed := label_at(rest)) and rest[len(typed) :].strip():
            return ItemRole(depth, typed), rest[len(typed) :].lstrip()
        return ItemRole(depth, label), rest
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
    return replace(row, rest=row.whole, number=-row.number, role=None if row.typed else row.role)


def _passages(
    rows: Sequence[_Row], official: Sequence[_Row], width: int | None
) -> tuple[list[Passage], list[Diagnostic], list[Diagnostic]]:
    """The rows gathered into passages, in the reading that agrees with the rule.

    What begins with „(1)“ may be an item, whose label takes no room in its lines, or a paragraph that says so.
    """
    items = _gathered(rows, official)
    if not any(row.typed for row in rows):
        return items
    plain = _gathered(
        [replace(row, role=ParagraphRole(), rest=row.uncounted) if row.typed else row for row in rows], official
    )
    return plain if _agreement(plain[0], width) > _agreement(items[0], width) else items


def _agreement(found: Sequence[Passage], width: int | None) -> tuple[bool, int, bool]:
    known = evidence(found, width)
    following = sum(len(passage.lines) for passage in found if passage.follows(known.rule))
    return bool(known.rules), following, known.rule.width in KNOWN


def _gathered(
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
