"""Makes the exhibits of the checks that need a browser: web page and book, damaged in one way each.

``python -m tests.broken.make_browser`` from the top of the tree, when these editions change. The finished files are damaged, so no
writer has a part in it. ``tests/test_checks_browser.py`` has what must be found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication

from . import probe
from .damages import Damage, both, replaced, swapped, zipped

HERE = Path(__file__).parent
PAGE, BOOK = ".html", ".epub"
TEXT, STYLE, CONTENTS, PACKAGE = (
    f"EPUB/{name}" for name in ("kapitel.xhtml", "buch-neu.css", "nav.xhtml", "content.opf")
)

MARK = (
    r'<(?P<tag>span|a) class="number"(?: id="[^"]*")? data-number="(?P<number>\d+)" aria-hidden="true"[^>]*></(?P=tag)>'
)


def marks(new: str) -> Damage:
    """Every number's mark replaced; ``\\g<number>`` is its number."""
    return matching(MARK, new)


def matching(pattern: str, new: str) -> Damage:
    """What the pattern matches, replaced wherever it stands."""

    def damage(text: str) -> str:
        result, count = re.subn(pattern, new, text, flags=re.DOTALL)
        if not count:
            raise ValueError(f"{pattern!r} matches nothing")
        return result

    return damage


def styled(rules: str) -> Damage:
    """Further rules at the end of the style sheet, alone or inside the page."""
    return lambda text: text.replace("</style>", f"{rules}\n</style>") if "</style>" in text else f"{text}\n{rules}\n"


# Named by what is wrong, for the running text of both editions.
TEXT_DAMAGE: Mapping[str, Damage] = {
    "number-as-text": marks(r"<sup>\g<number></sup>"),
    "number-as-hidden-text": marks(r'<sup aria-hidden="true">\g<number></sup>'),
    "number-as-page-mark": marks(r'\g<0><span role="doc-pagebreak" aria-label="Zeile \g<number>"></span>'),
    "number-as-name": marks(r'<span role="img" aria-label="\g<number>"></span>\g<0>'),
    "glued-at-line-end": replaced((": nicht <", ": nicht<")),
    "mark-inside-heading": matching(r"(<h2[^>]*>)", r'\1<span role="doc-pagebreak" aria-label="Seite 7"></span>'),
    "skipped-heading": matching(r"<(/?)h2\b", r"<\1h4"),
}

SPOKEN = marks(r'<span class="number" data-number="\g<number>"></span>')
SAID = styled(".number::before { content: attr(data-number) !important; }")

STYLE_DAMAGE: Mapping[str, Damage] = {
    "line-as-block": styled(".line { display: block; }"),
    "number-over-text": styled(".number { position: absolute; inset-inline-start: 2em; }"),
    "number-invisible": styled(".number::before { visibility: hidden; }"),
    "number-beyond-the-edge": styled(".number { float: none; margin-inline-start: -4em !important; }"),
    "line-that-never-wraps": styled(".line { white-space: pre; }"),
    "low-contrast": styled(".chapter { color: #b5b5b5; background: #fff; }"),
    "low-contrast-in-the-dark": styled(
        "@media (prefers-color-scheme: dark) { .chapter { color: #444; background: #222; } }"
    ),
}

PAGE_DAMAGE: Mapping[str, Damage] = {
    "no-language": matching(r' (?:xml:)?lang="de"', ""),
    "wide-element": replaced(
        ("<footer", '<div style="inline-size: 50em; block-size: 1em; border: 1px solid"></div><footer')
    ),
    "picture-without-words": replaced(("<footer", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="/><footer')),
}

BOOK_DAMAGE: Mapping[str, tuple[str, Damage]] = {
    "package-without-language": (PACKAGE, replaced((' xml:lang="de">\n  <metadata', ">\n  <metadata"))),
    "document-without-language": (TEXT, replaced((' lang="de" xml:lang="de"', ""))),
    "page-mark-without-label": (
        "EPUB/titel.xhtml",
        replaced((' aria-label="Seite 1"', "")),
    ),
    "conformance-in-other-case": (
        PACKAGE,
        replaced(
            (
                "</metadata>",
                '<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2 level AA</meta></metadata>',
            )
        ),
    ),
    "no-source-of-pages": (PACKAGE, matching(r'<meta property="pageBreakSource">[^<]*</meta>', "")),
    "contents-in-other-order": (CONTENTS, swapped("#fassung-abschnitt-1", "#fassung-abschnitt-4")),
    "dead-entry-of-contents": (CONTENTS, replaced(("kapitel.xhtml#abschnitt-4", "kapitel.xhtml#nirgends"))),
    "dead-entry-of-page-list": (CONTENTS, replaced(("titel.xhtml#seite-1", "titel.xhtml#seite-9"))),
}


def page() -> str:
    """The whole web page without the fonts inside it, which make most of its size."""
    data = EDITIONS["web"].write(probe.BOOK, Publication(publisher="Rat")).decode()
    return re.sub(r"@font-face\s*\{[^}]*\}", "", data)


def exhibits() -> dict[str, bytes]:
    """All files by their names; ``whole`` are the undamaged ones."""
    web, book = page(), EDITIONS["epub"].write(probe.BOOK, Publication(publisher="Rat"))
    found = {f"whole{PAGE}": web.encode(), f"whole{BOOK}": book}
    for name, damage in {**TEXT_DAMAGE, **STYLE_DAMAGE, **PAGE_DAMAGE}.items():
        found[f"{name}{PAGE}"] = damage(web).encode()
    of_book = {
        **{name: (TEXT, damage) for name, damage in TEXT_DAMAGE.items()},
        **{name: (STYLE, damage) for name, damage in STYLE_DAMAGE.items()},
        **BOOK_DAMAGE,
    }
    for name, (member, damage) in of_book.items():
        found[f"{name}{BOOK}"] = zipped(book, member, damage)
    found[f"number-spoken{PAGE}"] = both(SPOKEN, SAID)(web).encode()
    found[f"number-spoken{BOOK}"] = zipped(zipped(book, TEXT, SPOKEN), STYLE, SAID)
    return found


def main() -> None:
    """Write all exhibits, and nothing else."""
    folder = HERE / "browser"
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, data in exhibits().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
