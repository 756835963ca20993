"""What tests share: the seed, a short text that can be damaged, and golden files that can be renewed."""

from __future__ import annotations

import ctypes
import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

from pipeline.checks import ace, tools
from pipeline.checks.chromium import BROWSER
from pipeline.checks.chromium.connection import Connection
from pipeline.checks.examination import CHECKS
from pipeline.checks.finding import NotRunError
from pipeline.checks.orca import session
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.sources.forms import NumberedSource

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "gleichberechtigung-und-engagement.md"

HEAD = "# Kapitel\n\n**Initiator\\*innen:** Rat (dort beschlossen am: 03.05.2025)\n\n**Titel:** Probe\n\n## Text\n\n"

LINES = (
    "1 Eine gerechte Stadt misst sich daran, wie gut sie für alle funktioniert - nicht  \n"
    "2 nur für die Mehrheit, sondern für jeden einzelnen Menschen. Dortmund steht in  \n"
    "3 der Verantwortung, soziale Gerechtigkeit, Teilhabe und Schutz für Menschen in  \n"
    "4 sehr unterschiedlichen Lebenssituationen zu gewährleisten.\n\n"
    "## 5 **Für alle**\n\n"
    "6 Wir werden\n\n"
    "- 7 • den kommunalen Masterplan zur Umsetzung der Istanbul-Konvention zügig  \n"
    "8 umsetzen, um Frauen effektiv vor Gewalt zu schützen.\n"
    "- 9 • Beratung anbieten.\n"
)
"""A short text of nine lines, with all that the seed has: a paragraph, a heading, a lead, a list."""

TEXT = HEAD + LINES


QUICK = tuple(
    each
    for each in CHECKS
    if each.name not in {"EPUBCheck", "Ace", "axe", "Darstellung", "Leseprogramme", "Vorlesen", "Verzeichnisse"}
)
"""The checks that neither start another program for each file nor look at the files beside it."""


UNHEARD = "zeilentreu-liest-hier-nicht-vor"
"""What Orca is called in all tests but those that ask for it: to read one page aloud takes it ten seconds."""
os.environ["ZEILENTREU_ORCA"] = UNHEARD


class UnannouncedProgramError(BaseException):
    """A test starts a program and has no marker ``program``; no handler of errors in the house may take it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; review the difference")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: who hears a page read aloud waits, and each starts programs of its own."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of the garbage: it stays, and each look at it costs."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def pytest_runtest_setup(item: pytest.Item) -> None:
    RUNNING[:] = [item]


def pytest_runtest_teardown() -> None:
    RUNNING.clear()


def _heed(event: str, arguments: tuple[object, ...]) -> None:
    """Let a test fail that starts a program without saying so: ``make test-fast`` would run it."""
    if event != "subprocess.Popen" or not RUNNING or RUNNING[0].get_closest_marker("program"):
        return
    if Path(program := str(arguments[0])).name not in LOOKING_UP:
        raise UnannouncedProgramError(f"without the marker „program“, {RUNNING[0].nodeid} starts {program}")


LOOKING_UP = frozenset({"ldconfig", "gcc", "cc", "ld", "objdump"})
"""What ctypes.util.find_library of the standard library runs, when WeasyPrint is imported."""

RUNNING: list[pytest.Item] = []
"""The test that runs now."""

sys.addaudithook(_heed)


# Whether a test passes does not depend on what else the machine has to do.
settings.register_profile("any-load", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-load")


# What a power cut would take need not be on the disk: it costs ten milliseconds a file.
os.fsync = lambda fd: None  # noqa: ARG005 - the name of the parameter is the library's

os.environ["JAVA_TOOL_OPTIONS"] = "-XX:TieredStopAtLevel=1"
"""For the files of tests, which are small, Java's second compiler costs more than it saves; for long texts veraPDF needs it."""


def pytest_sessionfinish() -> None:
    BROWSER.close()  # workers of pytest-xdist end without atexit
    ace.ENGINE.close()


@cache
def seed() -> NumberedSource:
    return forms.read(SEED)


def read(text: str, name: str = "probe.md", publication: Publication | None = None) -> NumberedSource:
    return forms.loads(text.encode(), name, publication or Publication())


def _readability() -> None:
    if not (ROOT / ".ci" / "node_modules" / "@mozilla" / "readability").is_dir():
        raise NotRunError("Readability fehlt (npm-Paket @mozilla/readability)", tools.INSTALL_TOOLS)


def _reading_systems() -> None:
    for each in ("epubjs", "foliate-js", "jszip", "r2-navigator-js", "@readium/css"):
        if not (ROOT / ".ci" / "node_modules" / each / "package.json").is_file():
            raise NotRunError(f"{each} fehlt (npm-Paket)", tools.INSTALL_TOOLS)


def _pdf_js() -> None:
    if not (ROOT / ".ci" / "node_modules" / "pdfjs-dist" / "package.json").is_file() or not shutil.which("node"):
        raise NotRunError("pdf.js fehlt (npm-Paket pdfjs-dist)", tools.INSTALL_TOOLS)


def _libepub() -> None:
    try:
        ctypes.CDLL("libepub.so.0")
    except OSError as error:
        raise NotRunError("libepub fehlt", "Einrichten: apt install libepub0") from error


PACKAGES = {
    "ebook-convert": "calibre",
    "gs": "ghostscript",
    "pdfinfo": "poppler-utils",
    "pdftotext": "poppler-utils",
    "soffice": "libreoffice-writer",
}
"""Programs that only tests start, with the package that has them."""


OTHERS: dict[str, Callable[[], object]] = {
    "ace": tools.ace,
    "axe": tools.axe,
    "orca": tools.orca_programs,
    "readability": _readability,
    "reading systems": _reading_systems,
    "libepub": _libepub,
    "pdf.js": _pdf_js,
}
"""What is no program on PATH; each raises NotRunError."""


@cache
def missing(program: str) -> str:
    """Why the program cannot be run; empty where it can."""
    if program in PACKAGES:
        return "" if shutil.which(program) else f"{program} fehlt. Einrichten: apt install {PACKAGES[program]}"
    try:
        if program == "chromium":
            Connection(tools.chromium_without_window()).close()
        else:
            OTHERS[program]()
    except NotRunError as reason:
        return f"{reason}. {reason.hint}"
    return ""


def needs(*programs: str) -> None:
    """Skip the test where one of the programs cannot be run, or fail it where all must be evaluated (``.ci/run``)."""
    for reason in filter(None, map(missing, programs)):
        not_evaluated(reason)


def not_evaluated(reason: str) -> NoReturn:
    """Skip the test, or fail it where all must be evaluated."""
    if os.environ.get("ZEILENTREU_EVALUATE") == "all":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def orca(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the test hear a real screen reader, or skip it where there is none."""
    monkeypatch.delenv("ZEILENTREU_ORCA")
    needs("orca")
    version = subprocess.run(["orca", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if version.partition(".")[0] != session.KNOWN:
        not_evaluated(f"what Orca {version} says of its own is not known, only what {session.KNOWN} says")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the golden file of this name, or writes it when asked to."""

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
