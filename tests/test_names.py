"""Names: a class once in the house, a function that has namesakes by its module's name, the field's words, true lists."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "pipeline"

WORD_AND_LIBREOFFICE = "sources.drafts.docx", "sources.drafts.odt"
"""Two packages that are the same thing for another form: what reads it has the same names in both."""

ENTRANCES = {"main"}
"""What a script or a console command starts with, by custom of the language."""

HOUSE_WORDS = {"tell", "tells", "telling", "told", "untold"}
"""What has meant reported, translated, read back and overridden, each of which is a word of the field."""

WHOLE = {
    *("floors", "names", "docs", "project", "readme", "newcomer", "conformance"),
    *("seed", "cases", "cases_pages", "everything", "everything_docx", "everything_pdf", "everything_web"),
}
"""Tests of no room alone: of the house as a tree, and of texts on the whole way from source to proved editions."""

Definition = ast.ClassDef | ast.FunctionDef


def modules() -> list[Path]:
    """Every module of the house."""
    return sorted(PACKAGE.rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def dotted(path: Path) -> str:
    """The name of the module in the package."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def homes(kind: type[Definition]) -> Mapping[str, list[str]]:
    """Public name → the modules that define a class or a function of that name."""
    found = defaultdict[str, list[str]](list)
    for path in modules():
        for node in parsed(path).body:
            if isinstance(node, kind) and not node.name.startswith("_"):
                found[node.name].append(dotted(path))
    return found


def namesakes(kind: type[Definition]) -> Mapping[str, list[str]]:
    """Names with several homes, those aside that only Word's reader and LibreOffice's share."""
    return {name: found for name, found in homes(kind).items() if len(found) > 1 and not is_pair(found)}


def is_pair(found: list[str]) -> bool:
    """Whether the modules are one of Word and one of LibreOffice."""
    return len(found) == 2 and all(
        module.startswith(package) for module, package in zip(found, WORD_AND_LIBREOFFICE, strict=True)
    )


def words(text: str) -> set[str]:
    """The words in prose or in an identifier, in small letters."""
    return {each.lower() for each in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", text)}


def english(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of all that maintainers read: identifiers, comments, docstrings of modules, definitions and values."""
    for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
        if token.type in {tokenize.NAME, tokenize.COMMENT}:
            yield token.start[0], token.string
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value


def test_a_public_class_has_its_name_alone() -> None:
    assert namesakes(ast.ClassDef) == {}


def test_a_function_with_namesakes_is_called_by_its_modules_name() -> None:
    shared = namesakes(ast.FunctionDef)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline."):
                home = (node.module or "").removeprefix("pipeline.")
                bare = {each.name for each in node.names if home in shared.get(each.name, ())}
                assert bare <= ENTRANCES, f"{path}: {bare} of {home}"


def test_namesakes_are_noticed() -> None:
    assert {"text", "write", "chapter"} <= set(namesakes(ast.FunctionDef))
    assert is_pair(["sources.drafts.docx.styles", "sources.drafts.odt.styles"])
    assert not is_pair(["sources.drafts.docx.styles", "text.model"])


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_what_maintainers_read_has_the_words_of_the_field(path: Path) -> None:
    assert [(line, text) for line, text in english(path) if words(text) & HOUSE_WORDS] == []


def test_a_house_word_is_noticed_in_identifiers_and_prose() -> None:
    assert words("_tell_unclosed") & words("TellUnclosed") & HOUSE_WORDS == {"tell"}
    assert words("All that was told.") & HOUSE_WORDS == {"told"}
    assert not words("Antragsteller, mould") & HOUSE_WORDS


@pytest.mark.parametrize("path", [path for path in modules() if path.name == "__init__.py"], ids=dotted)
def test_the_list_of_a_package_names_modules_that_it_has(path: Path) -> None:
    own = {each.stem for each in path.parent.iterdir()}
    for listed in re.findall(
        r"^ *([a-z_]+/?(?:, [a-z_]+/?)*)  +\S", ast.get_docstring(parsed(path)) or "", re.MULTILINE
    ):
        assert {name.rstrip("/") for name in listed.split(", ")} <= own, listed


@cache
def known() -> frozenset[str]:
    """The names of all files of code."""
    return frozenset(each.name for folder in (PACKAGE, ROOT / "tests") for each in folder.rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_a_module_that_is_named_is_there(path: Path) -> None:
    for line, text in english(path):
        # What libraries have is named together with the library.
        own = set() if re.search("WeasyPrint|EbookLib|pdfminer", text) else set(re.findall(r"\b[a-z_]+\.py\b", text))
        assert own <= known(), f"{path}:{line}"


def test_a_test_is_named_for_the_room_that_it_tests() -> None:
    rooms = {path.name.removesuffix(".py") for path in PACKAGE.iterdir()} - {"__init__", "__main__", "__pycache__"}
    named = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    assert named >= WHOLE
    assert not {name for name in named - WHOLE if not any(f"{name}_".startswith(f"{room}_") for room in rooms)}
