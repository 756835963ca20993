"""What the commands share: how one is added, and the one text that an argument names."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.diagnostics import Diagnostic, Place, UsageRefusal
from pipeline.publication.settings import TRACKED

if TYPE_CHECKING:
    from pipeline.build.source_jobs import Job


class Add(Protocol):
    """Adds a command by its name, what runs it and what it does, and gives its parser."""

    def __call__(self, name: str, run: Callable[[argparse.Namespace], int], text: str, /) -> argparse.ArgumentParser:
        """Add the command."""
        ...


def add_form(command: argparse.ArgumentParser) -> None:
    """Add the option that names the form of the sources."""
    command.add_argument(
        "--from",
        dest="form",
        type=_form,
        metavar="FORM",
        help="in welcher Form die Quelle ist (sonst: am Inhalt erkannt)",
    )


def add_tracked(command: argparse.ArgumentParser) -> None:
    """Add the option that decides over open tracked changes."""
    command.add_argument(
        "--tracked",
        choices=TRACKED,
        default=None,
        help="offene Änderungen in Word und LibreOffice annehmen (accept) oder verwerfen (reject)",
    )


def _form(word: str) -> str:
    """The form with this name. Raises UsageRefusal."""
    from pipeline.sources.forms import SOURCES

    names = [each.name for each in SOURCES]
    if word not in names:
        near = difflib.get_close_matches(word, names, n=1)
        hint = f"Meinten Sie „{near[0]}“?" if near else f"Es gibt: {', '.join(names)}."
        raise UsageRefusal(Diagnostic("Z901", Place("--from"), f"Die Form „{word}“ gibt es nicht.", hint))
    return word


def job_of(source: Path, *, form: str | None = None, width: int | None = None, tracked: str | None = None) -> Job:
    """The one source that the path names, and its settings. Raises UsageRefusal where a folder has several."""
    from pipeline.build import source_jobs

    jobs = source_jobs.jobs([source], form=form, width=width, tracked=tracked)
    if len(jobs) > 1:
        message = "Der Ordner hat mehrere Kapitel."
        raise UsageRefusal(Diagnostic("Z901", Place(str(source)), message, "Nennen Sie eine Datei."))
    return jobs[0]
