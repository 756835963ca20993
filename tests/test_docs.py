"""What is written for maintainers is true: the map, the glossary, the recipes, the pictures."""

from __future__ import annotations

import re
from functools import cache
from pkgutil import resolve_name
from typing import get_args
from xml.etree import ElementTree as ET

import architecture_map
import pytest
import readme_pictures
import ways
from conftest import ROOT
from PIL import Image

from pipeline.text import model

GLOSSARY = re.findall(
    r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \| `([^`]+)` \|$",
    (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)
PAGES = ("CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md")
SVG = "{http://www.w3.org/2000/svg}"


@cache
def _spoken() -> str:
    """All that the code and its README say, in small letters, with one space between words."""
    files = [*(ROOT / "pipeline").rglob("*.py"), *(ROOT / "pipeline").rglob("*.toml"), *(ROOT / "templates").iterdir()]
    files += [ROOT / "README.md", ROOT / "tests" / "test_floors.py", ROOT / "tests" / "broken" / "README.md"]
    return re.sub(r"[\s_]+", " ", "\n".join(path.read_text(encoding="utf-8") for path in files)).lower()


def test_the_committed_map_is_that_of_the_code() -> None:
    said = "the code has changed: make map"
    assert architecture_map.PICTURE.read_text(encoding="utf-8") == architecture_map.picture(), said
    text = architecture_map.PAGE.read_text(encoding="utf-8")
    assert text == architecture_map.page(text), said


def test_the_map_says_in_words_what_it_shows() -> None:
    svg = ET.fromstring(architecture_map.picture())
    assert svg.get("role") == "img"
    named = [svg.find(f"*[@id='{name}']") for name in svg.get("aria-labelledby", "").split()]
    title, description = (" ".join("" if each is None else each.text or "" for each in [element]) for element in named)
    assert title
    dots = len(svg.findall(f"{SVG}circle"))
    assert dots == sum(map(len, architecture_map.uses().values())) > 20
    assert len(re.findall(r"\w \(\d+\)", description)) == dots
    assert all(f"{name} (floor {floor})" in description for name, (floor, _) in architecture_map.plan().items())


def test_nothing_in_the_map_stands_over_its_edge() -> None:
    svg = ET.fromstring(architecture_map.picture())
    width = int(svg.get("viewBox", "").split()[2])
    for text in svg.findall(f"{SVG}text"):
        if text.get("text-anchor") != "middle" and not text.get("transform"):
            assert float(text.get("x", "0")) + architecture_map.LETTER * len(text.text or "") < width


@pytest.mark.parametrize(("term", "german", "stands"), GLOSSARY, ids=[row[0] for row in GLOSSARY])
def test_every_term_of_the_glossary_is_a_word_of_the_code(term: str, german: str, stands: str) -> None:
    assert re.search(rf"\b{term.lower()}", _spoken()), term
    assert stands.startswith("tests/") or resolve_name(stands)
    assert not stands.startswith("tests/") or (ROOT / stands).is_file()
    assert german[0].isupper() or " " in german


def test_the_glossary_has_every_row_once() -> None:
    terms = [term for term, _, _ in GLOSSARY]
    assert len(terms) == len(set(terms)) > 30
    rows = re.findall(r"^\| (?!Term)\w", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == len(terms)


@pytest.mark.parametrize("name", PAGES)
def test_what_the_pages_point_to_is_there(name: str) -> None:
    page = ROOT / name
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^):#]+)\)", text):
        assert (page.parent / target).exists(), target
    for target in re.findall(r"(?:`| )((?:docs|pipeline|templates|styles|seeds|tests)/[\w./-]*?)(?=`| |\n)", text):
        assert (ROOT / target).exists(), target
    for target in re.findall(r"`((?:pipeline|tests)/[\w./]+\.py):(\w+)`", text):
        path, symbol = target
        assert re.search(
            rf"^(?:def |class |    def )?{symbol}\b", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE
        )
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE)) <= set(targets)


def test_the_recipe_for_an_inline_node_has_every_place_that_mypy_names() -> None:
    inlines = {f"pipeline.text.model.{each.__name__}" for each in get_args(model.Inline)} | {"typing.assert_never"}
    named = {path for path in architecture_map.modules() if inlines <= architecture_map.imports(path)}
    recipe = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## A new inline node")[2]
    listed = recipe.partition("mypy names")[2].partition("\n3. ")[0]
    assert set(re.findall(r"`(pipeline/[\w./]+)`", listed)) == {path.relative_to(ROOT).as_posix() for path in named}


def test_every_picture_of_the_readme_has_an_alternative_text_and_is_small() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r'<img src="docs/pictures/([^"]+)" width="[^"]+" alt="([^"]{40,})">', readme)
    assert len(shown) == readme.count("<img") == len(readme_pictures.PICTURES)
    for name, _ in shown:
        path = readme_pictures.FOLDER / name
        assert name in readme_pictures.PICTURES
        assert path.stat().st_size <= 150_000
        with Image.open(path) as image:
            assert min(image.size) > 400
    assert {path.name for path in readme_pictures.FOLDER.iterdir()} == set(readme_pictures.PICTURES)


def test_moves_and_climbs_are_counted_in_the_order_of_first_calls() -> None:
    way = ways.Way(
        ("cli/building.py", "build/volumes.py", "text/walk.py", "text/model.py", "build/volumes.py"),
        frozenset({("cli/building.py", "build/volumes.py"), ("text/walk.py", "build/volumes.py")}),
    )
    floors = {name: floor for name, (floor, _) in architecture_map.plan().items()}
    assert ways.counted(way, floors) == ways.Count(moves=3, climbs=1, modules=4, edges=2, upward=1)


def test_a_run_is_followed_through_what_libraries_call_back() -> None:
    way = ways.followed(
        lambda: sorted([model.Book("b", "b", ()), model.Book("a", "a", ())], key=lambda each: each.alone)
    )
    assert way == ways.Way(("text/model.py",), frozenset())
