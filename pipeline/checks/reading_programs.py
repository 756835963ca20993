"""The book as programs show it that people read with, and as they would read it aloud (Z637).

MuPDF, which many readers are built on, and pandoc need no browser; foliate-js, epub.js and the queues of speech run in
Chromium. The lines of the text must be there in order with their labels and the calls of their notes; their numbers
right, or none of them; the Zeilenfassung whole; and nothing else between. Notes, tables and whatever else has no lines
may stand where the program puts them.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree, html

from pipeline.checks import reading_systems, speech_queues
from pipeline.checks.finding import Finding, NotRunError, limited
from pipeline.checks.finished import Finished
from pipeline.checks.shown_lines import Texts, faults_shown
from pipeline.diagnostics import Diagnostic
from pipeline.readback.epub import EpubPackage, opened_epub

Shows = Callable[[Path, Sequence[str]], Texts]
"""The texts of a book by the names of its documents, which are given in reading order."""

INSTALL = "Einrichten: make check, oder: pip install 'pymupdf<2' pypandoc-binary"

SECONDS = 60
"""For pandoc and one book; the seed's takes half of one."""


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether the programs show the book's lines. Raises NotRunError where one is missing, after the others."""
    found: list[Finding] = []
    missing: list[NotRunError] = []
    for program, faults in questions(file, opened_epub(file.data)).items():
        try:
            found += [Finding("Z637", f"{program}: {each}") for each in faults()]
        except NotRunError as reason:
            missing.append(reason)
    yield from file.findings(limited(found))
    if missing:
        reasons, hints = (dict.fromkeys(map(str, missing)), dict.fromkeys(each.hint for each in missing if each.hint))
        raise NotRunError("; ".join(reasons), "; ".join(hints))


def questions(file: Finished, book: EpubPackage) -> Mapping[str, Callable[[], Iterable[str]]]:
    """What is asked of each program, and gives what it shows wrongly."""
    return {
        **{name: partial(_faults, shown, file, book) for name, shown in PROGRAMS.items()},
        **{name: partial(reading_systems.faults, name, file, book) for name in reading_systems.SYSTEMS},
        **{f"{name} (Vorlesen)": partial(speech_queues.faults, name, file, book) for name in speech_queues.QUEUES},
    }


def _faults(shown: Shows, file: Finished, book: EpubPackage) -> list[str]:
    return [*faults_shown(file.chapters, book.documents, shown(file.path, tuple(book.documents)))]


def mupdf(path: Path, names: Sequence[str]) -> Texts:
    """The text as MuPDF shows it, page after page. Raises NotRunError."""
    if not find_spec("pymupdf"):
        raise NotRunError("MuPDF fehlt (pymupdf)", INSTALL)
    engine: Any = import_module("pymupdf")
    engine.TOOLS.mupdf_display_errors(False)
    engine.TOOLS.mupdf_display_warnings(False)
    try:
        with engine.open(path) as document:
            document.layout(width=1200, height=1600, fontsize=12)
            chapters = range(document.chapter_count)
            texts = [
                "".join(document[(at, page)].get_text() for page in range(document.chapter_page_count(at)))
                for at in chapters
            ]
    except (engine.FileDataError, RuntimeError, ValueError) as error:
        raise NotRunError(f"MuPDF kann das Buch nicht öffnen: {error}") from error
    if len(texts) != len(names):
        raise NotRunError(f"MuPDF sieht {len(texts)} Dokumente statt {len(names)}")
    return dict(zip(names, texts, strict=True))


def pandoc(path: Path, names: Sequence[str]) -> Texts:
    """The text as pandoc converts it to HTML; what it counts by itself stands before the items. Raises NotRunError."""
    command = [_pandoc(), "-f", "epub", "-t", "html", str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotRunError(f"pandoc kann das Buch nicht lesen: {error}") from error
    root = html.fromstring(f"<div>{done.stdout.decode('utf-8', 'replace')}</div>")
    for listed in root.iter("ol"):
        for number, item in enumerate(listed.iterchildren("li"), int(listed.get("start", "1"))):
            item.text = f"{number}. {item.text or ''}"
    texts = dict.fromkeys(names, "")
    beginnings = {Path(name).name: name for name in names}
    open_ = names[0]
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            texts[open_] += node.tail or ""
            continue
        open_ = names[-1] if node.get("role") == "doc-endnotes" else beginnings.get(node.get("id", ""), open_)
        texts[open_] += node.text or ""
    return texts


def _pandoc() -> str:
    """The program: on PATH, or from the wheel. Raises NotRunError."""
    package = find_spec("pypandoc")
    beside = Path(package.origin).parent / "files" / "pandoc" if package and package.origin else None
    if beside is not None and beside.is_file():
        return str(beside)
    if found := shutil.which("pandoc"):
        return found
    raise NotRunError("pandoc fehlt", INSTALL)


PROGRAMS: Mapping[str, Shows] = {"MuPDF": mupdf, "pandoc": pandoc}
"""What needs only wheels."""
