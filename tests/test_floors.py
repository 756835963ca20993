"""The house: a room imports only from floors below, checks and editions never meet, each library has its place."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest
from architecture_map import PACKAGE, dotted, imports, modules, plan, room

PLAN = {name: floor for name, (floor, _) in plan().items()}
"""Room → floor, as the docstring of the package shows it."""

MOST_ROOMS = 12

PLACES = {
    "weasyprint": {
        f"editions/pdf/typesetting/{name}.py"
        for name in (
            "rendering",
            "layout",
            "drawing",
            "painting_order",
            "whole_lines",
            "hanging_spaces",
            "carried_lines",
            "shared_styles",
        )
    },
    "pydyf": {
        *(f"editions/pdf/typesetting/{name}.py" for name in ("drawing", "layout", "structure_objects", "pdf_file")),
        "editions/pdf/press.py",
    },
    "PIL": {
        "editions/pdf/typesetting/raster_images.py",
        "editions/pdf/press.py",
        "editions/epub/binding/cover.py",
        "checks/book_cover.py",
        "publication/picture_files.py",
        "publication/picture_metadata.py",
    },
    "pyphen": {"editions/epub/binding/cover.py"},
    "ebooklib": {"editions/epub/binding/container.py"},
    "docx": {
        *(f"editions/docx/{name}.py" for name in ("__init__", "handover_form", "line_appendix", "programme_document")),
        "editions/docx/wordprocessing/",
        "editions/easy/check_document.py",
        "editions/easy/easy_document.py",
    },
    "jinja2": {"pages/shells.py"},
    "markupsafe": {"pages/", "editions/epub/__init__.py", "editions/easy/check_page.py", "editions/easy/easy_body.py"},
    "fontTools": {"pages/fonts.py"},
    "anyascii": {"text/slugs.py"},
    "fontpkg": {"pages/fonts.py"},
    "manimgx_fonts": {"pages/fonts.py"},
    "regex": {"text/numbering.py"},
    "markdown_it": {"sources/commonmark/"},
    "mdit_py_plugins": {"sources/commonmark/parser.py"},
    "yaml": {"sources/commonmark/yaml_pairs.py"},
    "tomllib": {"publication/toml_shapes.py", "diagnostics/explanations.py"},
    "tomli_w": {"easy_language/ledger.py", "easy_language/memory/memory_file.py", "easy_language/rounds.py"},
    "translate": {"easy_language/exchange/toolkit.py"},
    "text_to_num": {"easy_language/hints/quantities.py"},
    "pdfminer": {"readback/"},
    "jpype": {"checks/verapdf_engine.py", "checks/epubcheck_engine.py"},
}
"""Library → the modules, or the packages with "/", that may import it."""

FILES = {
    "bootstrap.py",
    "build/",
    "checks/",
    "cli/doctor.py",
    "cli/inspecting.py",
    "cli/output.py",
    "cli/streams.py",
    "diagnostics/explanations.py",
    "easy_language/hints/rule_books.py",
    "editions/",
    "pages/fonts.py",
    "pages/shells.py",
    "publication/files.py",
    "publication/picture_files.py",
    "readback/containers.py",
    "readback/xhtml.py",
    "sources/forms.py",
    "sources/office/guard.py",
}
"""What may touch files, or open containers in memory."""


def inside(path: Path, places: Iterable[str]) -> bool:
    """Whether the module is one of the places, or stands in one."""
    name = path.relative_to(PACKAGE).as_posix()
    return any(name.startswith(place) if place.endswith("/") else name == place for place in places)


@cache
def arrows() -> Mapping[str, frozenset[str]]:
    """Module → the modules of ours that it imports."""
    known = {dotted(path) for path in modules()}
    return {dotted(path): (imports(path) & known) - {dotted(path)} for path in modules()}


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """Names that come back to themselves; empty where there are none."""
    done: set[str] = set()

    def search(name: str, way: list[str]) -> list[str]:
        if name in way:
            return [*way[way.index(name) :], name]
        if name in done:
            return []
        found = next((found for each in sorted(graph.get(name, ())) if (found := search(each, [*way, name]))), [])
        done.add(name)
        return found

    return next((found for name in sorted(graph) if (found := search(name, []))), [])


def children(package: str, all_arrows: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """The parts of a package and what each of them imports of the others; the package's own module is none of them."""
    graph: dict[str, set[str]] = {}
    before = f"{package}."
    for name, targets in all_arrows.items():
        for target in targets:
            if name.startswith(before) and target.startswith(before):
                one, other = (each.removeprefix(before).split(".")[0] for each in (name, target))
                if one != other:
                    graph.setdefault(one, set()).add(other)
    return graph


def test_the_plan_names_every_room_and_no_other_and_not_too_many() -> None:
    assert set(PLAN) == {room(path) for path in modules()} - {"__init__", "__main__"}
    assert len(PLAN) <= MOST_ROOMS


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_floors_below_its_own(path: Path) -> None:
    if room(path) in {"__init__", "__main__"}:
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "pipeline" and len(parts) > 1 and parts[1] != room(path):
            assert PLAN[parts[1]] < PLAN[room(path)], f"{room(path)} imports {parts[1]}"


def test_inside_of_every_package_the_imports_go_one_way() -> None:
    for package in {name.rpartition(".")[0] for name in arrows() if "." in name}:
        assert not circle(children(package, arrows())), package


def test_a_circle_is_noticed_at_any_depth() -> None:
    made = {"pipeline.a.b.x": {"pipeline.a.c.y"}, "pipeline.a.c.z": {"pipeline.a.b.w"}}
    assert circle(children("pipeline.a", made)) == ["b", "c", "b"]
    assert circle(children("pipeline", made)) == []
    assert circle({"x": {"y"}, "y": {"z"}, "z": set()}) == []


SAME_FOR_ANOTHER_MEDIUM = {
    *("pdf", "epub", "docx", "xhtml", "data", "easy", "commonmark"),
    *("package", "story", "runs", "styles", "drawings", "list_numbering"),
}
"""Names that stand twice because they are the same thing for another medium: a writer and a reader, Word and LibreOffice."""


def test_a_name_stands_once_in_the_house_or_is_the_same_thing_for_another_medium() -> None:
    names = Counter(
        path.parent.name if path.name == "__init__.py" else path.stem for path in modules() if path.parent != PACKAGE
    )
    assert {name for name, times in names.items() if times > 1} <= SAME_FOR_ANOTHER_MEDIUM


def test_checks_never_import_a_writer() -> None:
    writers = ("pipeline.editions", "pipeline.pages")
    for path in modules():
        if room(path) in {"checks", "readback"}:
            assert not {name for name in imports(path) if name.startswith(writers)}, path


def test_editions_never_import_each_other_but_only_the_craft_of_a_medium() -> None:
    crafts = ("pdf.typesetting", "epub.binding", "docx.wordprocessing")
    before = "pipeline.editions."
    for path in (PACKAGE / "editions").rglob("*.py"):
        own = dotted(path).removeprefix(before).split(".")[0]
        for name in {each.removeprefix(before) for each in imports(path) if each.startswith(before)}:
            assert name.split(".")[0] == own or name.startswith(crafts), f"{path}: {name}"


@pytest.mark.parametrize("library", PLACES)
def test_each_library_has_its_place(library: str) -> None:
    found = [path for path in modules() if any(name.split(".")[0] == library for name in imports(path))]
    assert found
    assert not [path for path in found if not inside(path, PLACES[library])]


INSIDE_WEASYPRINT = {
    ("_page_box",): {"layout", "links_and_places", "table_fit", "carried_lines"},
    ("._tags", "weasyprint.pdf"): {"layout"},
    ("weasyprint.layout",): {"whole_lines", "hanging_spaces", "carried_lines"},
    ("weasyprint.stacking", "weasyprint.formatting_structure", "draw_inline_level"): {"painting_order"},
    ("weasyprint.text", "pango_layout"): {"drawing", "rendering"},
    ("weasyprint.draw",): {"drawing", "painting_order"},
    ("weasyprint.css", "StyleFor"): {"shared_styles"},
}
"""Signs of what WeasyPrint keeps to itself → the modules of the typesetting that know of it."""


@pytest.mark.parametrize("signs", INSIDE_WEASYPRINT, ids=lambda signs: signs[0])
def test_few_modules_look_inside_weasyprint(signs: tuple[str, ...]) -> None:
    found = {path for path in modules() if any(sign in path.read_text(encoding="utf-8") for sign in signs)}
    assert found == {PACKAGE / "editions/pdf/typesetting" / f"{name}.py" for name in INSIDE_WEASYPRINT[signs]}


def test_only_edges_touch_files() -> None:
    touching = ("read_text(", "read_bytes(", "write_text(", "write_bytes(", "open(", "ZipFile(")
    for path in modules():
        if not inside(path, FILES):
            text = path.read_text(encoding="utf-8")
            assert not any(word in text for word in touching), path


def test_every_room_says_what_it_is() -> None:
    for path in modules():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_a_breach_of_the_floors_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text("def f():\n    from pipeline.editions import pdf\n", encoding="utf-8")
    assert "pipeline.editions.pdf" in imports(path)
