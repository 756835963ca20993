"""The folders of templates and style sheets: beside the package in a checkout, inside it once installed."""

from __future__ import annotations

from pathlib import Path

import pipeline


def folder(name: str) -> Path:
    """The folder with this name, ``styles`` or ``templates``."""
    package = Path(pipeline.__file__).parent
    return package / name if (package / name).is_dir() else package.parent / name
