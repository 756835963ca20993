"""The check group's copy as it came back: under each number what was read, what is ticked, and what somebody wrote.

☒ nicht verstanden        ticked by Word or LibreOffice
x nicht verstanden        typed, as somebody does who copies from paper
nicht verstanden          the other answer was deleted
☐ nicht verstanden        not ticked

The cells are found by the number in the first of them; all that stands right of the text is crosses and notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from pipeline.easy_language import check_wording, form_wording
from pipeline.easy_language.check_copy import BOOKMARK, NAME
from pipeline.easy_language.form_wording import shown_alternative
from pipeline.easy_language.returned import returned_words
from pipeline.easy_language.returned.returned_blocks import Block, ReturnedStory, ReturnedTable, ReturnedTableRow
from pipeline.easy_language.translation import Comment, Lines

_TICKED = "☒☑✓✔✗✘✕✖⊠■◼☓×xX"
_SIGNS = rf"[{_TICKED}☐□◻▢○\s\[\]()_.:]"
_ANSWERS = {
    check_wording.UNDERSTOOD: r"verstanden",
    check_wording.NOT_UNDERSTOOD: r"nicht\s+verstanden",
    check_wording.YES: r"ja",
    check_wording.NO: r"nein",
}
_LINE = re.compile(
    rf"(?P<before>{_SIGNS}{{0,8}}?)\b(?P<answer>{'|'.join(_ANSWERS.values())})\b(?P<after>{_SIGNS}{{0,8}})"
    r"(?:[,;:–—-]\s*(?P<note>.+)|(?<=[.:\s])(?P<more>\S.+))?",
    re.IGNORECASE,
)
_DOUBTED = {check_wording.UNDERSTOOD: check_wording.NOT_UNDERSTOOD, check_wording.YES: check_wording.NO}
_DOUBT = re.compile(r"\b(nicht|kein\w*|aber|außer|nur|fast|unklar|schwer)\b", re.IGNORECASE)
_TWO_ANSWERS = re.compile(
    rf"(?<=[a-z]{{2}})\s+(?=[☒☑✓✔✗✘✕✖⊠■◼☓☐□◻▢○\[(]{_SIGNS}{{0,8}}(?:{'|'.join(_ANSWERS.values())})\b)", re.IGNORECASE
)
"""Where a second box begins on the same line."""
_QUESTION = re.compile(r"ist (?:das bild|bild (?P<number>\d{1,3})) gut\s?\?", re.IGNORECASE)
_BESIDE_PICTURE = (check_wording.SHOWS, check_wording.PICTURE_FROM)
_PAIR = 2


class Answer(Enum):
    """What somebody ticked."""

    YES = auto()
    NO = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class CheckMark:
    """What stands under a number."""

    name: str
    digest: str = ""
    """Of what was read, as its bookmark says; empty where no word processor kept that."""
    text: Lines = ()
    """The lines that stand there now, without those that describe a picture."""
    understood: Answer = Answer.NONE
    pictures: tuple[Answer, ...] = ()
    """Of each picture, whether it is good."""
    notes: Lines = ()
    comments: tuple[Comment, ...] = ()
    both: bool = False
    """Whether both answers are ticked."""


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """The copy: its marks, what is filled in at its end, and comments that hang on no number."""

    file: str
    marks: tuple[CheckMark, ...]
    fields: tuple[tuple[str, str], ...] = ()
    all_others: bool = False
    """Whether everything that nobody marked is understood."""
    comments: tuple[Comment, ...] = ()
    outside: Lines = ()
    """What somebody wrote outside the tables."""
    properties: Mapping[str, str] = field(default_factory=dict)


def is_check_copy(blocks: Iterable[Block], properties: Mapping[str, str]) -> bool:
    """Whether the document is the check group's copy: it says so, or one of its tables has the heads of that."""
    return check_wording.FORM in properties or any(
        isinstance(block, ReturnedTable) and any(_is_head(row) for row in block.rows) for block in blocks
    )


def check_sheet(
    blocks: Sequence[Block], notes: Mapping[str, ReturnedStory], properties: Mapping[str, str], file: str
) -> CheckSheet:
    """What the copy says."""
    marks: list[CheckMark] = []
    fields: list[tuple[str, str]] = []
    hung: set[str] = set()
    beside: list[str] = []
    for row in (row for table in _tables(blocks) for row in table.rows):
        cells = [returned_words.lines(cell) for cell in row.cells]
        found = NAME.match(" ".join(cells[0])) if cells else None
        words = " | ".join(text for cell in cells if (text := " ".join(cell).strip()))
        if found and found[0] in {each.name for each in marks}:
            beside.append(words)
        elif found:
            held = [each for cell in row.cells for each in returned_words.paragraphs(cell.blocks)]
            hung |= {key for each in held for key in each.comments}
            marks.append(_mark(found[0], cells, row, returned_words.comments(held, notes)))
        elif len(cells) == _PAIR:
            fields.append((" ".join(cells[0]), "\n".join(cells[1])))
            known = " ".join(cells[0]).casefold() in _LABELS
            beside += [words] if not known and cells[1] and not _is_head(row) else []
        elif words and not _is_head(row):
            beside.append(words)
    loose = [
        returned_words.comment(story)
        for key, story in notes.items()
        if key.startswith("comment ") and key.partition(" ")[2] not in hung
    ]
    others = {name.casefold(): value for name, value in fields}.get(check_wording.ALL_OTHERS.casefold(), "")
    if not _ticks_all(others) and _says_more(others):
        beside.append(f"{check_wording.ALL_OTHERS}: {' '.join(others.split())}")
    return CheckSheet(
        file,
        tuple(marks),
        tuple((name, value) for name, value in fields if name.casefold() != check_wording.ALL_OTHERS.casefold()),
        _ticks_all(others),
        tuple(loose),
        (*_outside(blocks), *beside),
        properties,
    )


_LABELS = {each.casefold() for each in (*check_wording.PROTOCOL, check_wording.ALL_OTHERS, form_wording.FIELD)}
"""What stands before the entries of the protocol, with the head of that column."""


def _says_more(value: str) -> bool:
    """Whether somebody wrote more into the cell than its box and its word."""
    lines = [each.strip() for each in value.split("\n") if each.strip()]
    matches = [_LINE.fullmatch(line) for line in lines]
    return any(not each or each["note"] or each["more"] or _is_ticked(each) for each in matches)


def _tables(blocks: Iterable[Block]) -> Iterator[ReturnedTable]:
    for block in blocks:
        if isinstance(block, ReturnedTable):
            yield block
            for cell in (cell for row in block.rows for cell in row.cells):
                yield from _tables(cell.blocks)


def _is_head(row: ReturnedTableRow) -> bool:
    heads = [" ".join(returned_words.lines(cell)).casefold() for cell in row.cells]
    return {each.casefold() for each in check_wording.COLUMNS} <= set(heads)


def _outside(blocks: Iterable[Block]) -> Iterator[str]:
    """The paragraphs beside the tables that the copy did not bring."""
    alternatives = (
        *((head, check_wording.ABOUT_ROWS) for head in check_wording.HEADINGS),
        (check_wording.WHO, check_wording.ABOUT_WHO),
    )
    ours = {
        *(shown_alternative(*each) for each in alternatives),
        *check_wording.HEADINGS,
        *check_wording.INSTRUCTIONS,
        check_wording.ASSISTANCE,
        check_wording.KIND,
    }
    for block in blocks:
        if not isinstance(block, ReturnedTable):
            yield from (line for line in returned_words.shown(block) if line not in ours)


def _ticks_all(value: str) -> bool:
    """Whether the cell says yes and nothing else: its box is ticked, or somebody has put the word or a cross there."""
    says_yes = False
    for line in (each.strip() for each in value.split("\n") if each.strip()):
        found = _LINE.fullmatch(line)
        if line in set(_TICKED):
            says_yes = True
        elif not found or found["note"] or found["more"]:
            return False
        elif _is_ticked(found) or not found["before"].strip():
            if _answer(found["answer"]) not in {check_wording.YES, check_wording.UNDERSTOOD}:
                return False
            says_yes = True
    return says_yes


def _is_ticked(found: re.Match[str]) -> bool:
    return any(char in _TICKED for char in found["before"] + found["after"])


def _mark(name: str, cells: Sequence[Lines], row: ReturnedTableRow, comments: tuple[Comment, ...]) -> CheckMark:
    padded: list[Lines] = [*cells, (), ()]
    first, text, others = padded[0], padded[1], padded[2:]
    digests = (BOOKMARK.fullmatch(each.value) for each in row.anchors if each.kind == "bookmark")
    digest = next((each["digest"] for each in digests if each and each["name"] == name), "")
    understood, pictures, notes, both = answers_of(tuple(line for cell in others for line in cell))
    beside = " ".join(first).replace(name, "", 1).strip()
    return CheckMark(
        name,
        digest,
        tuple(line for line in text if not line.startswith(_BESIDE_PICTURE)),
        understood,
        pictures,
        (*([beside] if beside else []), *notes),
        comments,
        both,
    )


def answers_of(lines: Lines) -> tuple[Answer, tuple[Answer, ...], Lines, bool]:
    """Whether it is understood, whether each picture is good, the notes, and whether somebody ticked both."""
    about: list[dict[str, re.Match[str]]] = [{}]
    notes: list[str] = []
    for line in (part for each in lines for part in _TWO_ANSWERS.split(each.strip())):
        if _QUESTION.fullmatch(line.strip()):
            about.append({})
            continue
        rest = line.strip()
        while found := _LINE.fullmatch(rest):
            rest = found["note"] or found["more"] or ""
            answer = _answer(found["answer"])
            # „☒ verstanden, aber den letzten Satz nicht“ is no yes.
            doubted = answer in _DOUBTED and _is_ticked(found) and _DOUBT.search(rest) and not _LINE.fullmatch(rest)
            about[-1][_DOUBTED[answer] if doubted else answer] = found
        notes += [rest] if rest else []
    of_text, *of_pictures = about
    understood, both = _chosen(of_text, check_wording.UNDERSTOOD, check_wording.NOT_UNDERSTOOD)
    pictures = tuple(_chosen(each, check_wording.YES, check_wording.NO)[0] for each in of_pictures)
    return understood, pictures, tuple(notes), both


def _answer(words: str) -> str:
    return next(answer for answer, pattern in _ANSWERS.items() if re.fullmatch(pattern, words, re.IGNORECASE))


def _chosen(found: Mapping[str, re.Match[str]], yes: str, no: str) -> tuple[Answer, bool]:
    """What is ticked; an answer that stands alone without its box was chosen, too. Who ticks both has not understood."""
    ticked = {answer for answer, match in found.items() if _is_ticked(match)}
    if not ticked and len(found) == 1:
        [(answer, match)] = found.items()
        ticked = set() if match["before"].strip() else {answer}
    if no in ticked:
        return Answer.NO, yes in ticked
    return (Answer.YES if yes in ticked else Answer.NONE), False
