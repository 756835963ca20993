"""The command ``tags``: the tree as people read it, as machines do, and what it says where there is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from broken.make_tags import document
from broken.tagged import Element, Loose, NewPage, Orphan, Text, pdf

from pipeline import cli
from pipeline.checks.tags import tag_listing
from pipeline.readback.tag_tree import tag_tree

FOLDER = Path(__file__).parent / "broken" / "tags"


def listed(*parts: Element | Text | Loose | Orphan, **options: bool) -> list[str]:
    return list(tag_listing.text(tag_tree(pdf(Element("Document", list(parts)))), **options))


@pytest.mark.parametrize("name", ["whole", "whole-archiv"])
def test_the_listing_is_as_expected(
    name: str, golden: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["tags", str(FOLDER / f"{name}.pdf")]) == 0
    golden(f"tags-{name}.txt", capsys.readouterr().out)


def test_the_listing_says_nothing_of_pages_unless_asked() -> None:
    text = Element("P", [Text("eins "), NewPage(), Text("zwei")])
    assert listed(text)[1] == '  P "eins zwei"'
    assert listed(text, pages=True)[1] == '  P "eins zwei" [Seite 1–2]'


def test_neighbouring_contents_are_joined_as_they_are_read_and_elements_stand_between() -> None:
    text = Element("P", [Text("a"), Text("b"), Element("Strong", [Text("c")]), Text("d")])
    assert listed(text)[1:] == ["  P", '    "ab"', '    Strong (Span) "c"', '    "d"']


def test_quotation_marks_backslashes_and_control_characters_are_escaped() -> None:
    alt = {"Alt": b"<FEFF001B005B0033003100222028>"}
    assert listed(Element("Figure", [Text('"\\')], alt))[1] == r'  Figure Alt="\u001b[31\"\u2028" "\"\\"'


def test_what_is_outside_the_tree_stands_at_the_end() -> None:
    assert listed(Loose("los"), Orphan("verloren"))[1:] == ['Ohne Tag: "los"', 'Verwaist: "verloren"']


def test_json_has_the_tree_with_pages_and_all_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["tags", str(FOLDER / "whole-archiv.pdf"), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    [root] = data["tags"]
    assert (root["role"], root["namespace"], data["orphaned"], data["untagged"]) == ("Document", "pdf2", [], [])
    assert root["kids"][0]["kids"] == [{"page": 1, "text": "Probe auf Ehrenamt"}]
    assert {"type": "Pagination", "subtype": "Footer", "count": 1} in data["artifacts"]


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("broken/tags/no-tree.pdf", 1, "Z620"),
        ("broken/tags/wrong-parents.pdf", 1, "Z620"),
        ("conftest.py", 3, "Z608"),
        ("gibtsnicht.pdf", 5, "Z802"),
        ("broken", 5, "Z802"),
    ],
)
def test_exit_codes_say_what_went_wrong(name: str, code: int, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["tags", str(Path(__file__).parent / name)]) == code
    assert told in capsys.readouterr().err


def test_the_listing_is_the_same_every_time() -> None:
    assert list(tag_listing.text(tag_tree(pdf(document())))) == list(tag_listing.text(tag_tree(pdf(document()))))
