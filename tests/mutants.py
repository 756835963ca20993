"""Mutation testing (``make mutants``): one small fault at a time is put into the code, and a test must notice it.

For each module the tests are collected once; each fault is made in a forked child, in the code objects of the functions
that are loaded already, so that no file is written and no import is done again. That is why this is a script of ours and
not mutmut or cosmic-ray: one fault costs the tests that see it, a tenth of a second, not the start of a program.

A fault is killed where a test fails or the child uses up its time or memory. ``SAMPLE=40`` takes so many faults of each
module (always the same ones), ``SAMPLE=0`` all; ``ONLY=numbering`` takes one group.
"""

from __future__ import annotations

import ast
import gc
import inspect
import os
import random
import resource
import sys
import time
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).parent.parent
LEAST = 0.9
"""The share of faults that must be killed in each group; those that are explained below count as none."""

SAMPLED = 40
"""Faults of each module of a sampled group."""

MEMORY = 2 << 30
"""Bytes that a child may use."""

GROUPS: dict[str, dict[str, str]] = {
    "numbering": {"pipeline/text/numbering.py": "text_numbering text_line_splitting sources_numbered"},
    "concordance": {"pipeline/text/concordance.py": "text_concordance"},
    "comparison": {
        "pipeline/checks/line_concordance.py": "checks_lines checks_chapter_text",
        "pipeline/checks/displacements.py": "checks_lines checks_displacements",
        "pipeline/checks/word_difference.py": "checks_word_difference",
        "pipeline/checks/unnumbered.py": "checks_beside_lines readback_xhtml everything_pdf",
        "pipeline/checks/units.py": "checks_block_structure checks_beside_lines readback_xhtml",
        "pipeline/checks/block_structure.py": "checks_block_structure",
        "pipeline/checks/transcripts.py": "checks_transcripts checks_chapter_text",
    },
    "sources": {
        "pipeline/sources/numbered/widths.py": "sources_numbered text_numbering sources",
        "pipeline/sources/numbered/passages.py": "sources_numbered text_numbering sources sources_labels",
        "pipeline/sources/numbered/passage_gathering.py": "sources_numbered sources sources_labels",
        "pipeline/sources/numbered/page_breaks.py": "sources_numbered sources sources_copies",
        "pipeline/sources/numbered/numbered_rows.py": "sources_numbered sources",
        "pipeline/sources/numbered/annexes.py": "sources_numbered sources sources_copies",
        "pipeline/sources/numbered/repairs.py": "sources_numbered sources",
        "pipeline/sources/numbered/emphasis.py": "sources_numbered sources",
        "pipeline/sources/numbered/numbered_markdown.py": "sources_numbered sources",
        "pipeline/sources/labels.py": "sources_labels sources_label_shapes sources_numbered",
        "pipeline/sources/commonmark/label_lines.py": "sources_labels sources_label_shapes sources_commonmark",
        "pipeline/sources/commonmark/item_marks.py": "sources_labels sources_label_shapes sources_commonmark",
    },
}
"""Group → module → files of tests that must notice faults in it."""

WHOLE = frozenset({"numbering", "concordance"})
"""The groups of which every fault is tried unless SAMPLE says otherwise."""

EXPLAINED: dict[tuple[str, str], str] = {
    ("pipeline/sources/numbered/widths.py:_by_need", "len(passage.lines) > 1 → len(passage.lines) >= 1"): (
        "a passage of one line follows every rule that it fits, so that looking at it once more takes time alone"
    ),
    (
        "pipeline/sources/numbered/numbered_rows.py:official_rows",
        "numbers[other] > number → numbers[other] >= number",
    ): ("equal numbers are sorted out before, as none that are near each other"),
    ("pipeline/sources/numbered/annexes.py:_note_end", "return 0 → return None"): "who asks takes both for nothing",
    ("pipeline/sources/labels.py:_roman", "0 → 1"): "no sign of a Roman number is worth less than one",
    ("pipeline/checks/word_difference.py:joint", "1 → 2"): "the first or last word is the same however often is split",
    ("pipeline/checks/word_difference.py:crossed", "1 → 2"): "the same",
}
"""Faults that no test can notice: (function of a module, change) → why."""

_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
# Types are not evaluated, decorators and the bodies of classes not put into what is loaded.
_SILENT = frozenset({"annotation", "returns", "decorator_list"})


@dataclass(frozen=True)
class Fault:
    """One change of one node, in the field of its parent where the node stands."""

    parent: ast.AST
    field: str
    at: int | None
    node: Any
    instead: Any
    line: int
    function: str
    """The function that it is in; empty at the top of the module."""

    @cached_property
    def change(self) -> str:
        """Before and after, as code."""
        one, other = (self.node, self.instead) if isinstance(self.node, ast.expr | ast.stmt) else self._around()
        before, after = (" ".join(ast.unparse(each).split()) for each in (one, other))
        return f"{before} → {after}"

    def _around(self) -> tuple[ast.AST, ast.AST]:
        before = ast.parse(ast.unparse(self.parent) if not isinstance(self.parent, ast.match_case) else "guard")
        self.put(self.instead)
        after = ast.parse(ast.unparse(self.parent) if not isinstance(self.parent, ast.match_case) else "True")
        self.put(self.node)
        return before, after

    def put(self, node: Any) -> None:
        """Let this stand where the node stands."""
        if self.at is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.at] = node

    def code(self, tree: ast.Module, path: str) -> types.CodeType:
        """The module with the fault in it."""
        self.put(self.instead)
        try:
            return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
        finally:
            self.put(self.node)


def faults(tree: ast.AST, function: str = "", line: int = 0) -> Iterator[Fault]:
    """Every change of a node below this one."""
    for field, value in ast.iter_fields(tree):
        if field in _SILENT or (isinstance(tree, ast.keyword) and tree.arg == "strict"):
            continue
        for at, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST):
                continue
            if isinstance(tree, ast.ClassDef) and not isinstance(node, ast.FunctionDef):
                continue
            own = ".".join(filter(None, (function, getattr(node, "name", ""))))
            inner = own if isinstance(node, ast.FunctionDef | ast.ClassDef) else function
            here = getattr(node, "lineno", line)
            for instead in _instead(tree, field, node):
                yield Fault(tree, field, at, node, instead, here, inner)
            yield from faults(node, inner, here)


def _instead(parent: ast.AST, field: str, node: ast.AST) -> Iterator[Any]:
    """What else may stand in place of the node."""
    if swapped := _SWAPPED.get(type(node)):
        yield swapped()
    match node:
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.BoolOp(op, values):
            for left in values:
                rest = [each for each in values if each is not left]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.UnaryOp(ast.USub(), ast.Constant(int() as number)):
            yield ast.UnaryOp(ast.USub(), ast.Constant(number + 1))
        case ast.Constant(int() as number) if not isinstance(parent, ast.UnaryOp):
            yield ast.Constant(number + 1)
        case ast.Call(ast.Name(name), args, keywords) if name in _NAMES:
            yield ast.Call(ast.Name(_NAMES[name], ast.Load()), args, keywords)
        case ast.Return(value) if value is not None and not _is_none(value):
            yield ast.Return(ast.Constant(None))
        case ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.expr() if field == "guard" or (field == "ifs" and isinstance(parent, ast.comprehension)):
            yield ast.Constant(True)
        case ast.Name() | ast.Call() | ast.Attribute() | ast.NamedExpr() if field == "test":
            yield ast.UnaryOp(ast.Not(), node)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def put(code: types.CodeType, module: types.ModuleType) -> None:
    """Make the loaded module do what this code says: its functions keep their identity, whoever has imported them."""
    fresh = types.ModuleType(module.__name__)
    fresh.__file__ = module.__file__
    exec(code, fresh.__dict__)
    for name, new in vars(fresh).items():
        old = vars(module).get(name)
        if isinstance(new, type) and new.__module__ == module.__name__:
            for key, inner in vars(new).items():
                _put_function(vars(old).get(key), inner)
        elif not _put_function(old, new) and _is_other(old, new):
            for each in [each for each in [*sys.modules.values()] if vars(each).get(name) is old]:
                setattr(each, name, new)


def _is_other(old: Any, new: Any) -> bool:
    return isinstance(new, int | str | tuple | frozenset | dict | range) and repr(old) != repr(new)


def _put_function(old: Any, new: Any) -> bool:
    """Whether both are functions; then the old one does what the new one does."""
    one, other = (inspect.unwrap(getattr(each, "fget", None) or getattr(each, "__func__", each)) for each in (old, new))
    if not isinstance(one, types.FunctionType) or not isinstance(other, types.FunctionType):
        return False
    one.__code__ = other.__code__
    if repr((one.__defaults__, one.__kwdefaults__)) != repr((other.__defaults__, other.__kwdefaults__)):
        one.__defaults__, one.__kwdefaults__ = other.__defaults__, other.__kwdefaults__
    return True


class Session:
    """The plugin of pytest that runs the collected tests once for each fault."""

    def __init__(self, groups: Sequence[str], sample: int | None) -> None:
        """Of these groups; ``sample`` faults of each module."""
        self.groups, self.sample, self.failed = groups, sample, False
        self._orders: dict[frozenset[str], list[tuple[pytest.Item, float]]] = {}

    def pytest_configure(self) -> None:
        """Let Hypothesis keep nothing, make nothing smaller, and leave nothing to chance."""
        from hypothesis import Phase, settings

        phases = [Phase.explicit, Phase.generate]
        settings.register_profile(
            "mutants", database=None, derandomize=True, deadline=None, phases=phases, max_examples=25
        )
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of the run of the tests."""
        gc.freeze()
        for group in self.groups:
            killed = total = 0
            for path, files in GROUPS[group].items():
                names = {f"test_{each}.py" for each in files.split()}
                items = [item for item in session.items if item.path.name in names]
                alive, tried = self._module(path, items, whole=group in WHOLE)
                killed, total = killed + tried - alive, total + tried
            self.failed |= killed < LEAST * total
            print(f"{group}: {killed} of {total} killed", flush=True)
        return True

    def _module(self, path: str, items: Sequence[pytest.Item], *, whole: bool) -> tuple[int, int]:
        """How many faults of the module live, of how many."""
        module = import_module(path.removesuffix(".py").replace("/", "."))
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        found = [each for each in faults(tree) if (f"{path}:{each.function}", each.change) not in EXPLAINED]
        count = self.sample if self.sample is not None else 0 if whole else SAMPLED
        if 0 < count < len(found):
            found = sorted(random.Random(path).sample(found, count), key=lambda each: each.line)
        files = frozenset(item.path.name for item in items)
        if files not in self._orders:
            self._orders[files] = _sound(path, items)
        order = list(self._orders[files])
        alive = 0
        for fault in found:
            code = fault.code(tree, path)
            ended = _forked(lambda code=code: _noticed(order, code, module))  # type: ignore[misc]
            if ended == LIVES:
                alive += 1
                print(f"  {path}:{fault.line} {fault.function}: {fault.change}", flush=True)
            elif ended:
                order.insert(0, order.pop(int(ended)))
        print(f"{path}: {len(found) - alive} of {len(found)} killed", flush=True)
        return alive, len(found)


LIVES = "lives"


def _sound(path: str, items: Sequence[pytest.Item]) -> list[tuple[pytest.Item, float]]:
    """The tests with the seconds of the processor that each takes, the quickest first; without a fault they pass."""

    def timed() -> str:
        took = []
        for item in items:
            begun = time.process_time()
            if _fails(item):
                return item.nodeid
            took.append(f"{time.process_time() - begun:.4f}")
        return " ".join(took)

    said = _forked(timed) or "nothing"
    if not items or said == "nothing" or any(each.nodeid == said for each in items):
        raise pytest.UsageError(f"{path}: without a fault, {said} fails")
    return sorted(zip(items, map(float, said.split()), strict=True), key=lambda pair: pair[1])


def _noticed(items: Sequence[tuple[pytest.Item, float]], code: types.CodeType, module: types.ModuleType) -> str:
    """Which of the tests fails first with the fault."""
    put(code, module)
    for at, (item, seconds) in enumerate(items):
        _allow(2 + 5 * seconds)
        if _fails(item):
            return str(at)
    return LIVES


def _allow(seconds: float) -> None:
    """Let the process end when it has used the processor for so long from now on."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 1, resource.RLIM_INFINITY))


def _fails(item: pytest.Item) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def _forked(work: Callable[[], str]) -> str:
    """What the work gives in a child of its own; empty where it fails or takes more time or memory than it may."""
    reading, writing = os.pipe()
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        child = os.fork()
    if not child:
        try:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            with Path(os.devnull).open("w") as nowhere:
                os.dup2(nowhere.fileno(), 1)
                os.dup2(nowhere.fileno(), 2)
            os.write(writing, work().encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


def main() -> int:
    """Exit code 1 where a group has fewer faults killed than it must."""
    only, sample = os.environ.get("ONLY"), os.environ.get("SAMPLE")
    groups = only.split() if only else list(GROUPS)
    files = sorted({each for group in groups for names in GROUPS[group].values() for each in names.split()})
    session = Session(groups, int(sample) if sample else None)
    paths = [str(ROOT / "tests" / f"test_{each}.py") for each in files]
    ended = pytest.main(
        ["-q", "-p", "no:cacheprovider", "--capture=no", "-m", "not program and not slow", *paths], plugins=[session]
    )
    return int(ended) or int(session.failed)


if __name__ == "__main__":
    sys.exit(main())
