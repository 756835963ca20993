"""What the commands share: how one is added, and the one text that an argument names."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.errors import Diagnostic, Place, UsageRefusal

if TYPE_CHECKING:
    from pipeline.programme import Job


class Add(Protocol):
    """Adds a command by its name, what runs it and what it does, and gives its parser."""

    def __call__(self, name: str, run: Callable[[argparse.Namespace], int], text: str, /) -> argparse.ArgumentParser:
        """Add the command."""
        ...


def job_of(source: Path) -> Job:
    """The one source that the path names, and its settings. Raises UsageRefusal where a folder has several."""
    from pipeline import programme

    jobs = programme.jobs([source])
    if len(jobs) > 1:
        message = "Der Ordner hat mehrere Kapitel."
        raise UsageRefusal(Diagnostic("Z901", Place(str(source)), message, "Nennen Sie eine Datei."))
    return jobs[0]
