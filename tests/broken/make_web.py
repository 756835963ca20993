"""Makes the exhibits of what a text may hold besides lines, on the web page and in the book: each is damaged in one way.

``PYTHONPATH=tests python -m broken.make_web`` from the top of the tree, when these editions change. ``tests/test_everything_web.py`` holds
the files against the codes that stand here. The finished files are damaged, so no writer has a part in it.
"""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path

from everything import numbered, png

from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.text.model import book_of

from .damages import Damage, both, cut, replaced, swapped

HERE = Path(__file__).parent
PAGE, BOOK = ".html", ".epub"
TEXT = "EPUB/kapitel.xhtml"

CALL = r'<sup class="furniture"><a class="call"[^>]*href="#anmerkung-1".*?</sup>'
PICTURE = r"data:image/png;base64,[A-Za-z0-9+/=]*"
REASONS = "<p>Mehr Menschen"
OTHER = png(320, 200, (90, 0, 0))


def moved(pattern: str, before: str) -> Damage:
    """The one place that the pattern matches, moved to stand before another."""

    def damage(text: str) -> str:
        found = re.findall(pattern, text, flags=re.DOTALL)
        if len(found) != 1:
            raise ValueError(f"{pattern!r} matches {len(found)} times")
        return replaced((before, found[0] + before))(text.replace(found[0], ""))

    return damage


def beside(words: str, attributes: str) -> Damage:
    """A paragraph before the reasons that is said not to be text."""
    return replaced((REASONS, f"<p {attributes}>{words}</p>{REASONS}"))


# By what is wrong: the damage, and the code that it is caught under.
TEXT_DAMAGE: Mapping[str, tuple[Damage, str]] = {
    "other-cell": (replaced(("1,2 Mio. Euro", "1,3 Mio. Euro")), "Z616"),
    "cell-in-another-column": (
        cut('(<td class="center">)7 km(</td> ?<td class="end">)(</td>)', r"\1\g<2>7 km\3"),
        "Z613",
    ),
    "joined-cells": (replaced(('<td class="center">12 km', '<td class="center" colspan="2">12 km')), "Z613"),
    "header-as-cell": (replaced(('<th scope="col">Weg</th>', "<td>Weg</td>")), "Z613"),
    "table-that-is-said-to-be-none": (replaced(("<table><caption>", '<table role="presentation"><caption>')), "Z613"),
    "lost-span": (
        replaced(
            (' colspan="2" headers="tabelle-2-kopf-1 tabelle-2-kopf-2', ' headers="tabelle-2-kopf-1 tabelle-2-kopf-2')
        ),
        "Z613",
    ),
    "other-span": (replaced((' rowspan="2">Bergweg', ' rowspan="3">Bergweg')), "Z613"),
    "cell-under-another-head": (
        replaced(
            (
                'headers="tabelle-2-kopf-1 tabelle-2-kopf-2 tabelle-2-kopf-5" class="end">1<',
                'headers="tabelle-2-kopf-1 tabelle-2-kopf-3 tabelle-2-kopf-5" class="end">1<',
            )
        ),
        "Z613",
    ),
    "cell-beside-another-head": (
        replaced(
            (
                'headers="tabelle-2-kopf-1 tabelle-2-kopf-2 tabelle-2-kopf-5" class="end">3<',
                'headers="tabelle-2-kopf-1 tabelle-2-kopf-2 tabelle-2-kopf-4" class="end">3<',
            )
        ),
        "Z613",
    ),
    "head-of-a-row-as-cell": (cut(r'<th (id="tabelle-2-kopf-4") scope="row">(Seeweg)</th>', r"<td \1>\2</td>"), "Z613"),
    "head-of-a-column-as-of-a-row": (
        replaced(
            (
                'scope="col" headers="tabelle-2-kopf-1" class="end">2026',
                'scope="row" headers="tabelle-2-kopf-1" class="end">2026',
            )
        ),
        "Z613",
    ),
    "data-as-head": (replaced(("<td>montags</td>", '<th scope="row">montags</th>')), "Z613"),
    "lost-caption": (replaced(("<caption>Kosten der Wege</caption>", "")), "Z616"),
    "caption-as-paragraph": (
        both(
            replaced(("<caption>Kosten der Wege</caption>", "")),
            cut(r'(<div class="table"[^>]*Kosten der Wege)', r"<p>Kosten der Wege</p>\1"),
        ),
        "Z613",
    ),
    "table-before-its-line": (
        moved(r'<div class="table"[^>]*Kosten der Wege.*?</div>', '<h3><span class="line" id="zeile-30">'),
        "Z616",
    ),
    "picture-without-words": (replaced(('alt="Ein breiter Weg am Fluss, rechts ein Baum"', 'alt=""')), "Z613"),
    "paragraph-moved": (moved(r"<p>Mehr Menschen.*?</p>", '<section class="notes"'), "Z616"),
    "paragraph-cut-in-two": (replaced(("fahren Rad. Ihre", "fahren Rad.</p><p>Ihre")), "Z616"),
    "paragraph-as-heading": (cut(r"<p>(Mehr Menschen[^<]*)</p>", r"<h3>\1</h3>"), "Z613"),
    "heading-as-paragraph": (cut(r'<h2 (id="abschnitt-nach-32")>Begründung</h2>', r"<p \1>Begründung</p>"), "Z613"),
    "heading-of-another-level": (
        cut(r'<h2 (id="abschnitt-nach-32")>Begründung</h2>', r"<h3 \1>Begründung</h3>"),
        "Z613",
    ),
    "hidden-paragraph": (replaced((REASONS, '<p hidden="hidden">Mehr Menschen')), "Z616"),
    "text-that-is-said-to-be-furniture": (beside("Das steht nirgends.", 'class="furniture"'), "Z612"),
    "text-that-is-not-heard": (beside("Das steht nirgends.", 'aria-hidden="true"'), "Z612"),
    "stray-text": (beside("Das steht nirgends.", 'class="lead"'), "Z612"),
    "lost-call": (cut(CALL), "Z613"),
    "call-in-another-line": (moved(CALL, "zuerst am Fluss</span>"), "Z613"),
    "call-of-another-note": (replaced(('href="#anmerkung-1"', 'href="#anmerkung-2"')), "Z613"),
    "call-that-shows-another-number": (replaced(('data-note="1"', 'data-note="2"')), "Z613"),
    "call-that-says-another-number": (replaced(('aria-label="Anmerkung 1"', 'aria-label="Anmerkung 2"')), "Z613"),
    "swapped-notes": (swapped('id="anmerkung-1"', 'id="anmerkung-2"'), "Z613"),
    "note-without-a-way-back": (replaced(('href="#anmerkung-1-im-text"', 'href="#anmerkung-2-im-text"')), "Z613"),
    "note-in-the-text": (moved(r"<p>Ohne die Brücken\.</p>", REASONS), "Z616"),
    "lost-strike": (cut(r"(</(?:a|span)>)<s>(.*?)</s>", r"\1\2"), "Z613"),
    "struck-out": (replaced(("zuerst am Fluss</span>", "<s>zuerst am Fluss</s></span>")), "Z613"),
    "lost-superscript": (replaced(("<sup>2</sup>", "2")), "Z613"),
    "paragraph-of-another-note": (
        moved(r"<p>Ohne die Brücken\.</p>", '<p class="back furniture"><a href="#anmerkung-1-im-text"'),
        "Z613",
    ),
    "swapped-paragraphs": (swapped("Mehr Menschen fahren Rad. Ihre", "Gebaut wird zu diesen Zeiten:"), "Z616"),
    "stress-in-another-cell": (
        both(
            replaced(("<strong>Hangweg</strong>", "Hangweg")),
            replaced(("<td>Uferweg</td>", "<td><strong>Uferweg</strong></td>")),
        ),
        "Z613",
    ),
    "lost-emphasis-in-a-note": (replaced(("<em>3. Mai</em>", "3. Mai")), "Z613"),
    "lost-stress": (replaced(("<strong>kostet</strong>", "kostet")), "Z613"),
    "quotation-that-goes-on": (
        both(
            replaced(("</blockquote>", "")),
            replaced(("12345 Musterstadt</span></p>", "12345 Musterstadt</span></p></blockquote>")),
        ),
        "Z613",
    ),
    "preformatted-that-is-none": (both(replaced(("<pre>", "<p>")), replaced(("</pre>", "</p>"))), "Z613"),
    "other-target": (replaced(("https://example.org/radnetz", "https://example.org/")), "Z613"),
    "reference-to-another-line": (replaced(('href="#zeile-4">Zeile 4–6', 'href="#zeile-5">Zeile 4–6')), "Z613"),
    "other-label": (replaced((">7b. </span>", ">8b. </span>")), "Z613"),
    "other-way-of-counting": (replaced((">a) </span>", ">1. </span>")), "Z613"),
    "lost-break": (replaced(("Rathaus<br/>", "Rathaus ")), "Z605"),
}

PAGE_DAMAGE: Mapping[str, tuple[Damage, str]] = {
    "lost-strike-in-the-line-edition": (cut(r"(Zeile 6:</a> )<s>(.*?)</s>", r"\1\2"), "Z613"),
    "other-picture": (cut(PICTURE, f"data:image/png;base64,{b64encode(OTHER).decode()}"), "Z613"),
    "picture-that-is-not-there": (cut(f' src="{PICTURE}"'), "Z613"),
    "place-that-stands-twice": (replaced((REASONS, '<p id="abschnitt-3">Mehr Menschen')), "Z635"),
    "contents-that-lead-elsewhere": (replaced(('<a href="#abschnitt-nach-32">', '<a href="#abschnitt-3">')), "Z635"),
    "contents-with-other-words": (replaced(("Begründung</a>", "Begründungen</a>")), "Z635"),
    "link-into-the-void": (replaced(('<a href="#abschnitt-nach-32">', '<a href="#nirgends">')), "Z635"),
    "number-that-leads-elsewhere": (
        cut(r'<span (class="number" data-number="8" aria-hidden="true")></span>', r'<a \1 href="#fassung-9"></a>'),
        "Z635",
    ),
    "rest-marked-with-another-line": (cut(r'data-line="zeile-5"', 'data-line="zeile-4"'), "Z635"),
}
"""For the web page alone: in the book, EPUBCheck and its own check see to these."""


IN_BOOK = (
    "other-cell",
    "cell-in-another-column",
    "hidden-paragraph",
    "text-that-is-said-to-be-furniture",
    "lost-call",
    "swapped-notes",
    "swapped-paragraphs",
    "stress-in-another-cell",
    "lost-strike",
    "picture-without-words",
)
"""Those of a book: it is read as the page is, and a few show that it is."""


def page() -> str:
    """The whole page, without its style sheet, whose fonts make most of its size."""
    data = EDITIONS["web"].write(book_of(numbered()), Publication()).decode()
    return re.sub(r"<style>.*</style>", "", data, flags=re.DOTALL)


def rezipped(data: bytes, change: Mapping[str, Damage | bytes]) -> bytes:
    """The book with some of its files damaged, or replaced."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for entry in source.infolist():
            content, how = source.read(entry), change.get(entry.filename)
            new = how if isinstance(how, bytes) else how(content.decode()).encode() if how else content
            target.writestr(entry, new, entry.compress_type)
    return result.getvalue()


def exhibits() -> Iterator[tuple[str, str, bytes]]:
    """Name, ending and bytes; ``whole`` are the undamaged ones."""
    html, epub = page(), EDITIONS["epub"].write(book_of(numbered()), Publication())
    yield from (("whole", PAGE, html.encode()), ("whole", BOOK, epub))
    yield from ((name, PAGE, damage(html).encode()) for name, (damage, _) in {**TEXT_DAMAGE, **PAGE_DAMAGE}.items())
    yield from ((name, BOOK, rezipped(epub, {TEXT: TEXT_DAMAGE[name][0]})) for name in IN_BOOK)
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        picture = next(name for name in archive.namelist() if "/bild-" in name)
    yield "other-picture", BOOK, rezipped(epub, {picture: OTHER})


def codes() -> Mapping[tuple[str, str], str]:
    """The code that each exhibit is caught under, by name and ending."""
    of_page = {(name, PAGE): code for name, (_, code) in {**TEXT_DAMAGE, **PAGE_DAMAGE}.items()}
    of_book = {(name, BOOK): TEXT_DAMAGE[name][1] for name in IN_BOOK}
    return {**of_page, **of_book, ("other-picture", BOOK): "Z613"}


def main() -> None:
    """Write all exhibits, and nothing else."""
    folder = HERE / "web"
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, suffix, data in exhibits():
        (folder / f"{name}{suffix}").write_bytes(data)


if __name__ == "__main__":
    main()
