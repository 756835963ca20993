"""What programs make of the files: each gives text, with its rows; white space says nothing in the comparison."""

# SPDX-License-Identifier: CC0-1.0

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pymupdf
import pypandoc
import pypdfium2
from pdfminer.high_level import extract_text

from conformance.questions import HERE, Question, questions
from pipeline.checks import tools
from pipeline.checks.chromium import BROWSER
from pipeline.checks.finding import NotRunError
from pipeline.readback import docx, xhtml
from pipeline.readback.marked_content import MarkedContent
from pipeline.readback.tag_tree import Kid, Tag, tag_tree

INLINE = frozenset({"Span", "Sub", "Link", "Em", "Strong"})
"""Structure types whose text stands in the row of what is around them."""

SPOKEN = frozenset({"StaticText", "ListMarker", "splitter", "separator", "doc-pagebreak"})
"""Roles of Chromium's nodes whose name is what is said of them; the last three for breaks of pages, as versions call them."""

SECONDS = 120


class NotAskedError(Exception):
    """The program does not answer this kind of question."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program: the formats it is asked about, its version (empty where it is not there), and what it makes of a file."""

    name: str
    kind: str
    """What it gives: the ``text`` of the document, what is ``shown``, ``spoken`` or ``copied``."""
    endings: frozenset[str]
    version: Callable[[], str]
    read: Callable[[Question], str]
    is_wheel: bool = False
    """It comes as a wheel and runs in this process."""


def path_of(question: Question) -> Path:
    return HERE / question.path


def output(*command: str | Path) -> str:
    """What the program prints, on either stream: some give their version on the one, some on the other."""
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)
    return (done.stdout or done.stderr).decode("utf-8", "replace")


def _version(program: str, *arguments: str) -> Callable[[], str]:
    def found() -> str:
        if not shutil.which(program):
            return ""
        number = re.search(r"\d+(?:\.\d+)+", output(program, *arguments))
        return number[0] if number else ""

    return found


def _text_alone(read: Callable[[Question], str]) -> Callable[[Question], str]:
    def asked(question: Question) -> str:
        if question.is_about_places:
            raise NotAskedError
        return read(question)

    return asked


def of_pdfminer(question: Question) -> str:
    return str(extract_text(io.BytesIO(path_of(question).read_bytes())))


def of_pdfium(question: Question) -> str:
    with pypdfium2.PdfDocument(path_of(question).read_bytes()) as document:
        return "\n".join(str(page.get_textpage().get_text_range()) for page in document)


def of_mupdf(question: Question) -> str:
    file: Any = pymupdf.open(stream=path_of(question).read_bytes(), filetype=question.ending)  # type: ignore[no-untyped-call]
    with file:
        if question.is_about_places:
            height = file[0].rect.height
            return "\n".join(
                # MuPDF counts from the top of the page in the one place and from its bottom in the other.
                f"{name} Seite {each['page'] + 1} oben {each['to'][1]:.0f}"
                for name, each in sorted(file.resolve_names().items())
                if each["to"][1] <= height
            )
        return "\n".join(page.get_text() for page in file)


def of_pdftotext(question: Question) -> str:
    return output("pdftotext", "-enc", "UTF-8", path_of(question), "-")


def of_pdfinfo(question: Question) -> str:
    if question.is_about_places:
        rows = re.findall(
            r'(\d+) \[ XYZ +\d+ +(\d+) +\S+ *\] +"([^"]+)"', output("pdfinfo", "-dests", path_of(question))
        )
        return "\n".join(f"{name} Seite {page} oben {top}" for page, top, name in rows)
    # The tree is printed with an element in each row, and below it each of its texts in quotes.
    shown = output("pdfinfo", "-struct-text", path_of(question)).splitlines()
    return "".join(text[1] if (text := re.fullmatch(r' *"(.*)"', row)) else "\n" for row in shown)


def of_ghostscript(question: Question) -> str:
    return output(
        "gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=txtwrite", "-sOutputFile=-", path_of(question)
    )


def of_pandoc(question: Question) -> str:
    shown = output(
        pypandoc.get_pandoc_path(), "-f", question.ending, "-t", "plain", "--wrap=none", "--sandbox", path_of(question)
    )
    # Rules of tables are drawn with hyphens.
    return re.sub(r"^[ -]*-[ -]*$", "", shown, flags=re.MULTILINE)


@cache
def _converted_by_calibre(path: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "text.txt"
        output("ebook-convert", path, result)
        return result.read_text(encoding="utf-8-sig") if result.is_file() else ""


@cache
def _converted_by_libreoffice() -> Mapping[str, str]:
    """All Word documents at once: starting the program is what takes its time."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [path_of(each) for each in questions() if each.ending == "docx"]
        profile = f"-env:UserInstallation=file://{folder}/profile"
        output("soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, *paths)
        return {path.stem: path.read_text(encoding="utf-8-sig") for path in Path(folder).glob("*.txt")}


def _chromium_version() -> str:
    try:
        found = re.search(r"[\d.]+", output(tools.chromium(), "--version"))
    except NotRunError:
        return ""
    return found[0] if found else ""


@cache
def _in_chromium(path: Path, ending: str) -> tuple[str, str]:
    """What its tree of accessibility says, and what copying all of the page gives."""
    name = "text.xhtml" if ending == "epub" else "page.html"
    data = path.read_bytes()
    if ending == "epub":
        with zipfile.ZipFile(path) as archive:
            data = archive.read(name)
    with BROWSER.page({name: data}) as page:
        page.open(name)
        nodes = page.call("Accessibility.getFullAXTree")["nodes"]
        copied = page.evaluate("(getSelection().selectAllChildren(document.body), getSelection().toString())")
    return "".join(_spoken(nodes)), str(copied)


def _spoken(nodes: list[Mapping[str, Any]]) -> Iterator[str]:
    """Names of texts, labels of lists and named breaks of pages, each node in a row of its own."""
    by_id = {each["nodeId"]: each for each in nodes}
    open_ = [each for each in reversed(nodes) if each.get("parentId") not in by_id]
    while open_:
        node = open_.pop()
        role, name = (str(node.get(key, {}).get("value", "")) for key in ("role", "name"))
        if not node.get("ignored") and role in SPOKEN:
            yield f"{name}\n"
        if role != "ListMarker":
            open_ += [by_id[each] for each in reversed(node.get("childIds", ())) if each in by_id]


def of_tags(question: Question) -> str:
    return "".join(_said(tag_tree(path_of(question).read_bytes()).tags))


def _said(kids: tuple[Kid, ...]) -> Iterator[str]:
    for kid in kids:
        if isinstance(kid, MarkedContent):
            yield kid.text
        elif isinstance(kid, Tag) and kid.role != "Artifact":
            yield from _said(kid.kids)
            if kid.role not in INLINE:
                yield "\n"


def of_lines(question: Question) -> str:
    """The lines that this house finds by the anchors it promises."""
    if "lines" not in question.facts:
        raise NotAskedError
    data = path_of(question).read_bytes()
    reader = {"epub": xhtml.epub, "html": xhtml.web_page, "docx": docx.docx}[question.ending]
    [chapter] = reader(data).chapters
    return "\n".join(each.text for each in chapter.lines)


def here() -> str:
    return "(dieser Stand)"


PROGRAMS: tuple[Program, ...] = (
    Program("zeilentreu (Tags)", "spoken", frozenset({"pdf"}), here, _text_alone(of_tags), is_wheel=True),
    Program(
        "pdfminer.six",
        "text",
        frozenset({"pdf"}),
        lambda: version("pdfminer.six"),
        _text_alone(of_pdfminer),
        is_wheel=True,
    ),
    Program(
        "pdfium (pypdfium2)",
        "text",
        frozenset({"pdf"}),
        lambda: version("pypdfium2"),
        _text_alone(of_pdfium),
        is_wheel=True,
    ),
    Program(
        "MuPDF (PyMuPDF)",
        "shown",
        frozenset({"pdf", "epub", "html", "docx"}),
        lambda: version("pymupdf"),
        of_mupdf,
        is_wheel=True,
    ),
    Program("poppler (pdftotext)", "text", frozenset({"pdf"}), _version("pdftotext", "-v"), _text_alone(of_pdftotext)),
    Program("poppler (pdfinfo, Tags)", "spoken", frozenset({"pdf"}), _version("pdfinfo", "-v"), of_pdfinfo),
    Program(
        "Ghostscript (txtwrite)", "text", frozenset({"pdf"}), _version("gs", "--version"), _text_alone(of_ghostscript)
    ),
    Program("zeilentreu (Anker)", "text", frozenset({"epub", "html", "docx"}), here, of_lines, is_wheel=True),
    Program(
        "pandoc", "text", frozenset({"epub", "html", "docx"}), lambda: str(pypandoc.get_pandoc_version()), of_pandoc
    ),
    Program(
        "Calibre (nach TXT)",
        "text",
        frozenset({"epub"}),
        _version("ebook-convert", "--version"),
        lambda question: _converted_by_calibre(path_of(question)),
    ),
    Program(
        "Chromium (Vorlesen)",
        "spoken",
        frozenset({"epub", "html"}),
        _chromium_version,
        lambda question: _in_chromium(path_of(question), question.ending)[0],
    ),
    Program(
        "Chromium (Kopieren)",
        "copied",
        frozenset({"epub", "html"}),
        _chromium_version,
        lambda question: _in_chromium(path_of(question), question.ending)[1],
    ),
    Program(
        "LibreOffice (nach TXT)",
        "text",
        frozenset({"docx"}),
        _version("soffice", "--version"),
        lambda question: _converted_by_libreoffice().get(path_of(question).stem, ""),
    ),
)


def rows(text: str) -> str:
    """The rows that hold something, each without white space around it and with single spaces in it."""
    return "\n".join(row for row in (" ".join(each.split()) for each in text.splitlines()) if row)
