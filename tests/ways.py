"""How far one reads to follow a text: moves between rooms and climbs, counted from a run: ``python tests/ways.py``.

A run of ``build`` for one edition of the seed, or of ``check`` for all of them, is followed call by call. What counts are
calls from a function of ours to another one; libraries in between are passed through, so that a function that a library
calls back is called by the one that called the library. All modules are loaded before: an import is no call.

    moves     as a reader follows the run who reads each function when it is called for the first time and keeps it in
              mind: how often the next function stands in another room than the one before
    climbs    how many of these moves go to a room on a higher floor of the plan
    modules   the same moves, of modules instead of rooms
    edges     pairs of modules of different rooms, of which one calls the other, each counted once
    upward    how many of these pairs call from a lower floor to a higher one: by a function that was handed down
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import os
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import FrameType

import architecture_map

import pipeline

PACKAGE = Path(pipeline.__file__).parent
SEED = "seeds"


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted of one run."""

    moves: int
    climbs: int
    modules: int
    edges: int
    upward: int


@dataclass(frozen=True, slots=True)
class Way:
    """One run: the modules of its functions in the order of their first calls, and which module calls which."""

    stops: tuple[str, ...]
    calls: frozenset[tuple[str, str]]


def room(module: str) -> str:
    """The room that a module stands in; modules are named by their paths in the package."""
    return module.partition("/")[0].removesuffix(".py")


def counted(way: Way, floors: Mapping[str, int]) -> Count:
    """Moves and climbs of the way in a house with these floors."""
    steps = [(one, other) for one, other in pairwise(way.stops) if room(one) != room(other)]
    edges = [(one, other) for one, other in way.calls if room(one) != room(other)]
    return Count(
        moves=len(steps),
        climbs=_upward(steps, floors),
        modules=sum(one != other for one, other in pairwise(way.stops)),
        edges=len(edges),
        upward=_upward(edges, floors),
    )


def _upward(pairs: Sequence[tuple[str, str]], floors: Mapping[str, int]) -> int:
    return sum(floors[room(one)] < floors[room(other)] for one, other in pairs)


@cache
def module(file: str) -> str:
    """The module of ours in this file, by its path in the package; empty for all else."""
    return Path(file).relative_to(PACKAGE).as_posix() if file.startswith(f"{PACKAGE}{os.sep}") else ""


def followed(run: Callable[[], object]) -> Way:
    """The way that calls take while this runs."""
    order, calls = dict[tuple[str, int, str], str](), set[tuple[str, str]]()

    def note(frame: FrameType, _event: str, _argument: object) -> None:
        called = module(frame.f_code.co_filename)
        # The body of a module or a class is no function.
        if not called or not frame.f_code.co_flags & inspect.CO_OPTIMIZED:
            return
        order.setdefault((called, frame.f_code.co_firstlineno, frame.f_code.co_name), called)
        caller = frame.f_back
        while caller and not module(caller.f_code.co_filename):
            caller = caller.f_back
        if caller:
            calls.add((module(caller.f_code.co_filename), called))

    for each in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if not each.name.endswith("__main__"):
            importlib.import_module(each.name)
    tracing = sys.gettrace()
    sys.settrace(note)
    try:
        run()
    finally:
        sys.settrace(tracing)
    return Way(tuple(order.values()), frozenset(calls))


def _command(words: Sequence[str]) -> None:
    from pipeline.cli import main

    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        main([*words])


def runs(folder: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name and the arguments of each run: every edition by itself, then the check of all of them."""
    from pipeline.publication.catalogue import CATALOGUE

    for name in CATALOGUE:
        if not name.startswith("leicht"):
            yield name, ("build", SEED, "--edition", name, "--out", f"{folder}/{name}")
    yield "check", ("check", f"{folder}/all", "--source", SEED)


def main(words: Sequence[str]) -> None:
    """Count the run of these arguments, or each of all runs in a process of its own."""
    if words:
        floors = {name: floor for name, (floor, _) in architecture_map.plan().items()}
        print(*astuple(counted(followed(lambda: _command(words)), floors)))
        return
    titles = [each.name for each in fields(Count)]
    print(f"{'':12}", *(f"{each:>8}" for each in titles))
    with tempfile.TemporaryDirectory() as folder:
        _command(("build", SEED, "--out", f"{folder}/all"))
        for name, arguments in runs(folder):
            shown = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=True)
            print(f"{name:12}", *(f"{each:>8}" for each in shown.stdout.split()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
