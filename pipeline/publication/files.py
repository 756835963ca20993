"""Files → bytes, never more than may be."""

from __future__ import annotations

from pathlib import Path

from pipeline.diagnostics import Diagnostic, FileRefusal, Place
from pipeline.diagnostics.reasons import reason


def content(path: Path, most: int) -> bytes | None:
    """At most one byte more than may be; None where there is no file. Raises FileRefusal (Z802)."""
    place = Place(str(path))
    try:
        if path.exists() and not path.is_file():
            raise FileRefusal(Diagnostic("Z802", place, "Das ist keine gewöhnliche Datei."))
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise FileRefusal(Diagnostic("Z802", place, f"Die Datei lässt sich nicht lesen: {reason(error)}.")) from error
