"""What stands beside the official lines of numbered Markdown: tables and footnotes, which have none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import walk
from pipeline.errors import Diagnostic, Place
from pipeline.model import Blocks, Inline, Inlines, LineBreak, LineStart, Note, Text
from pipeline.sources import commonmark
from pipeline.sources.commonmark.told import Told

_ROW = re.compile(r"[ ]*\|")
_DELIMITER = re.compile(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")
_CAPTION = re.compile(r"[ ]*Tabelle:[ ]")
_DEFINITION = re.compile(r"[ ]{0,3}\[\^(?P<label>[^\]\s]+)\]:[ ]*")
_CALL = re.compile(r"(?<!\\)\[\^(?P<label>[^\]\s]+)\](?!:)")
_INDENT = re.compile(r"[ ]{2,}|\t")


@dataclass(frozen=True, slots=True)
class Beside:
    """A text without its tables and notes: blank lines in their place, the calls of notes counted."""

    lines: tuple[str, ...]
    tables: tuple[tuple[int, Blocks], ...]
    """The line, from 1, that each begins with, and its blocks."""
    notes: tuple[tuple[Blocks, Place], ...]
    """In the order of their calls."""
    told: tuple[Diagnostic, ...]


def parted(lines: Sequence[str], file: str) -> Beside:
    """The text without what stands beside its lines. A note without a call, or a call without its note, is reported."""
    told, rest = Told("\n".join(lines), file), list(lines)
    tables, definitions = [], dict[str, tuple[int, int]]()
    at = 0
    while at < len(lines):
        end = _table_end(lines, at) or _note_end(lines, at)
        if not end:
            at += 1
            continue
        if definition := _DEFINITION.match(lines[at]):
            if definition["label"] in definitions:
                told.tell("Z247", Place(file, at + 1), f"Die Fußnote „[^{definition['label']}]“ ist zweimal erklärt.",
                          "Jede braucht ihren eigenen Namen.")  # fmt: skip
            definitions.setdefault(definition["label"], (at, end))
        else:
            tables.append((at + 1, commonmark.fragment("\n" * at + "\n".join(lines[at:end]), told)))
        rest[at:end] = [""] * (end - at)
        at = end
    notes = _called(rest, definitions, lines, told)
    return Beside(tuple(rest), tuple(tables), notes, told.diagnostics)


def _table_end(lines: Sequence[str], at: int) -> int:
    """Where the table that begins here ends; 0 where none does."""
    if not _ROW.match(lines[at]) or not _DELIMITER.fullmatch(lines[at + 1] if at + 1 < len(lines) else ""):
        return 0
    end = at + 2
    while end < len(lines) and _ROW.match(lines[end]):
        end += 1
    below = next((index for index in range(end, min(end + 3, len(lines))) if lines[index].strip()), end)
    return below + 1 if below < len(lines) and _CAPTION.match(lines[below]) else end


def _note_end(lines: Sequence[str], at: int) -> int:
    if not _DEFINITION.match(lines[at]):
        return 0
    end = at + 1
    while end < len(lines) and (
        _INDENT.match(lines[end]) or (not lines[end].strip() and end + 1 < len(lines) and _INDENT.match(lines[end + 1]))
    ):
        end += 1
    return end


def _called(
    rest: list[str], definitions: dict[str, tuple[int, int]], lines: Sequence[str], told: Told
) -> tuple[tuple[Blocks, Place], ...]:
    """The notes in the order of their calls; each call in ``rest`` gets its number, and what is none is escaped."""
    notes: list[tuple[Blocks, Place]] = []
    called = set()
    for at, line in enumerate(rest):
        parts, done = [], 0
        for call in _CALL.finditer(line):
            parts.append(line[done : call.start()])
            done = call.end()
            label = call["label"]
            if label in definitions:
                called.add(label)
                notes.append(
                    (_definition(lines, *definitions[label], told), Place(told.file, at + 1, call.start() + 1))
                )
                parts.append(f"[^{len(notes)}]")
            else:
                told.tell("Z247", Place(told.file, at + 1, call.start() + 1), f"Die Fußnote „{call[0]}“ gibt es nicht.",
                          f"Unter dem Text fehlt „{call[0]}: …“. Ist es Text, schreiben Sie „\\{call[0]}“.")  # fmt: skip
                parts.append(f"\\{call[0]}")
        rest[at] = "".join(parts) + line[done:]
    for label, (begin, _) in definitions.items():
        if label not in called:
            told.tell("Z247", Place(told.file, begin + 1), f"Die Fußnote „[^{label}]“ gehört zu keiner Stelle.",
                      f"Schreiben Sie „[^{label}]“ dorthin, wo sie gilt, oder löschen Sie sie.")  # fmt: skip
    return tuple(notes)


def _definition(lines: Sequence[str], begin: int, end: int, told: Told) -> Blocks:
    first = _DEFINITION.sub("", lines[begin])
    return commonmark.fragment(
        "\n" * begin + "\n".join([first, *(_INDENT.sub("", line, count=1) for line in lines[begin + 1 : end])]), told
    )


def noted(blocks: Blocks, notes: Sequence[tuple[Blocks, Place]]) -> Blocks:
    """The blocks with what each note says."""

    def content(inlines: Inlines) -> Inlines:
        result: list[Inline] = []
        for inline in inlines:
            match inline:
                case Note(number):
                    said, place = notes[number - 1]
                    result.append(Note(number, said, place))
                case Text() | LineBreak() | LineStart():
                    result.append(inline)
                case _:
                    result.append(replace(inline, content=content(inline.content)))
        return tuple(result)

    return walk.respelled(blocks, content) if notes else blocks
