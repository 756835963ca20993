"""Line numbers in the tree: each once, none in mid-sentence, announcements true (Z623)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.checks.units import Unit, in_words
from pipeline.checks.word_difference import difference, in_quotes
from pipeline.readback import tag_transcript
from pipeline.readback.tag_tree import Tag, TagTree, every_tag
from pipeline.text.concordance import Concordance

_SHOWN = 5
"""Numbers that are named in one finding."""


def findings(tree: TagTree, said: Sequence[Unit], lines: Sequence[Unit], truth: Concordance) -> Iterator[str]:
    """What is wrong with the numbers of the file as a whole; ``lines`` begin where numbers are elements."""
    yield from _counted(tree, said, truth)
    yield from _lines(tree, lines, truth)


def _counted(tree: TagTree, said: Sequence[Unit], truth: Concordance) -> Iterator[str]:
    """Every official line has its number once: as an artifact of the page, as a label, or as an element Artifact."""
    artifacts = [
        each.text.strip() for each in tree.artifacts if each.kind == "Pagination" and each.subtype in {"", "LineNum"}
    ]
    elements = [tag_transcript.shown(tag).strip() for tag in every_tag(tree.tags) if tag_transcript.is_line_number(tag)]
    labels = [label.number for block in said for _, label in block.announced]
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


def _lines(tree: TagTree, lines: Sequence[Unit], truth: Concordance) -> Iterator[str]:
    """Where numbers are elements, each begins a ``Sub`` of its own, and the words of its line follow."""
    for tag in every_tag(tree.tags):
        numbers = [kid for kid in tag.kids if isinstance(kid, Tag) and tag_transcript.is_line_number(kid)]
        if numbers and (tag.role != "Sub" or len(numbers) > 1 or tag.kids[0] is not numbers[0]):
            found = ", ".join(tag_transcript.shown(each).strip() for each in numbers)
            yield f"Die Nummer {found} steht nicht allein am Anfang eines Elements Sub."
    words = {str(line.number): in_words(line.text) for line in truth}
    for line in lines:
        text, number = in_words(line.text), str(line.line)
        if text != words.get(number, text):
            yield f"Zeile {number}: nach ihrer Nummer {difference(words[number], text)}."


def announcements(name: str, want: Unit, got: Unit, expected: int) -> Iterator[str]:
    """Labels amid the text of their block, those that name other lines than the block has, and blocks without."""
    if not want.lines:
        expected = 0
    if len(got.announced) != expected:
        yield f"{name}: die Nummer wird {len(got.announced)}-mal angesagt, erwartet {expected}-mal."
    if not want.lines:
        return
    first, last = str(want.lines[0][0]), str(want.lines[-1][0])
    for before, label in got.announced:
        if before:
            yield f"{name}: die Nummer {label.number} wird mitten im Satz vorgelesen."
        elif label.number != first or re.findall("[0-9]+", label.words) != list(dict.fromkeys([first, last])):
            yield f"{name}: angesagt wird {in_quotes(label.words)} bei der Nummer {label.number}."


def read_aloud(want: Unit, text: str) -> list[str]:
    """The line numbers that are read in the text, if nothing else is wrong with it."""
    ends = [at for _, at in want.lines[1:]] + [len(want.text)]
    lines = [(number, want.text[at:end]) for (number, at), end in zip(want.lines, ends, strict=True)]
    parts = (rf"(?P<n{number}>{number}[.:]?)?\s*{re.escape(in_words(words))}\s*" for number, words in lines)
    found = re.fullmatch("".join(parts), text)
    return [name[1:] for name, number in found.groupdict().items() if number] if found else []
