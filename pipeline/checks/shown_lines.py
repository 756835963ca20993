"""What a program shows of the book, held against the model: every line in order, with its label and its number or none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.checks.word_difference import in_quotes
from pipeline.readback.containers import Element, local_name, text_of
from pipeline.readback.xhtml_lines import ANCHOR
from pipeline.readback.xhtml_listings import EDITION_ANCHOR
from pipeline.text.concordance import concordance
from pipeline.text.events import Call, End, LineBegin, Start, Words
from pipeline.text.model import NumberedChapter
from pipeline.text.transcript import transcript

Texts = Mapping[str, str]
"""What a program shows of each document of the book, by its name."""


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """What must be seen together, without white space: the words of a line, its label before them."""

    text: str
    where: str


def chapter_documents(
    chapters: Sequence[NumberedChapter], documents: Mapping[str, Element]
) -> Iterator[tuple[NumberedChapter, str, str]]:
    """Each chapter with the names of its text and of its Zeilenfassung; nothing where they do not correspond."""
    running = [name for name, root in documents.items() if _holds(root, ANCHOR)]
    editions = [name for name, root in documents.items() if _holds(root, EDITION_ANCHOR)]
    if len(chapters) == len(running) == len(editions):
        yield from zip(chapters, running, editions, strict=True)


def faults_shown(chapters: Sequence[NumberedChapter], documents: Mapping[str, Element], texts: Texts) -> Iterator[str]:
    """What a program shows otherwise than the model says it."""
    whole = "".join(map(unspaced, texts.values()))
    found = [*chapter_documents(chapters, documents)]
    if not found:
        yield f"Nicht jedes der {len(chapters)} Kapitel hat einen Text und eine Zeilenfassung."
    for chapter, text, edition in found:
        seen = unspaced(texts[text])
        pieces, others, notes = _expected(chapter, numbered=_numbers_are_shown(chapter, seen))
        own = {*others, *map(unspaced, own_words(documents[text]))}
        yield from differences_shown(pieces, seen, own, own.union(notes))
        yield from (f"Die Anmerkung {in_quotes(each[:40])} fehlt." for each in notes if each not in whole)
        rows = [
            ShownPiece(unspaced(f"Zeile {line.number}: {line.printed}"), f"Zeile {line.number} der Zeilenfassung")
            for line in concordance(chapter)
        ]
        english = [ShownPiece(each.text.replace("Zeile", "Line", 1), each.where) for each in rows]
        listed = unspaced(texts[edition])
        rows = english if english and english[0].text in listed else rows
        around = {*map(unspaced, own_words(documents[edition]))}
        yield from differences_shown(rows, listed, around, around)


def _holds(root: Element, anchor: re.Pattern[str]) -> bool:
    return any(anchor.fullmatch(each.get("id", "")) for each in root.iter("*"))


def own_words(root: Element) -> Iterator[str]:
    """What stands around the lines: headings of ours, ways, the row of jumps; no label and no call."""
    for each in root.iter("*"):
        around = each.get("class", "").split()
        listed = EDITION_ANCHOR.fullmatch(each.get("id", ""))
        if "label" in around or listed or (local_name(each) == "sup" and len(each)):
            continue
        if "furniture" in around or local_name(each) in {"h1", "p", "title"} or each.get("role") == "doc-pagebreak":
            if not _holds(each, ANCHOR):
                yield text_of(each)
        elif local_name(each) == "h2" and not _holds(each, ANCHOR):
            yield text_of(each)


def _numbers_are_shown(chapter: NumberedChapter, seen: str) -> bool:
    """Whether the program shows numbers at all: those of most lines stand before their words."""
    lines = [(unspaced(str(line.number)), unspaced(line.printed)) for line in concordance(chapter)]
    shown = [f"{number}{words[:12]}" in seen for number, words in lines if words]
    return 2 * sum(shown) > len(shown)


def _expected(chapter: NumberedChapter, *, numbered: bool) -> tuple[list[ShownPiece], list[str], list[str]]:
    """The lines in order; text without lines; and notes."""
    pieces: list[ShownPiece] = []
    others: list[str] = []
    notes: list[str] = []
    label, line, noted = "", 0, 0
    for event in transcript(chapter):
        match event:
            case Start(kind, facts):
                # How deep within a note.
                noted += kind == "note" or noted > 0
                line, label = 0, dict(facts).get("label", "") or label
                others += [unspaced(said) for name, said in facts if name == "alternative"]
                notes += [f"{said}." for name, said in facts if kind == "note" and name == "number"]
            case End():
                noted -= noted > 0
                line = 0
            case LineBegin(number):
                line = number
                shown = unspaced(f"{label}{number if numbered else ''}")
                pieces.append(ShownPiece(shown, f"Zeile {number}"))
                label = ""
            case Words(text) if noted:
                notes.append(unspaced(text))
            case Words(text) if not line:
                others += [unspaced(text), unspaced(label)]
                label = ""
            case Words(text):
                pieces[-1] = ShownPiece(pieces[-1].text + unspaced(text), pieces[-1].where)
            case Call(number) if line:
                pieces[-1] = ShownPiece(f"{pieces[-1].text}{number}", pieces[-1].where)
            case Call():
                continue
    return [each for each in pieces if each.text], others, [each for each in notes if each]


def unspaced(text: str) -> str:
    """The text without white space, signs of lists and what is never seen."""
    return re.sub(r"[\s\u00ad\u2060\u200b•◦○▪■□]+", "", text)


def differences_shown(
    pieces: Sequence[ShownPiece],
    seen: str,
    between: Collection[str],
    after: Collection[str],
    verb: str = "ist so nicht zu sehen.",
) -> Iterator[str]:
    """What is not shown, and what is shown besides the words that may stand between the pieces, and after them."""
    allowed, at_the_end = (
        re.compile("|".join(re.escape(each) for each in sorted(words, key=len, reverse=True) if each) or r"\Z")
        for words in (between, after)
    )
    at = 0
    for piece in pieces:
        place = seen.find(piece.text, at)
        if place < 0:
            yield f"{piece.where}, {in_quotes(_short(piece.text))}, {verb}"
            continue
        if stray := allowed.sub("", seen[at:place]).strip():
            yield f"Vor {piece.where} steht {in_quotes(_short(stray))}."
        at = place + len(piece.text)
    if stray := at_the_end.sub("", seen[at:]).strip():
        yield f"Nach dem Text steht {in_quotes(_short(stray))}."


def _short(text: str) -> str:
    return " ".join(text.split())[:40]
