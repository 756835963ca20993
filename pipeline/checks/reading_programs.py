"""The book as programs without a browser show it (Z637): MuPDF, which many readers are built on, and pandoc.

Each is asked for the text of the finished file. The lines of the text must be there in order with their labels and the
calls of their notes; their numbers right, or none of them; the Zeilenfassung whole; and nothing else between. Notes,
tables and whatever else has no lines may stand where the program puts them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree, html

from pipeline.checks.finding import Finding, NotRunError, limited
from pipeline.checks.finished import Finished
from pipeline.checks.word_difference import in_quotes
from pipeline.diagnostics import Diagnostic
from pipeline.readback.containers import Element, local_name, text_of
from pipeline.readback.epub import opened_epub
from pipeline.readback.xhtml_lines import ANCHOR
from pipeline.readback.xhtml_listings import EDITION_ANCHOR
from pipeline.text.concordance import concordance
from pipeline.text.events import Call, End, LineBegin, Start, Words
from pipeline.text.model import NumberedChapter
from pipeline.text.transcript import transcript

INSTALL = "Einrichten: make check, oder: pip install 'pymupdf<2' pypandoc-binary"

SECONDS = 60
"""For pandoc and one book; the seed's takes half of one."""

Texts = Mapping[str, str]
"""What a program shows of each document of the book, by its name."""


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """What must be seen together, without white space: the words of a line, its label before them."""

    text: str
    where: str


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether the programs show the book's lines. Raises NotRunError where one is missing, after the others."""
    documents = opened_epub(file.data).documents
    found: list[Finding] = []
    missing: list[NotRunError] = []
    for program, shown in PROGRAMS.items():
        try:
            texts = shown(file.path, tuple(documents))
        except NotRunError as reason:
            missing.append(reason)
            continue
        found += [Finding("Z637", f"{program}: {each}") for each in _faults(file.chapters, documents, texts)]
    yield from file.findings(limited(found))
    if missing:
        raise missing[0]


def _faults(chapters: Sequence[NumberedChapter], documents: Mapping[str, Element], texts: Texts) -> Iterator[str]:
    whole = "".join(map(unspaced, texts.values()))
    running = [name for name, root in documents.items() if _holds(root, ANCHOR)]
    editions = [name for name, root in documents.items() if _holds(root, EDITION_ANCHOR)]
    if not len(chapters) == len(running) == len(editions):
        yield f"{len(chapters)} Kapitel sind in {len(running)} Texten und {len(editions)} Zeilenfassungen."
        return
    for chapter, text, edition in zip(chapters, running, editions, strict=True):
        seen = unspaced(texts[text])
        pieces, others, notes = _expected(chapter, numbered=_numbers_are_shown(chapter, seen))
        own = {*others, *_own(documents[text])}
        yield from differences_shown(pieces, seen, own, own.union(notes))
        yield from (f"Die Anmerkung {in_quotes(each[:40])} fehlt." for each in notes if each not in whole)
        rows = [
            ShownPiece(unspaced(f"Zeile {line.number}: {line.printed}"), f"Zeile {line.number} der Zeilenfassung")
            for line in concordance(chapter)
        ]
        english = [ShownPiece(each.text.replace("Zeile", "Line", 1), each.where) for each in rows]
        listed = unspaced(texts[edition])
        rows = english if english and english[0].text in listed else rows
        around = set(_own(documents[edition]))
        yield from differences_shown(rows, listed, around, around)


def _holds(root: Element, anchor: re.Pattern[str]) -> bool:
    return any(anchor.fullmatch(each.get("id", "")) for each in root.iter("*"))


def _own(root: Element) -> Iterator[str]:
    """What stands around the lines: headings of ours, ways, the row of jumps; no label and no call."""
    for each in root.iter("*"):
        around = each.get("class", "").split()
        listed = EDITION_ANCHOR.fullmatch(each.get("id", ""))
        if "label" in around or listed or (local_name(each) == "sup" and len(each)):
            continue
        if "furniture" in around or local_name(each) in {"h1", "p", "title"} or each.get("role") == "doc-pagebreak":
            if not _holds(each, ANCHOR):
                yield unspaced(text_of(each))
        elif local_name(each) == "h2" and not _holds(each, ANCHOR):
            yield unspaced(text_of(each))


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
    pieces: Sequence[ShownPiece], seen: str, between: Collection[str], after: Collection[str]
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
            yield f"{piece.where}, {in_quotes(piece.text[:40])}, ist so nicht zu sehen."
            continue
        if stray := allowed.sub("", seen[at:place]):
            yield f"Vor {piece.where} steht {in_quotes(stray[:40])}."
        at = place + len(piece.text)
    if stray := at_the_end.sub("", seen[at:]):
        yield f"Nach dem Text steht {in_quotes(stray[:40])}."


def mupdf(path: Path, names: Sequence[str]) -> Texts:
    """The text as MuPDF shows it, page after page. Raises NotRunError."""
    if not find_spec("pymupdf"):
        raise NotRunError("MuPDF fehlt (pymupdf)", INSTALL)
    engine: Any = import_module("pymupdf")
    engine.TOOLS.mupdf_display_errors(False)
    engine.TOOLS.mupdf_display_warnings(False)
    try:
        with engine.open(path) as document:
            document.layout(width=1200, height=1600, fontsize=12)
            chapters = range(document.chapter_count)
            texts = [
                "".join(document[(at, page)].get_text() for page in range(document.chapter_page_count(at)))
                for at in chapters
            ]
    except (engine.FileDataError, RuntimeError, ValueError) as error:
        raise NotRunError(f"MuPDF kann das Buch nicht öffnen: {error}") from error
    if len(texts) != len(names):
        raise NotRunError(f"MuPDF sieht {len(texts)} Dokumente statt {len(names)}")
    return dict(zip(names, texts, strict=True))


def pandoc(path: Path, names: Sequence[str]) -> Texts:
    """The text as pandoc converts it to HTML; what it counts by itself stands before the items. Raises NotRunError."""
    command = [_pandoc(), "-f", "epub", "-t", "html", str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotRunError(f"pandoc kann das Buch nicht lesen: {error}") from error
    root = html.fromstring(f"<div>{done.stdout.decode('utf-8', 'replace')}</div>")
    for listed in root.iter("ol"):
        for number, item in enumerate(listed.iterchildren("li"), int(listed.get("start", "1"))):
            item.text = f"{number}. {item.text or ''}"
    texts = dict.fromkeys(names, "")
    beginnings = {Path(name).name: name for name in names}
    open_ = names[0]
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            texts[open_] += node.tail or ""
            continue
        open_ = names[-1] if node.get("role") == "doc-endnotes" else beginnings.get(node.get("id", ""), open_)
        texts[open_] += node.text or ""
    return texts


def _pandoc() -> str:
    """The program: on PATH, or from the wheel. Raises NotRunError."""
    package = find_spec("pypandoc")
    beside = Path(package.origin).parent / "files" / "pandoc" if package and package.origin else None
    if beside is not None and beside.is_file():
        return str(beside)
    if found := shutil.which("pandoc"):
        return found
    raise NotRunError("pandoc fehlt", INSTALL)


PROGRAMS: Mapping[str, Callable[[Path, Sequence[str]], Texts]] = {"MuPDF": mupdf, "pandoc": pandoc}
"""What needs only wheels."""
