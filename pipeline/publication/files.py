"""Files → bytes: regular ones alone, where they may lie, and never more than may be.

A pipe or a device never ends, and a link may lead to what was not meant to be published.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.diagnostics import Diagnostic, FileRefusal, Place
from pipeline.diagnostics.reasons import reason

LARGEST_EDITION = 1024 * 1024 * 1024
"""Bytes of a finished file; a book of a hundred chapters with pictures has 100 MB."""

OUTSIDE = "Die Datei liegt außerhalb des Ordners der Veröffentlichung: Ein Link führt nach „{}“."
BRING_IN = "Kopieren Sie die Datei an die Stelle des Links."


def content(path: Path, most: int, within: Path | None = None) -> bytes | None:
    """At most one byte more than may be; None where there is no file. Raises FileRefusal (Z802).

    It must lie in the folder ``within``, where there is one, after all links are followed.
    """
    place = Place(str(path))
    try:
        if within is not None and (target := leads_outside(path, within)):
            raise FileRefusal(Diagnostic("Z802", place, OUTSIDE.format(target), BRING_IN))
        if not path.exists():
            if path.is_symlink():
                raise FileRefusal(Diagnostic("Z802", place, "Der Link führt zu keiner Datei."))
            return None
        if not path.is_file():
            raise FileRefusal(Diagnostic("Z802", place, "Das ist keine gewöhnliche Datei."))
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        return None
    except (
        OSError,
        ValueError,
        RuntimeError,
    ) as error:  # RuntimeError: a circle of links (pathlib, Python 3.11 and 3.12)
        raise FileRefusal(Diagnostic("Z802", place, f"Die Datei lässt sich nicht lesen: {reason(error)}.")) from error


def leads_outside(path: Path, folder: Path) -> Path | None:
    """Where the path leads, if that is not in the folder. Raises OSError, and RuntimeError for a circle of links."""
    target = path.resolve()
    return None if target.is_relative_to(folder.resolve()) else target
