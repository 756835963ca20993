"""Line numbers in the tree: each once, none in mid-sentence, announcements true (Z623)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.checks.readback.tag_tree import Kid, Tag, TagTree, every_tag
from pipeline.checks.tags import spoken
from pipeline.checks.tags.spoken import Spoken
from pipeline.checks.tags.wanted import Wanted, heard
from pipeline.checks.wordings import difference, quoted
from pipeline.concordance import Concordance

_SHOWN = 5
"""Numbers that are named in one finding."""


def findings(tree: TagTree, said: Sequence[Spoken], truth: Concordance) -> Iterator[str]:
    """What is wrong with the numbers of the file as a whole."""
    yield from _counted(tree, said, truth)
    yield from _lines(tree, truth)


def _counted(tree: TagTree, said: Sequence[Spoken], truth: Concordance) -> Iterator[str]:
    """Every official line has its number once: as an artifact of the page, as a label, or as an element Artifact."""
    artifacts = [
        each.text.strip() for each in tree.artifacts
        if each.kind == "Pagination" and each.subtype in {"", "LineNum"}
    ]  # fmt: skip
    elements = [spoken.shown(tag).strip() for tag in _numbers(every_tag(tree.tags))]
    labels = [label.number for block in said for label in block.labels]
    found = Counter(text for text in (*artifacts, *elements, *labels) if re.fullmatch("[0-9]+", text))
    numbers = [str(line.number) for line in truth]
    if absent := [number for number in numbers if not found[number]]:
        yield f"Als Artefakt oder Lbl fehlt die Nummer der Zeilen (gezählt: {len(absent)}): {_some(absent)}."
    if double := [number for number in found if found[number] > 1]:
        yield f"Mehrmals Artefakt oder Lbl sind die Nummern (gezählt: {len(double)}): {_some(double)}."
    if unknown := sorted(found.keys() - set(numbers)):
        yield f"Artefakt oder Lbl, aber keine Zeile sind die Nummern (gezählt: {len(unknown)}): {_some(unknown)}."


def _some(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[:_SHOWN]) + (" …" if len(numbers) > _SHOWN else "")


def _numbers(kids: Iterable[Kid]) -> list[Tag]:
    """Those that are line numbers as elements (ISO 32000-2, 14.8.2.2.2: LineNum)."""
    return [
        kid for kid in kids if isinstance(kid, Tag) and kid.role == "Artifact" and kid.get("Subtype") == "LineNum"
    ]  # fmt: skip


def _lines(tree: TagTree, truth: Concordance) -> Iterator[str]:
    """Where lines are elements, each ``Sub`` has its number first, then the words of that line."""
    words = {str(line.number): heard(line.text) for line in truth}
    for tag in every_tag(tree.tags):
        if not (numbers := _numbers(tag.kids)):
            continue
        number, got = spoken.shown(numbers[0]).strip(), heard(spoken.text(tag.kids))
        if tag.role != "Sub" or len(numbers) > 1 or tag.kids[0] is not numbers[0]:
            yield f"Zeile {number}: ihre Nummer steht nicht allein und zuerst in einem Element Sub."
        elif got != words.get(number, got):
            yield f"Zeile {number}: im Element Sub {difference(words[number], got)}."


def announcements(want: Wanted, got: Spoken) -> Iterator[str]:
    """Labels amid the text of their block, and those that name other lines than the block has."""
    first, last = str(want.lines[0].number), str(want.lines[-1].number)
    for label in got.labels:
        if label.amid:
            yield f"{want.name}: die Nummer {label.number} wird mitten im Satz vorgelesen."
        elif label.number != first or re.findall("[0-9]+", label.words) != list(dict.fromkeys([first, last])):
            yield f"{want.name}: angesagt wird {quoted(label.words)} bei der Nummer {label.number}."


def read_aloud(want: Wanted, text: str) -> list[str]:
    """The line numbers that are read in the text, if nothing else is wrong with it."""
    parts = (rf"(?P<n{line.number}>{line.number}[.:]?)?\s*{re.escape(heard(line.text))}\s*" for line in want.lines)
    found = re.fullmatch("".join(parts), text)
    return [name[1:] for name, number in found.groupdict().items() if number] if found else []
