"""The house: a module imports only from below, checks and editions never meet, each library has its room."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "pipeline"

FLOORS = (
    {"__init__"},
    {"errors", "bootstrap"},
    {"model", "shapes", "reasons"},
    {"writing", "files"},
    {"walk", "slugs", "markup", "pictures", "record", "wording"},
    {"concordance", "anchors", "grid", "office"},
    {"parts"},
    {"numbering", "references", "publication", "interchange", "outline", "xhtml", "fonts", "easy_language"},
    {"sources", "pages", "doctor", "shelf"},
    {"typesetting", "binding", "wordprocessing", "programme", "citation", "commonmark"},
    {"editions", "checks"},
    {"build"},
    {"translations"},
    {"cli"},
    {"__main__"},
)

ROOMS = {
    "weasyprint": {"typesetting/setting.py", "typesetting/layout.py", "typesetting/drawing.py"},
    "pydyf": {
        "typesetting/drawing.py",
        "typesetting/layout.py",
        "typesetting/structure.py",
        "typesetting/file.py",
        "editions/pdf/press.py",
    },
    "PIL": {"typesetting/images.py", "editions/pdf/press.py", "binding/cover.py", "checks/book.py", "pictures.py"},
    "pyphen": {"binding/cover.py"},
    "ebooklib": {"binding/package.py"},
    "docx": {
        *(f"editions/docx/{name}.py" for name in ("__init__", "handover", "official", "book")),
        *(f"wordprocessing/{name}.py" for name in ("tables", "wordml", "lists", "words", "notes", "objects", "speech")),
        "editions/easy/docx.py",
    },
    "jinja2": {"pages.py"},
    "markupsafe": {"markup.py", "xhtml.py", "pages.py", "editions/epub.py", "editions/easy/body.py"},
    "fontTools": {"fonts.py"},
    "anyascii": {"slugs.py"},
    "fontpkg": {"fonts.py"},
    "manimgx_fonts": {"fonts.py"},
    "regex": {"numbering.py"},
    "markdown_it": {
        *(f"sources/commonmark/{name}.py" for name in ("addresses", "blocks", "inlines", "nodes", "notes")),
        *(f"sources/commonmark/{name}.py" for name in ("items", "parser", "pictures", "remarks", "tables", "told")),
    },
    "mdit_py_plugins": {"sources/commonmark/parser.py"},
    "yaml": {"sources/commonmark/front_matter.py"},
    "tomllib": {"shapes.py"},
    "tomli_w": {"easy_language/ledger.py"},
    "pdfminer": {
        f"checks/readback/{name}.py"
        for name in ("pdf", "claims", "inks", "marked", "tag_tree", "tag_attributes", "parent_tree")
    },
    "jpype": {"checks/verapdf_engine.py"},
}

FILES = {
    *(
        "sources/__init__.py",
        "pages.py",
        "files.py",
        "pictures.py",
        "build.py",
        "record.py",
        "programme.py",
        "writing.py",
        "translations.py",
        "fonts.py",
        "bootstrap.py",
    ),
    *("doctor.py", "cli/output.py", "cli/reading.py", "office/guard.py"),
}
"""Who may touch files, besides the checks that read finished ones."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Full dotted names of all that the module imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    return next(number for number, names in enumerate(FLOORS) if name in names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_below(path: Path) -> None:
    own = floor(room(path))
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "pipeline" and len(parts) > 1 and parts[1] != room(path):
            assert floor(parts[1]) < own, f"{room(path)} imports {parts[1]}"


def test_every_module_has_a_floor_and_every_floor_its_modules() -> None:
    assert {room(path) for path in modules()} == set().union(*FLOORS)


def test_checks_never_import_a_writer() -> None:
    for path in (PACKAGE / "checks").rglob("*.py"):
        assert not {
            name
            for name in imports(path)
            if name.startswith(("pipeline.editions.registry", "pipeline.pages.xhtml", "pipeline.pages.shells"))
        }


def test_editions_never_import_each_other() -> None:
    names = {path.stem for path in (PACKAGE / "editions").glob("*.py")} - {"__init__"}
    for path in (PACKAGE / "editions").glob("*.py"):
        others = names - {path.stem}
        assert not {
            name
            for name in imports(path)
            if name.removeprefix("pipeline.editions.registry.").split(".")[0] in others
            and name.startswith("pipeline.editions.registry.")
        }


@pytest.mark.parametrize("library", ROOMS)
def test_each_library_lives_in_its_room(library: str) -> None:
    found = {
        str(path.relative_to(PACKAGE))
        for path in modules()
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert found <= ROOMS[library]
    assert found


def test_two_files_look_inside_weasyprint() -> None:
    drawing = ("weasyprint.draw", "weasyprint.text", "pango_layout")
    inside = ("_page_box", "._tags", "weasyprint.pdf", "weasyprint.formatting_structure", "weasyprint.layout")
    for words, room in ((inside, {"layout.py"}), (drawing, {"drawing.py", "setting.py"})):
        texts = ((path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8")) for path in modules())
        found = {name for name, text in texts if any(word in text for word in words)}
        assert found == {f"typesetting/{name}" for name in room}


def test_only_edges_touch_files() -> None:
    touching = ("read_text(", "read_bytes(", "write_text(", "write_bytes(", "open(", "ZipFile(")
    for path in modules():
        name = str(path.relative_to(PACKAGE))
        if name not in FILES and not name.startswith(
            ("checks/", "editions/", "typesetting/", "binding/", "wordprocessing/")
        ):
            text = path.read_text(encoding="utf-8")
            assert not any(word in text for word in touching), name


def test_the_map_names_every_module() -> None:
    text = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    for name in {room(path) for path in modules()} - {"__init__"}:
        assert name in text, name


def test_a_breach_of_the_floors_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text("def f():\n    from pipeline.editions import pdf\n", encoding="utf-8")
    assert "pipeline.editions.pdf" in imports(path)
