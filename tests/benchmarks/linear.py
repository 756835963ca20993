"""Twice the text, twice the time: ``python -m tests.benchmarks.linear``.

For each pattern, CPU seconds of reading, of writing the web page and the Word document, of finding hints, and of memory and exchange, for n and for 2n
of it, in one process; the best of three. A ratio above 2.6 is marked and ends the run with 1. What is refused (a limit, a fault) is a
reading too: it must not take longer than its length either.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TypeVar

from pipeline.diagnostics import Refusal
from pipeline.easy_language.exchange import exchanged, tmx_file, xliff_file
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.hints.overview import HintOverview, overview
from pipeline.easy_language.memory.learning import learned
from pipeline.easy_language.memory.memory_file import Memory
from pipeline.easy_language.memory.recalling import recalled
from pipeline.easy_language.return_report import ReturnReport
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import Translation, TranslationRow
from pipeline.editions.registry import EDITIONS
from pipeline.publication import settings
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.text.model import Book, NumberedChapter, book_of

T = TypeVar("T")

MOST = 2.6
RUNS = 3
LEAST = 0.05
"""Seconds below which a ratio is noise."""

HEAD = "---\ntitle: Probe\nresolved: 2026-03-02\ninitiator: Rat\n---\n\n"
PAGE = "<html><body><h1>Probe</h1>"


def _rows(text: str, count: int) -> str:
    return "".join(text.format(number) for number in range(1, count + 1))


PATTERNS: Mapping[str, tuple[int, Callable[[int], str]]] = {
    "references": (500, lambda n: HEAD + "siehe Zeile 1 " * n),
    "references in emphasis": (500, lambda n: HEAD + "*siehe Zeile 1* " * n),
    "numbered, only stars": (600, lambda n: _rows("{} *****\n", n)),
    "numbered, stress that crosses": (600, lambda n: _rows("{} **a* b*\n", n)),
    "numbered, in disorder": (600, lambda n: "".join(f"{at * 7 % n + 1} Wort\n" for at in range(n))),
    "brackets": (10_000, lambda n: HEAD + "[" * n),
    "brackets of pictures": (5_000, lambda n: HEAD + "![" * n),
    "links without end": (5_000, lambda n: HEAD + "[a](" * n),
    "stars": (4_000, lambda n: HEAD + "*a " * n),
    "stars in stars": (4_000, lambda n: HEAD + "**a*b " * n),
    "tildes": (4_000, lambda n: HEAD + "~~a " * n),
    "raised signs": (4_000, lambda n: HEAD + "a^b " * n),
    "tags without end": (5_000, lambda n: HEAD + "<a" * n),
    "hyphens": (9_000, lambda n: HEAD + "a-" * n),
    "quotations in quotations": (500, lambda n: HEAD + "> " * n + "a"),
    "lists in lists": (800, lambda n: HEAD + "".join(f"{'  ' * min(at, 60)}- a\n" for at in range(n))),
    "notes": (800, lambda n: HEAD + _rows("Wort.[^{0}]\n\n", n) + _rows("[^{0}]: Text {0}.\n", n)),
    "rows of a table": (800, lambda n: HEAD + "Text.\n\n| a | b |\n|---|---|\n" + _rows("| {} | x |\n", n)),
    "headings": (600, lambda n: HEAD + _rows("## Titel {}\n\nText.\n\n", n)),
    "headings that are alike": (600, lambda n: HEAD + "## Titel\n\nText.\n\n" * n),
    "addresses": (1_000, lambda n: HEAD + "[a](https://a.de) " * n),
    "paragraphs of HTML": (2_000, lambda n: PAGE + "<p>a</p>" * n),
    "HTML in HTML": (400, lambda n: PAGE + "<div>" * n + "a"),
    "bold in bold": (400, lambda n: PAGE + "<p>" + "<b>" * n + "a"),
}
"""By name: how often for the shorter text, and the text."""

SETTINGS: Mapping[str, tuple[int, Callable[[int], str]]] = {
    "unknown keys": (8_000, lambda n: _rows("schluessel{} = 1\n", n)),
    "unknown tables": (8_000, lambda n: _rows("[[abschnitt{}]]\na = 1\n", n)),
    "chapters": (8_000, lambda n: _rows('[[chapter]]\nsource = "{}.md"\n', n)),
    "chapters without source": (8_000, lambda n: '[[chapter]]\ntitle = "x"\n' * n),
    "a dotted key": (8_000, lambda n: f"a{'.a' * n} = 1\n"),
}


HINTED: Mapping[str, tuple[int, Callable[[int], str]]] = {
    "rows with hints": (
        2_500,
        lambda n: HEAD + _rows("Die Kosten der Stadt werden bis 2030 um {} Prozent gesenkt.\n\n", n),
    ),
    "one sentence with hints": (470, lambda n: HEAD + "die Kosten der Stadt wären nicht fünf § (z. B. CDU)\n" * n),
    "words without end": (2_400, lambda n: HEAD + "ge" * n + " wird\n" + "A-" * n + "\n" + "fünf" * n),
}
"""Texts whose hints, facts and likenesses are looked for, the original being its own translation."""


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of the work, the best of several; a refusal ends it like a result."""
    best = float("inf")
    for _ in range(RUNS):
        begun = time.process_time()
        with suppress(Refusal):
            work()
        best = min(best, time.process_time() - begun)
    return best


def read(text: str) -> Book | None:
    """The book of the text; None where it is refused."""
    try:
        return book_of(forms.loads(text.encode(), "probe.md", Publication()).numbered)
    except Refusal:
        return None


Times = list[tuple[str, float, float]]
"""What was done, and CPU seconds for the shorter and the longer text."""


def ratios(count: int, pattern: Callable[[int], str]) -> Times:
    """Reading the pattern, and writing the web page and the Word document where it is not refused."""
    texts = pattern(count), pattern(2 * count)
    found: Times = [("read", *_both(read, *texts))]
    if (short := read(texts[0])) and (long := read(texts[1])):
        found += [(name, *_both(partial(_written, name), short, long)) for name in ("web", "docx")]
    return found


def _written(name: str, book: Book) -> bytes:
    return EDITIONS[name].write(book, Publication())


def _both(work: Callable[[T], object], short: T, long: T) -> tuple[float, float]:
    return cpu(partial(work, short)), cpu(partial(work, long))


def main() -> int:
    """Print a row for each pattern; 1 where a time grows faster than its text."""
    slow = 0
    for name, (count, pattern) in PATTERNS.items():
        slow += _row(name, count, ratios(count, pattern))
    for name, (count, pattern) in SETTINGS.items():
        work = partial(settings.loads, file="t")
        slow += _row(name, count, [("read", *_both(work, pattern(count), pattern(2 * count)))])
    for name, (count, pattern) in HINTED.items():
        short, long = (
            forms.loads(pattern(each).encode(), "probe.md", Publication()).numbered for each in (count, 2 * count)
        )
        works = (("hints", hinted), ("memory", remembered))
        slow += _row(name, count, [(what, *_both(work, short, long)) for what, work in works])
    return min(slow, 1)


def hinted(numbered: NumberedChapter) -> HintOverview:
    """The hints of a chapter whose Leichte Sprache is its original."""
    return overview(numbered, _translation(numbered))


def _translation(numbered: NumberedChapter) -> Translation:
    """The chapter whose Leichte Sprache is its original."""
    rows = (
        TranslationRow(each.name, each.text, each.digest, each.first, each.last, Status.TRANSLATED, (each.text,))
        for each in segments(numbered)
    )
    return Translation(numbered.slug, numbered.chapter.title, "", tuple(rows))


def remembered(numbered: NumberedChapter) -> None:
    """Learn the chapter, and look for its sentences with another word in them; there and back as TMX and XLIFF."""
    of = _translation(numbered)
    memory = learned(Memory(), of, numbered).memory
    others = [replace(each, text=each.text.replace("Stadt", "Gemeinde")) for each in segments(numbered)]
    recalled(others, None, memory)
    tmx_file.loads(tmx_file.dumps(memory), "m")
    exchanged.with_exchanged(of, xliff_file.loads(xliff_file.dumps(of), "x"), ReturnReport("t"))


def _row(name: str, count: int, times: Times) -> int:
    cells, slow = [], 0
    for what, short, long in times:
        grows = short >= LEAST and long > MOST * short
        slow += grows
        ratio = f"{long / short:.1f}" if short >= LEAST else "–"
        cells.append(f"{what} {short:.2f} s, {ratio}{' TOO SLOW' if grows else ''}")
    print(f"{name} ({count}): {'; '.join(cells)}", flush=True)
    return slow


if __name__ == "__main__":
    sys.exit(main())
