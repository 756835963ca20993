"""What programs for reading hand to the synthesizer of speech: the queues of Thorium and of foliate-js.

Each gives the pieces that it would speak of a document. Every word of the text must be there once, in order, parted from
its neighbours as in the text: "Markt 1" and "12345" in two lines are no "112345".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pipeline.checks import tools
from pipeline.checks.chromium import BROWSER
from pipeline.checks.chromium.served_files import served
from pipeline.checks.finished import Finished
from pipeline.checks.shown_lines import ShownPiece, chapter_documents, differences_shown, own_words
from pipeline.readback.containers import Element
from pipeline.readback.epub import EpubPackage
from pipeline.text.concordance import concordance
from pipeline.text.events import Call, ElementKind, End, Formatting, LineBegin, Start, Words
from pipeline.text.model import NumberedChapter
from pipeline.text.struck_words import struck_words
from pipeline.text.transcript import transcript

_SCRIPT = Path(__file__).with_name("speech_queues.js")


@dataclass(frozen=True, slots=True)
class SpeechQueue:
    """What runs, its name in our script, and what the program leaves out by its own choice."""

    files: tuple[str, ...]
    function: str
    unspoken: Collection[Formatting] = ()
    calls: bool = True
    pictures: bool = False
    """Whether alternative texts are spoken."""


_THORIUM = "r2-navigator-js/dist/es8-es2017/src/electron"

QUEUES: Mapping[str, SpeechQueue] = MappingProxyType(
    {
        "Thorium": SpeechQueue(
            (f"{_THORIUM}/common/styles.js", f"{_THORIUM}/renderer/common/dom-text-utils.js"),
            "thorium",
            # r2-navigator-js 1.23, dom-text-utils.js, _doNotProcessDeepChildTagNames
            {Formatting.SUPERSCRIPT, Formatting.SUBSCRIPT, Formatting.STRIKE},
            calls=False,
            pictures=True,
        ),
        "foliate-js": SpeechQueue(("foliate-js/text-walker.js", "foliate-js/tts.js"), "foliate"),
    }
)

_UNHEARD = "wird so nicht vorgelesen."


def faults(name: str, file: Finished, book: EpubPackage) -> list[str]:
    """What the program would speak wrongly. Raises NotRunError."""
    queue = QUEUES[name]
    sources = [tools.script(each) for each in queue.files]
    script = f"{_SCRIPT.read_text(encoding='utf-8')}.{queue.function}"
    for at, source in enumerate(sources):
        script = script.replace(f"/* source {at} of {queue.function} */", source.replace("export ", ""))
    files, _ = served(file.data, file.suffix)
    found: list[str] = []
    with BROWSER.page(files) as page:
        for chapter, text, edition in chapter_documents(file.chapters, book.documents):
            for document, pieces in (
                (text, _runs(chapter, queue)),
                (edition, _rows(chapter, book.documents[edition], queue)),
            ):
                page.open(document)
                found += _differences(pieces, page.evaluate(f"{script}()"), book.documents[document])
    return found


def _differences(pieces: list[ShownPiece], spoken: list[str], root: Element) -> Iterator[str]:
    marks = {each.get("aria-label") for each in root.iter("*") if each.get("role") == "doc-pagebreak"}
    said = _parted(" ".join(each for each in spoken if each.strip() not in marks))
    own = {_parted(each) for each in (*own_words(root), *_names(root))}
    yield from differences_shown(pieces, said, own, own, _UNHEARD)


def _names(root: Element) -> Iterator[str]:
    """Names that are spoken and not seen, and the words of single links of ours."""
    for each in root.iter("*"):
        yield each.get("aria-label", "")
        yield each.get("alt", "")


def _parted(text: str) -> str:
    """Each word between spaces of its own, so that none is found within another."""
    return "".join(f" {word} " for word in text.split())


def _runs(chapter: NumberedChapter, queue: SpeechQueue) -> list[ShownPiece]:
    """The text block by block, each with its label."""
    made: list[ShownPiece] = []
    words, where, label = "", "", ""

    def end() -> None:
        nonlocal words, where
        if parted := _parted(words):
            made.append(ShownPiece(parted, where or "einem Text ohne Nummer"))
        words, where = "", ""

    for event in transcript(chapter):
        match event:
            case Start(kind, facts):
                end()
                said = dict(facts)
                label = f"{said['number']}." if kind is ElementKind.NOTE else said.get("label", label)
            case End():
                end()
            case LineBegin(number):
                where = where or f"Zeile {number}"
                words = words or f"{label} "
                label = ""
            case Words(text, formatting):
                words, label = words or f"{label} ", ""
                words += "" if formatting & {*queue.unspoken} else text
            case Call(number):
                words += f" {number} " if queue.calls else ""
    return made


def _rows(chapter: NumberedChapter, root: Element, queue: SpeechQueue) -> list[ShownPiece]:
    """The rows of the Zeilenfassung, which its own language introduces."""
    english = any("".join(each.itertext()).startswith("Line ") for each in root.iter("{*}p"))
    struck = struck_words(chapter) if Formatting.STRIKE in queue.unspoken else {}
    words = {number: "".join(text for text, out in pieces if not out) for number, pieces in struck.items()}
    return [
        ShownPiece(
            _parted(f"{'Line' if english else 'Zeile'} {line.number}: {words.get(line.number, line.printed)}"),
            f"Zeile {line.number} der Zeilenfassung",
        )
        for line in concordance(chapter)
    ]
