"""Makes the exhibits of all that a text has besides lines: ``python -m tests.broken.make_everything``.

The PDF for the screen of the chapter in ``tests/everything.py``, its structure tree damaged with pikepdf in one way each.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

sys.path.insert(0, str(Path(__file__).parent.parent))

from everything import numbered

from pipeline.editions import pdf
from pipeline.publication.settings import Publication
from pipeline.text.model import book_of

HERE = Path(__file__).parent / "everything"

Damage = Callable[[pikepdf.Pdf], None]


def elements(file: pikepdf.Pdf, role: str) -> list[Any]:
    """The structure elements of this type, in reading order."""

    def below(element: Any) -> Iterator[Any]:
        if element.get("/S") == Name(f"/{role}"):
            yield element
        kids = element.get("/K")
        for kid in kids if isinstance(kids, Array) else ():
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from below(kid)

    return [each for kid in file.Root.StructTreeRoot.K for each in below(kid)]


def _renamed(role: str, index: int, to: str) -> Damage:
    def damage(file: pikepdf.Pdf) -> None:
        elements(file, role)[index].S = Name(f"/{to}")

    return damage


def _alternative(file: pikepdf.Pdf) -> None:
    elements(file, "Figure")[0].Alt = String("Ein Bild")


def _swapped_cells(file: pikepdf.Pdf) -> None:
    row = elements(file, "TR")[1]
    row.K = Array([row.K[1], row.K[0], *[*row.K][2:]])


def _swapped_labels(file: pikepdf.Pdf) -> None:
    """The items „a)“ and „b)“ have each other's label; each still begins with the number of its line."""
    items = _letters(file)
    labels = [item.K[1] for item in items]
    for item, label in zip(items, reversed(labels), strict=True):
        item.K[1] = label
        label.P = item


def _letters(file: pikepdf.Pdf) -> list[Any]:
    lists = [each for each in elements(file, "L") if "LowerAlpha" in repr(each.A)]
    return [*lists[0].K]


def _links(file: pikepdf.Pdf, name: str) -> Iterator[Any]:
    for page in file.pages:
        yield from (each for each in page.get("/Annots", []) if str(each.get("/Dest", "")) == name)


def _other_line(file: pikepdf.Pdf) -> None:
    next(_links(file, "zeile-4")).Dest = String("zeile-5")


def _without_area(file: pikepdf.Pdf) -> None:
    link = next(_links(file, "anmerkung-1"))
    link.Rect = Array([link.Rect[0], link.Rect[1], link.Rect[2], link.Rect[1]])


def _lost_text(file: pikepdf.Pdf) -> None:
    """The paragraph under „Begründung“ hangs on no element any more."""
    section = elements(file, "Sect")[-3]
    first = next(at for at, kid in enumerate(section.K) if Name.P == kid.S)
    del section.K[first]


def _attribute(role: str, words: str, name: str, value: Any) -> Damage:
    """The cell with these words says something else of itself; nothing, where the value is None."""

    def damage(file: pikepdf.Pdf) -> None:
        cell = _cells(file, role)[words]
        found = next(each for each in cell.A if Name.Table == each.O)
        if value is None:
            del found[name]
        else:
            found[name] = value

    return damage


def _cells(file: pikepdf.Pdf, role: str) -> dict[str, Any]:
    """The cells of the second table by their places in it, row and cell of the row."""
    rows = [each for part in elements(file, "Table")[1].K for each in part.K]
    return {
        f"{at}.{index}": cell
        for at, row in enumerate(rows)
        for index, cell in enumerate(row.K)
        if Name(f"/{role}") == cell.S
    }


def _names(*heads: int) -> Array:
    return Array([String(f"tabelle-2-kopf-{head}") for head in heads])


def _as_data(file: pikepdf.Pdf) -> None:
    _cells(file, "TH")["2.0"].S = Name.TD


def _out_of_the_head(file: pikepdf.Pdf) -> None:
    """The second row of heads stands in the body, as data."""
    for cell in _cells(file, "TH").values():
        if "/Headers" in cell.A[0]:
            cell.S = Name.TD


def _lost_strike(file: pikepdf.Pdf) -> None:
    """What is struck out only looks so."""
    [struck] = [each for each in elements(file, "Span") if "LineThrough" in repr(each.get("/A"))]
    del struck["/A"]


def _paragraph_of_another_note(file: pikepdf.Pdf) -> None:
    """The last paragraph of the second note is said in the first one."""
    first, second = elements(file, "Note")
    paragraph = second.K[-1]
    del second.K[-1]
    first.K.append(paragraph)
    paragraph.P = first


DAMAGES: Mapping[str, tuple[Damage, set[str]]] = {
    "header-cell-as-data": (_renamed("TH", 0, "TD"), {"Z624"}),
    "caption-as-paragraph": (_renamed("Caption", 0, "P"), {"Z624"}),
    "quotation-as-section": (_renamed("BlockQuote", 0, "Sect"), {"Z624"}),
    "note-as-section": (_renamed("Note", 1, "Sect"), {"Z624"}),
    "lost-stress-in-a-cell": (_renamed("Strong", 1, "Span"), {"Z624"}),
    "lost-emphasis-in-a-note": (_renamed("Em", 2, "Span"), {"Z624"}),
    "lost-strike": (_lost_strike, {"Z624"}),
    "paragraph-of-another-note": (_paragraph_of_another_note, {"Z624"}),
    "other-alternative": (_alternative, {"Z624"}),
    "swapped-cells": (_swapped_cells, {"Z624"}),
    "swapped-labels": (_swapped_labels, {"Z624"}),
    "link-to-other-line": (_other_line, {"Z624"}),
    "link-without-area": (_without_area, {"Z622"}),
    "lost-span": (_attribute("TD", "2.1", "/ColSpan", None), {"Z624"}),
    "other-span": (_attribute("TH", "3.0", "/RowSpan", 3), {"Z624"}),
    "cell-under-another-head": (_attribute("TD", "3.1", "/Headers", _names(1, 3, 5)), {"Z624"}),
    "cell-beside-another-head": (_attribute("TD", "4.0", "/Headers", _names(1, 2, 4)), {"Z624"}),
    "cell-with-a-head-that-is-none": (_attribute("TD", "4.0", "/Headers", _names(1, 2, 9)), {"Z624"}),
    "head-of-a-row-as-of-a-column": (_attribute("TH", "2.0", "/Scope", Name.Column), {"Z624"}),
    "head-of-a-row-as-cell": (_as_data, {"Z624"}),
    "heads-as-cells": (_out_of_the_head, {"Z624"}),
    "lost-text": (_lost_text, {"Z620", "Z624"}),
}
"""Name, damage and the codes that it must be found under."""


def exhibits() -> Iterator[tuple[str, bytes]]:
    """Name and bytes; the first is whole."""
    data = pdf.screen(book_of(numbered()), Publication())
    yield "whole", data
    for name, (damage, _) in DAMAGES.items():
        with pikepdf.open(BytesIO(data)) as file:
            damage(file)
            output = BytesIO()
            file.save(output, deterministic_id=True)
        yield name, output.getvalue()


def main() -> None:
    """Write all exhibits."""
    HERE.mkdir(exist_ok=True)
    for name, data in exhibits():
        (HERE / f"{name}.pdf").write_bytes(data)


if __name__ == "__main__":
    main()
