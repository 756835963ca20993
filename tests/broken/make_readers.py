"""Makes the exhibits of what reading programs show wrongly: the book of the chapter with everything, damaged in one way each.

``PYTHONPATH=tests python -m broken.make_readers`` from the top of the tree, when the book changes.
``tests/test_checks_reading_programs.py`` holds the files against what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from everything import numbered

from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.text.model import book_of

from .damages import Damage, both, cut, replaced, zipped

HERE = Path(__file__).parent / "reading_programs"
TEXT, LINES = "EPUB/kapitel.xhtml", "EPUB/zeilen.xhtml"
SHEET, NEWER = "EPUB/buch.css", "EPUB/buch-neu.css"


def _more(rule: str) -> Damage:
    return lambda text: f"{text}{rule}\n"


def _as_list(text: str) -> str:
    """Rows of the Zeilenfassung as items of a list that counts."""
    made = text.replace('<div class="lines">', '<ol class="lines">').replace("</p></div>", "</li></ol>")
    return made.replace('<p id="fassung-', '<li id="fassung-').replace("</p><li", "</li><li")


DAMAGE: Mapping[str, tuple[str, Damage, str]] = {
    "number-by-attribute": (
        SHEET,
        _more(".number:before{content:attr(data-number)}"),
        "MuPDF: Vor Zeile 1 steht „attr“",
    ),
    "number-of-another-line": (SHEET, replaced(('"4"]:before{content:"4"}', '"4"]:before{content:"5"}')), "Zeile 4, "),
    "word-by-style": (SHEET, _more('#zeile-4:before{content:"nicht "}'), "„nicht“"),
    "line-that-is-not-shown": (SHEET, _more("#zeile-7{display:none}"), "Zeile 7, "),
    "label-by-style": (
        TEXT,
        replaced(
            ('<li><span class="label furniture">7b. </span>', "<li style=\"list-style-type: '7b. '\">"),
        ),
        "Zeile 15, ",
    ),
    "list-that-counts-anew": (
        TEXT,
        both(
            cut(r'<ul class="labelled">(?=<li><span class="label furniture">A\.)', "<ol>"),
            cut(r"(Groß B</span></li></)ul>", r"\1ol>"),
        ),
        "pandoc: Vor Zeile 19 steht „",
    ),
    "call-by-style": (TEXT, cut(r'(aria-label="Anmerkung 1">)1</a>', r"\1</a>"), "Zeile 1, "),
    "second-counting": (LINES, _as_list, "MuPDF: Vor Zeile 1 der Zeilenfassung steht „1.“"),
    "number-in-browsers": (NEWER, _more('.number[data-number="4"]::before{content:"5"}'), "foliate-js: Zeile 4, "),
    "word-in-browsers": (
        NEWER,
        _more("@media screen{#zeile-4::before{content:'nicht '}}"),
        "epub.js: ",
    ),
    "break-that-is-not-heard": (
        TEXT,
        cut(
            r'(Am Markt 1<br/>)<span class="pause furniture"> </span>(</span>.*?<br/>)<span class="pause furniture"> </span>',
            r"\1\2",
        ),
        "Thorium (Vorlesen): Zeile 24, ",
    ),
    "number-that-is-heard": (
        TEXT,
        cut(r'(href="zeilen.xhtml#fassung-8" tabindex="-1">)(</a>)', r"\g<1>8\2"),
        "foliate-js (Vorlesen): Zeile 8, ",
    ),
    "row-that-is-missing": (LINES, cut(r'<p id="fassung-9">.*?</p>'), "Zeile 9 der Zeilenfassung"),
}
"""By what is wrong: the file in the book, the damage, and what is said of it."""


@cache
def whole() -> bytes:
    """The book that is damaged."""
    return EDITIONS["epub"].write(book_of(numbered()), Publication())


def main() -> None:
    """Write all exhibits."""
    HERE.mkdir(exist_ok=True)
    (HERE / "whole.epub").write_bytes(whole())
    for name, (file, damage, _) in DAMAGE.items():
        (HERE / f"{name}.epub").write_bytes(zipped(whole(), file, damage))


if __name__ == "__main__":
    main()
