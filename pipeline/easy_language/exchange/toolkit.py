"""The Translate Toolkit: there where somebody has set it up, since few offices need it."""

from __future__ import annotations

from types import ModuleType

from pipeline.diagnostics import Diagnostic, EnvironmentRefusal, Place


def storage(name: str) -> ModuleType:
    """The toolkit's module for a form, ``tmx`` or ``xliff``. Raises EnvironmentRefusal (Z703) where it is not set up."""
    try:
        from translate.storage import tmx, xliff
    except ImportError as error:
        message = f"Für {name.upper()} fehlt das Paket translate-toolkit."
        hint = "Einrichten: .venv/bin/pip install translate-toolkit. Das Word-Dokument der Übergabe geht ohne."
        raise EnvironmentRefusal(Diagnostic("Z703", Place("translate-toolkit"), message, hint)) from error
    return {"tmx": tmx, "xliff": xliff}[name]
