"""The lines as they are laid out, read off the boxes and held against the model before anything is written.

The checks read finished files; but a build that nobody checks must not let out a wrong official line either. Reading the
boxes of the seed takes a hundredth of the time that laying them out takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.editions.pdf.typesetting.element_context import ElementContext, class_names
from pipeline.editions.pdf.typesetting.layout import laid_out_texts, root_of
from pipeline.text.concordance import concordance
from pipeline.text.model import Book

_SOFT = re.compile("\N{SOFT HYPHEN}\N{HYPHEN}?")
"""Where a row may end within a word, and the hyphen that is shown if it does: both are no words of the line."""

HINT = "Das ist ein Fehler des Programms. Bitte melden Sie ihn mit dem Text, aus dem er kommt."


def require_official_lines(book: Book, document: Any) -> None:
    """Nothing, if every official line is laid out in order with its number and words. Raises InputRefusal (Z504)."""
    expected = [
        (str(line.number), _plain(line.printed), Place(numbered.chapter.source.name))
        for numbered in book.chapters
        for line in concordance(numbered)
    ]
    for wanted, found in zip_longest(expected, _lines(document)):
        if wanted is None or found is None or wanted[:2] != found:
            place = (wanted or expected[-1])[2] if expected else Place(book.chapters[0].chapter.source.name)
            raise InputRefusal(Diagnostic("Z504", place, _difference(wanted and wanted[:2], found), HINT))


def _difference(wanted: tuple[str, str] | None, found: tuple[str, str] | None) -> str:
    if wanted is None or found is None:
        number, words = wanted or found or ("", "")
        return f"Im Satz {'fehlt' if found is None else 'steht zu viel'}: Zeile {number}, „{words}“."
    return (
        f"Im Satz steht bei {found[0] or 'keiner Nummer'} „{found[1]}“, amtlich ist Zeile {wanted[0]}: „{wanted[1]}“."
    )


def _plain(text: str) -> str:
    return " ".join(_SOFT.sub("", text).split())


def _lines(document: Any) -> Iterator[tuple[str, str]]:
    """The lines as they are laid out: what is shown as number, and the words up to the next."""
    context = ElementContext(root_of(document))
    number, words = "", [""]
    started = False
    for element, text in laid_out_texts(document):
        if context.number_mark(element) is not None:
            if started:
                yield number, _plain("".join(words))
            started, number, words = True, text.strip(), []
        elif started and _is_of_a_line(context, element):
            words.append(text)
    if started:
        yield number, _plain("".join(words))


def _is_of_a_line(context: ElementContext, element: Any) -> bool:
    """Whether the element is part of an official line: the call of a note is not."""
    around = [*context.around(element)]
    return any("line" in class_names(each) for each in around) and not any(
        "furniture" in class_names(each) for each in around
    )
