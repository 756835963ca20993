"""What a bare machine has is enough: no test starts a program that set-up does not bring, unless it looks for it first."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, UnannouncedProgramError

TESTS = ROOT / "tests"
STARTING = {"os.system", *(f"subprocess.{name}" for name in ("run", "Popen", "call", "check_call", "check_output"))}


def programs(tree: ast.AST) -> Iterator[str]:
    """The programs that the code starts by a name of its own: the first word of a literal command."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in STARTING and node.args:
            first = node.args[0]
            if isinstance(first, ast.List | ast.Tuple) and first.elts:
                first = first.elts[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value.split()[0]


def unasked(path: Path) -> set[str]:
    """The programs that the file starts and never looks for."""
    text = path.read_text(encoding="utf-8")
    return {
        name
        for name in programs(ast.parse(text))
        if not re.search(rf"(which|needs)\(\s*[\"']{re.escape(name)}[\"']", text)
    }


@pytest.mark.parametrize("path", sorted(TESTS.rglob("*.py")), ids=lambda path: str(path.relative_to(TESTS)))
def test_a_test_looks_for_each_program_that_it_starts(path: Path) -> None:
    assert unasked(path) == set()


def test_a_program_that_is_not_looked_for_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text(
        'import subprocess\nsubprocess.run(["ps", "-A"])\nsubprocess.run([python, "-V"])\n', encoding="utf-8"
    )
    assert unasked(path) == {"ps"}


def test_the_newcomer_is_a_target_that_says_what_it_needs() -> None:
    assert "newcomer: ##" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert os.access(TESTS / "newcomer.sh", os.X_OK)


def test_a_test_that_starts_a_program_without_the_marker_fails() -> None:
    with pytest.raises(UnannouncedProgramError, match="test_newcomer"):
        subprocess.run([sys.executable, "-V"], check=False)


@pytest.mark.program
def test_a_test_with_the_marker_starts_its_program() -> None:
    assert subprocess.run([sys.executable, "-V"], capture_output=True, check=True).stdout


@pytest.mark.parametrize("target", ["test-fast", "coverage"])
def test_the_fast_tests_are_those_without_either_marker(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert 'FAST = -m "not program and not slow"' in makefile
    [recipe] = re.findall(rf"^{target}: ##.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert "$(FAST)" in recipe
