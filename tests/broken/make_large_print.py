"""Makes the exhibits of large print whose lines run on: ``PYTHONPATH=tests python -m broken.make_large_print``.

A text of two pages, the second of which begins with the end of a line. What is damaged is what tells readers where a line
begins: the mark within its row, its number beside that row, the word in the head of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from pipeline.editions import pdf
from pipeline.editions.pdf.typesetting import rendering
from pipeline.editions.pdf.typesetting.carried_lines import name_carried_lines
from pipeline.editions.pdf.typesetting.manuscript import manuscript
from pipeline.pages import shells
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.text.model import Book, book_of

HERE = Path(__file__).parent / "large_print"
SENTENCE = "Wir machen Musterstadt zum Wohnort mit Wärme und Würde für alle Menschen, die hier leben. Auch das."
TEXT = f"---\ntitle: Probe\nresolved: 02.03.2026\n---\n\n{' '.join([SENTENCE] * 14)}\n"


@cache
def book() -> Book:
    return book_of(forms.loads(TEXT.encode(), "probe.md", Publication()).numbered)


def _rule(rule: str) -> AbstractContextManager[Any]:
    right = shells.style
    return mock.patch.object(shells, "style", lambda *names: f"{right(*names)}\n{rule}")


def _carried(phrase: str) -> AbstractContextManager[Any]:
    right = name_carried_lines
    return mock.patch.object(rendering, "name_carried_lines", lambda document, _: right(document, phrase))


EXHIBITS: Mapping[str, tuple[Callable[[], AbstractContextManager[Any]], set[str]]] = {
    "whole": (nullcontext, set()),
    "lost-mark": (lambda: _rule("#zeile-3.line::before { background: none }"), {"Z605"}),
    "displaced-number": (lambda: _rule("#zeile-3 .number { left: 40mm }"), {"Z601", "Z603"}),
    "unsaid-line": (lambda: _carried("\u200b"), {"Z508"}),
    "another-line": (lambda: _carried("noch Zeile 1"), {"Z508"}),
}
"""Each with its damage, and the codes that it is caught under."""


def written(name: str) -> bytes:
    damage, _ = EXHIBITS[name]
    # The last ones are kept.
    manuscript.cache_clear()
    rendering.laid_out.cache_clear()
    # A build refuses to write some of these.
    with damage(), mock.patch.object(pdf, "require_official_lines"):
        data = pdf.large_print(book(), Publication())
    manuscript.cache_clear()
    rendering.laid_out.cache_clear()
    return data


def main() -> None:
    HERE.mkdir(exist_ok=True)
    for name in EXHIBITS:
        (HERE / f"{name}.pdf").write_bytes(written(name))


if __name__ == "__main__":
    main()
