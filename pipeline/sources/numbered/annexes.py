"""What stands beside the official lines of numbered Markdown: tables and footnotes, which have none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Place
from pipeline.sources import commonmark
from pipeline.sources.commonmark.block_tokens import TokenComposer
from pipeline.sources.commonmark.source_lines import SourceReport
from pipeline.text import walk
from pipeline.text.model import Block, Blocks, Inline, LineBreak, LineStart, Note, Text

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
    tables: tuple[Block, ...]
    notes: tuple[Note, ...]
    """In the order of their calls."""
    diagnostics: tuple[Diagnostic, ...]


def parted(lines: Sequence[str], file: str) -> Beside:
    """The text without what stands beside its lines. A note without a call, or a call without its note, is reported."""
    rest, aside = list(lines), [""] * len(lines)
    at = 0
    while at < len(lines):
        end = _table_end(lines, at) or _note_end(lines, at)
        if end:
            aside[at:end], rest[at:end] = lines[at:end], [""] * (end - at)
        at = end or at + 1
    report = SourceReport("\n".join(lines), file)
    made = commonmark.composer("\n".join(aside), report)
    notes = _called(rest, made, report)
    return Beside(tuple(rest), made.blocks(0), notes, report.diagnostics)


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


def _called(rest: list[str], made: TokenComposer, report: SourceReport) -> tuple[Note, ...]:
    """The notes in the order of their calls; each call in ``rest`` gets its number, and what is none is escaped."""
    notes: list[Note] = []
    for at, line in enumerate(rest):
        parts, done = [], 0
        for call in _CALL.finditer(line):
            place = Place(report.file, at + 1, call.start() + 1)
            parts.append(line[done : call.start()])
            done = call.end()
            if made.defines(call["label"]) and (note := made.note(call["label"], place)):
                notes.append(note)
                parts.append(f"[^{len(notes)}]")
            else:
                report.add(
                    "Z247",
                    place,
                    f"Die Fußnote „{call[0]}“ gibt es nicht.",
                    f"Unter dem Text fehlt „{call[0]}: …“. Ist es Text, schreiben Sie „\\{call[0]}“.",
                )
                parts.append(f"\\{call[0]}")
        rest[at] = "".join(parts) + line[done:]
    return tuple(notes)


def noted(blocks: Blocks, notes: Sequence[Note]) -> Blocks:
    """The blocks with what each note says, the notes counted in the order of the text."""
    filled = walk.respelled(blocks, lambda content: tuple(_filled(inline, notes) for inline in content))
    return walk.with_notes_in_order(filled)


def _filled(inline: Inline, notes: Sequence[Note]) -> Inline:
    match inline:
        case Note(number, said):
            return inline if said else notes[number - 1]
        case Text() | LineBreak() | LineStart():
            return inline
        case _:
            return walk.spanning(inline, tuple(_filled(each, notes) for each in inline.content))
