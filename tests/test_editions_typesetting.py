"""Tags and tables of a PDF, made from elements and boxes alone: nothing is laid out here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pydyf
import pytest

from pipeline.editions.pdf.typesetting.element_tree import Tree
from pipeline.editions.pdf.typesetting.layout import LinkArea, Run
from pipeline.editions.pdf.typesetting.structure_nodes import Area, Numbers, StructureNode
from pipeline.editions.pdf.typesetting.structure_objects import tagger
from pipeline.editions.pdf.typesetting.table_fit import overfull_tables, tall_heads, tall_rows
from pipeline.editions.pdf.typesetting.whole_lines import rows_to_keep


class Painted:
    """A page as the tagger sees it: the elements of the document, and what stands on the page."""

    version, streams = "1.7", (None,)

    def __init__(self, html: str) -> None:
        self.root = ET.fromstring(f"<html><body>{html}</body></html>")

    def content(self) -> Iterator[Run | LinkArea]:
        for element in self.root.iter():
            if element.tag == "a":
                yield LinkArea(0, element, pydyf.Dictionary({"Rect": [0, 0, 9, 9]}))
            if (element.text or "").strip():
                yield Run(0, element, "", "", is_leader=False, is_image=False, bounds=(0, 0, 9, 9), box=None)

    def mark(self, run: Run, role: str, properties: dict[str, Any]) -> None: ...

    def name_artifacts(self) -> None: ...

    def rest(self) -> list[Any]:
        return []


def tree(html: str) -> StructureNode:
    paper: Any = Painted(html)
    return Tree(paper, Numbers.SILENT).grow()


def nodes(node: StructureNode) -> Iterator[StructureNode]:
    yield node
    for kid in node.kids:
        if isinstance(kid, StructureNode):
            yield from nodes(kid)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ('<a href="#n" aria-label="Anmerkung 1">1</a>', "Anmerkung 1"),
        ('<a href="#n"> die <b>Quelle</b></a>', "die Quelle"),
        ('<a href="#n"/>', "#n"),
    ],
)
def test_a_link_says_its_name_or_its_words_or_where_it_leads(link: str, said: str) -> None:
    areas = [kid for node in nodes(tree(f"<p>{link}</p>")) for kid in node.kids if isinstance(kid, Area)]
    assert [area.annotation["Contents"] for area in areas] == [said]


def test_cells_without_words_are_cells() -> None:
    found = tree("<table><tr><td/><td>b</td><td/></tr><tr><td>d</td><td>e</td><td/></tr></table>")
    rows = [node for node in nodes(found) if node.role == "TR"]
    assert [[kid.role for kid in row.kids if isinstance(kid, StructureNode)] for row in rows] == [["TD"] * 3] * 2


def test_links_are_printed_and_not_hidden() -> None:
    pdf: Any = pydyf.PDF()
    pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
    paper: Any = Painted('<p><a href="#n">Quelle</a></p>')
    content = list(paper.content())
    areas = [each.annotation for each in content if isinstance(each, LinkArea)]
    for area in areas:
        pdf.add_object(area)
    paper.content = lambda: content
    tagger(Numbers.SILENT)(pdf, paper)
    # ISO 32000-1, table 165: bit 2 hides, bit 3 prints.
    assert [area["F"] for area in areas] == [4]


def page(*columns: float, height: float = 10) -> Any:
    """A page of 100 by 100 with a table whose cells are as wide as this."""
    table = ET.Element("table")
    cells = [
        SimpleNamespace(
            element=None,
            element_tag="td",
            is_leader=False,
            position_x=sum(columns[:at]),
            width=wide,
            border_width=lambda wide=wide: wide,
            border_height=lambda: height,
            content_box_x=lambda: 0,
            children=(),
        )
        for at, wide in enumerate(columns)
    ]
    whole = SimpleNamespace(element=table, element_tag="table", children=cells)
    box = SimpleNamespace(
        element=None, element_tag="body", children=[whole], content_box_x=lambda: 0, width=100, height=100
    )
    return SimpleNamespace(_page_box=box)


def document(pages: Sequence[Any]) -> Any:
    return SimpleNamespace(pages=pages)


def test_tables_that_do_not_fit_are_found_on_every_page() -> None:
    assert len(overfull_tables(document([page(50, 50), page(50, 80), page(90, 40)]))) == 2
    assert overfull_tables(document([page(50, 50)])) == []


def of_heights(html: str, *heights: float) -> Any:
    """A page of 100 by 100 with this table, whose cells in order are as high as this."""
    table = ET.fromstring(html)
    elements = [each for each in table.iter() if each.tag in {"td", "th"}]
    cells = [
        SimpleNamespace(element=each, element_tag=each.tag, border_height=lambda high=high: high, children=())
        for each, high in zip(elements, heights, strict=True)
    ]
    whole = SimpleNamespace(element=table, element_tag="table", children=cells)
    return SimpleNamespace(
        _page_box=SimpleNamespace(element=None, element_tag="body", children=[whole], height=100)
    ), table


def test_a_tall_row_breaks_and_none_beside_it() -> None:
    html = "<table><thead><tr><th/></tr></thead><tbody><tr><td/></tr><tr><th/></tr><tr><td/></tr></tbody></table>"
    page_, table = of_heights(html, 90, 10, 80, 79)
    rows = [*table.iter("tr")]
    assert tall_rows(document([page_]), 0.8) == [rows[2]]
    assert tall_heads(document([page_]), 0.4) == [table]
    low, _ = of_heights(html, 10, 10, 10, 10)
    assert tall_rows(document([low]), 0.8) == tall_heads(document([low]), 0.4) == []


def test_all_rows_of_a_tall_cell_break() -> None:
    html = "<table><tbody><tr><td rowspan='2'/></tr><tr><td/></tr><tr><td/></tr></tbody></table>"
    page_, table = of_heights(html, 80, 10, 10)
    assert tall_rows(document([page_]), 0.8) == [*table.iter("tr")][:2]


@pytest.mark.parametrize(
    ("begins", "needed", "kept"),
    [
        ([True, False, True], 0, 0),
        ([True, False, True, False], 0, 1),
        ([True, False, True, False, False], 1, 2),
        ([True, False, False, False], 0, 3),
        ([True, True, True, True], 1, 1),
        ([False, False, True], 1, 1),
        ([False, False, False], 1, 1),
    ],
)
def test_a_page_ends_before_the_row_in_which_a_line_begins(begins: list[bool], needed: int, kept: int) -> None:
    assert rows_to_keep(begins, needed) == kept
