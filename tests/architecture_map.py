"""The plan of the house as a picture and in words, made from the code: ``make map``. Needs nothing but Python.

``docs/architecture.svg`` has a row for each room, by floors, with what stands in it. Every room that others import has a
line down to it; a dot on that line says how many modules of the row import it. ``docs/architecture.md`` says the same in
words, between two marks.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipeline"
PICTURE = ROOT / "docs" / "architecture.svg"
PAGE = ROOT / "docs" / "architecture.md"
MARKS = ("<!-- make map -->", "<!-- end of make map -->")

Room = tuple[int, str]
"""The floor of a room, and what comes in and goes out."""

LETTER = 6.4
"""Width of a letter in pixels, at 12 px, with something to spare."""
BOX, LANE, EDGE, TOP, LEADING, GAP = 600, 50, 40, 110, 18, 12


def modules() -> list[Path]:
    """Every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """The room that a module stands in."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def dotted(path: Path) -> str:
    """The full name of the module in this file."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


@cache
def imports(path: Path) -> frozenset[str]:
    """Full dotted names of all that the module imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return frozenset(names)


@cache
def plan() -> Mapping[str, Room]:
    """The rooms from the highest floor down, as the docstring of the package shows them."""
    text = ast.get_docstring(ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))) or ""
    rows = re.findall(r"^ {4}(\d+)  (\w+) {2,}(\S.*)$", text, re.MULTILINE)
    return {name: (int(floor), sentence) for floor, name, sentence in rows}


@cache
def uses() -> Mapping[str, Counter[str]]:
    """Room → the rooms that it imports, each with the number of its modules that do."""
    found: dict[str, Counter[str]] = {name: Counter() for name in plan()}
    for path in modules():
        own = room(path)
        if own in found:
            names = {part[1] for name in imports(path) if (part := name.split("."))[0] == "pipeline" and len(part) > 1}
            found[own].update(name for name in names & set(plan()) if name != own)
    return found


@cache
def contents(name: str) -> tuple[str, ...]:
    """The modules and packages of a room; a package with the number of its modules."""
    inside: Counter[str] = Counter()
    for path in modules():
        if room(path) == name and (parts := path.relative_to(PACKAGE).parts[1:]) and parts != ("__init__.py",):
            inside[parts[0].removesuffix(".py") if len(parts) == 1 else f"{parts[0]}/"] += 1
    return tuple(f"{each} {times}" if each.endswith("/") else each for each, times in sorted(inside.items()))


def words() -> str:
    """The map as a list in Markdown: each room, what stands in it, what it imports."""
    rows = []
    for name, (floor, sentence) in plan().items():
        used = ", ".join(f"{other} ({times})" for other, times in sorted(uses()[name].items())) or "nothing of ours"
        inside = f" Holds {', '.join(contents(name))}." if contents(name) else ""
        rows.append(f"- **{name}** (floor {floor}): {sentence}.{inside} Imports {used}.")
    return "\n".join("\n".join(textwrap.wrap(row, 120, subsequent_indent="  ", break_on_hyphens=False)) for row in rows)


def picture() -> str:
    """The map as SVG with a title and the same in words as its description."""
    targets = [name for name in plan() if any(name in used for used in uses().values())]
    rows = {
        name: [name, *_wrapped(sentence), *_wrapped(", ".join(contents(name)))]
        for name, (_, sentence) in plan().items()
    }
    tops = [TOP]
    for lines in rows.values():
        tops.append(tops[-1] + LEADING * len(lines) + 2 * GAP)
    width, height = EDGE + BOX + LANE * (len(targets) + 1) + 2 * GAP, tops[-1] + GAP
    lanes = {name: EDGE + BOX + LANE * (at + 1) for at, name in enumerate(targets)}
    middles = {name: (top + below - GAP) / 2 for name, (top, below) in zip(rows, pairwise(tops), strict=True)}
    description = escape(re.sub(r"\*\*|\n +", lambda found: "" if found[0] == "**" else " ", words()))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"',
        ' aria-labelledby="title description" font-family="sans-serif" font-size="12" fill="#1b1b1b">',
        '<title id="title">The rooms of zeilentreu by floors, and which imports which</title>',
        f'<desc id="description">{description}</desc>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_lines(lanes, middles),
        *_boxes(rows, tops),
        *_dots(lanes, middles),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, int((BOX - 2 * GAP) / LETTER), break_on_hyphens=False)


def _lines(lanes: Mapping[str, int], middles: Mapping[str, float]) -> Iterator[str]:
    """Down from the name of each room that is imported to the room itself, and from each room to its dots."""
    for name, middle in middles.items():
        if used := [lanes[other] for other in uses()[name]]:
            yield f'<path d="M{EDGE + BOX} {middle:g}H{max(used)}" stroke="#c9c9c9"/>'
    for name, x in lanes.items():
        yield f'<text transform="translate({x + 4} {TOP - GAP - 6}) rotate(-40)">{name}</text>'
        end = EDGE + BOX + 2
        yield f'<path d="M{x} {TOP - GAP}V{middles[name]:g}H{end}" stroke="#00543c" stroke-width="1.5" fill="none"/>'
        yield f'<path d="M{end - 2} {middles[name]:g}l8 -4v8z" fill="#00543c"/>'


def _boxes(rows: Mapping[str, list[str]], tops: list[int]) -> Iterator[str]:
    """Each room with its name, its sentence, and what stands in it; left of it its floor."""
    for (name, lines), (top, below) in zip(rows.items(), pairwise(tops), strict=True):
        floor, sentence = plan()[name]
        yield f'<text x="{EDGE // 2}" y="{top + GAP + 6}" text-anchor="middle" fill="#595959">{floor}</text>'
        size = f'width="{BOX}" height="{below - top - GAP}"'
        yield f'<rect x="{EDGE}" y="{top}" {size} rx="4" fill="#f2f6f4" stroke="#00543c"/>'
        for at, line in enumerate(lines):
            look = (
                ' font-weight="bold" font-size="14"'
                if at == 0
                else ""
                if at <= len(_wrapped(sentence))
                else ' fill="#595959"'
            )
            yield f'<text x="{EDGE + GAP}" y="{top + GAP + 6 + LEADING * at}"{look}>{escape(line)}</text>'


def _dots(lanes: Mapping[str, int], middles: Mapping[str, float]) -> Iterator[str]:
    """How many modules of a room import the other."""
    for name, middle in middles.items():
        for other, times in sorted(uses()[name].items()):
            yield f'<circle cx="{lanes[other]}" cy="{middle:g}" r="12" fill="#ffffff" stroke="#00543c"/>'
            yield f'<text x="{lanes[other]}" y="{middle + 4:g}" text-anchor="middle" font-size="11">{times}</text>'


def page(text: str) -> str:
    """The page with the list between its marks as it is now."""
    before, _, rest = text.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    return f"{before}{MARKS[0]}\n{words()}\n{MARKS[1]}{after}"


def main() -> None:
    """Write both anew."""
    PICTURE.write_text(picture(), encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
