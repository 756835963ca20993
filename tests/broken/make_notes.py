"""Makes the exhibits of notes that are not reached: ``PYTHONPATH=tests python -m broken.make_notes``.

Web page, book and PDF of a text with two notes: a call leads nowhere or to another note, a note does not lead back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf

from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.text.model import Book, book_of

from .damages import Damage, replaced, zipped

HERE = Path(__file__).parent / "note_ways"
TEXT = (
    "---\ntitle: Probe\nresolved: 02.03.2026\n---\n\nWir handeln.[^1] Alle zählen.[^2]\n\n[^1]: Bald.\n\n[^2]: Immer.\n"
)
CALL, BACK = 'href="#anmerkung-1"', 'href="#anmerkung-1-im-text"'

Change = Callable[[bytes], bytes]


@cache
def book() -> Book:
    return book_of(forms.loads(TEXT.encode(), "probe.md", Publication()).numbered)


@cache
def whole(edition: str) -> bytes:
    data = EDITIONS[edition].write(book(), Publication())
    return re.sub(rb"<style>.*</style>", b"", data, flags=re.DOTALL) if edition == "web" else data


def _text(damage: Damage) -> Change:
    return lambda data: damage(data.decode()).encode()


def _chapter(damage: Damage) -> Change:
    return lambda data: zipped(data, "EPUB/kapitel.xhtml", damage)


def _links(change: Callable[[pikepdf.Object], bool]) -> Change:
    """The PDF with some of its links changed, or without them where the change says so."""

    def damage(data: bytes) -> bytes:
        result = BytesIO()
        with pikepdf.open(BytesIO(data)) as file:
            for page in file.pages:
                page.Annots = pikepdf.Array([each for each in page.get("/Annots", []) if change(each)])
            file.save(result, deterministic_id=True)
        return result.getvalue()

    return damage


def _elsewhere(link: pikepdf.Object) -> bool:
    if str(link.get("/Dest")) == "anmerkung-1":
        link.Dest = pikepdf.String("anmerkung-2")
    return True


NOWHERE, OTHER = 'href="#nirgends"', 'href="#anmerkung-2"'
LOST = ("Der Ruf der Anmerkung 1 führt nicht zu ihr.",)
NO_WAY_BACK = ("Von Anmerkung 1 führt kein Weg zurück zu ihrem Ruf.",)

EXHIBITS: Mapping[str, tuple[str, Change, tuple[str, ...]]] = {
    "call-to-another.html": ("web", _text(replaced((CALL, OTHER))), (*LOST, *NO_WAY_BACK)),
    "no-way-back.html": ("web", _text(replaced((BACK, CALL))), NO_WAY_BACK),
    "call-to-nowhere.epub": ("epub", _chapter(replaced((CALL, NOWHERE))), (*LOST, *NO_WAY_BACK)),
    "no-way-back.epub": ("epub", _chapter(replaced((BACK, NOWHERE))), NO_WAY_BACK),
    "call-to-another.pdf": ("pdf", _links(_elsewhere), LOST),
    "no-way-back.pdf": ("pdf", _links(lambda link: str(link.get("/Dest")) != "anmerkung-1-im-text"), NO_WAY_BACK),
}
"""By name: the edition, what is done to it, and what is found."""


def main() -> None:
    HERE.mkdir(exist_ok=True)
    for name, (edition, change, _) in EXHIBITS.items():
        (HERE / name).write_bytes(change(whole(edition)))


if __name__ == "__main__":
    main()
