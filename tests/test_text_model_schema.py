"""docs/model.schema.json describes S.json: it takes what is written, knows every node, and refuses what is none."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, get_args

import everything
import pytest
from conftest import ROOT, seed
from jsonschema import Draft202012Validator

from pipeline.build import programme, source_jobs
from pipeline.diagnostics import InputRefusal, Place
from pipeline.text import interchange, interchange_reading, model

SCHEMA: Mapping[str, Any] = json.loads((ROOT / "docs" / "model.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def written(numbered: model.NumberedChapter) -> Any:
    return json.loads(interchange.dumps(model.book_of(numbered), "de"))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == f"urn:zeilentreu:model:{interchange.FORMAT}"
    assert SCHEMA["$defs"]["format"]["const"] == interchange.FORMAT


def test_the_seed_and_the_chapter_with_everything_are_valid() -> None:
    VALIDATOR.validate(written(seed().numbered))
    VALIDATOR.validate(written(everything.numbered()))


def test_the_programme_and_each_of_its_chapters_are_valid() -> None:
    texts = programme.texts(source_jobs.jobs([ROOT / "tests" / "cases" / "programm"]))
    [(_, book)] = programme.books(texts)
    VALIDATOR.validate(json.loads(interchange.dumps(book, "de")))
    for text in texts:
        VALIDATOR.validate(written(text.numbered))


def test_the_schema_knows_every_node_and_every_value_of_the_model() -> None:
    known = SCHEMA["$defs"]
    assert len(known["block"]["properties"]["type"]["enum"]) == len(get_args(model.Block))
    inlines = set(known["inline"]["properties"]["type"]["enum"])
    assert set(model.Mark) < inlines
    assert len(inlines - set(model.Mark)) == len(get_args(model.Inline)) - 1
    assert known["ordered-list"]["properties"]["style"]["enum"] == list(model.Counting)
    assert known["table"]["properties"]["alignments"]["items"]["enum"] == list(model.Alignment)
    assert known["chapter"]["properties"]["rule"]["properties"]["system"]["const"] == model.OPENSLIDES


def _of(data: Any, kind: str) -> Any:
    """The first node of this type, in the order of the file."""
    if isinstance(data, dict):
        if data.get("type") == kind:
            return data
        data = list(data.values())
    if isinstance(data, list):
        return next((found for each in data if (found := _of(each, kind)) is not None), None)
    return None


NUMBERS: Mapping[str, Callable[[Any], object]] = {
    "a place without column": lambda data: data["blocks"][0].update(at=[3]),
    "a place that is a number": lambda data: data["blocks"][0].update(at=3),
    "a place beyond all lines": lambda data: data["blocks"][0].update(at=[float("inf"), 1]),
    "a share beyond all numbers": lambda data: data["rule"].update(heading_share=10**400),
    "a share that is endless": lambda data: data["rule"].update(heading_share=float("inf")),
}
"""Numbers that no model has: nothing reads them."""

DAMAGES: Mapping[str, Callable[[Any], object]] = {
    "another format": lambda data: data.update(format=2),
    "no title": lambda data: data.pop("title"),
    "a key that nobody knows": lambda data: data.update(author="Rat"),
    "a day in words": lambda data: data["resolution"].update(day="2. März 2026"),
    "a checksum that is none": lambda data: data["source"].update(sha256="0"),
    "no width": lambda data: data["rule"].pop("width"),
    "a block of an unknown type": lambda data: data["blocks"].append({"type": "poem", "content": []}),
    "an inline among the blocks": lambda data: data["blocks"].append({"type": "text", "text": "lose"}),
    "a block among the inlines": lambda data: data["blocks"][0]["content"].append({"type": "paragraph", "content": []}),
    "a line without number": lambda data: _of(data, "line").pop("number"),
    "a number in quotes": lambda data: _of(data, "line").update(number="1"),
    "text that is none": lambda data: _of(data, "text").update(text=None),
    "a way of counting that nobody knows": lambda data: _of(data, "ordered-list").update(style="roman"),
    "a picture without alternative text": lambda data: _of(data, "picture").update(alternative=""),
    "a link that runs a script": lambda data: _of(data, "link").update(target="javascript:alert(1)"),
    "a reference to one line only": lambda data: _of(data, "reference").update(lines=[4]),
    "a cell over no column": lambda data: _of(data, "table")["rows"][0][0].update(columns=0),
    "a heading without level": lambda data: _of(data, "heading").pop("level"),
    **NUMBERS,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_model_is_refused(damage: str) -> None:
    data = deepcopy(written(everything.numbered()))
    DAMAGES[damage](data)
    assert not VALIDATOR.is_valid(data)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_model_is_read_or_refused_with_its_place(damage: str) -> None:
    data = deepcopy(written(everything.numbered()))
    DAMAGES[damage](data)
    try:
        interchange_reading.loads(json.dumps(data), Place("S.json"))
    except InputRefusal as refusal:
        assert [each.code for each in refusal.diagnostics] == ["Z608"]  # noqa: PT017
    else:
        assert damage not in NUMBERS


@pytest.mark.parametrize("data", [{}, [], None, {"chapters": []}, {"format": 1, "chapters": [{}]}], ids=str)
def test_what_is_no_model_is_refused(data: Any) -> None:
    assert not VALIDATOR.is_valid(data)
