"""The book against pandoc, and against itself a hundred times: ``python -m tests.benchmarks.epub``.

Ours is the writing alone, with the interpreter up and the pages of the PDF known (a build lays them out for the PDF);
the first layout is told apart. Letters of the cover that were drawn once are kept, which is some 8 ms. Pandoc's is the
whole process: there is no other way to call it. Both are the best of several runs, taken in turns.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from pipeline.build import programme, source_jobs
from pipeline.editions import epub
from pipeline.text.model import Book, book_of

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "gleichberechtigung-und-engagement.md"
RUNS = 11


def pandoc() -> str | None:
    """The program: on PATH, or from the wheel pypandoc_binary."""
    if found := shutil.which("pandoc"):
        return found
    package = find_spec("pypandoc")
    path = Path(package.origin).parent / "files" / "pandoc" if package and package.origin else None
    return str(path) if path and path.is_file() else None


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print the ratios."""
    [job] = source_jobs.jobs([SEED])
    [numbered] = [text.numbered for text in programme.texts([job])]
    first = seconds(lambda: epub.write(book_of(numbered), job.publication))
    print(f"first book, with imports, fonts and the layout of the PDF: {first:.3f} s")
    with tempfile.TemporaryDirectory() as folder:
        program = pandoc()
        command = [program or "", "-f", "markdown-smart", str(SEED), "-o", str(Path(folder) / "x.epub")]
        ours, theirs = [], []
        for _ in range(RUNS):
            ours.append(seconds(lambda: epub.write(book_of(numbered), job.publication)))
            if program:
                theirs.append(seconds(lambda: subprocess.run(command, check=True)))
    if theirs:
        print(f"ours / pandoc's: {min(ours) / min(theirs):.3f} ({min(ours):.4f} s / {min(theirs):.4f} s)")
    else:
        print(f"ours: {min(ours):.4f} s; not evaluated against pandoc, which is missing", file=sys.stderr)
    base = 0.0
    for count in (1, 10, 100):
        chapters = tuple(replace(numbered, slug=f"kapitel-{at}") for at in range(count))
        volume = Book("Programm", "programm", chapters)
        each = min(seconds(partial(epub.paged, volume, job.publication)) for _ in range(3)) / count
        base = base or each
        print(f"{count:3} chapters: {each:.4f} s a chapter, {each / base:.2f} of the first")


if __name__ == "__main__":
    main()
