"""Documents as LibreOffice saves them: several in one run of it, for its start takes longer than a document."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import needs


@cache
def saved(documents: tuple[bytes, ...], *formats: str) -> tuple[bytes, ...]:
    """The DOCX documents saved in each of the formats in turn. The profile is new: instances share nothing."""
    needs("soffice")
    with TemporaryDirectory(prefix="zeilentreu-") as name:
        folder = Path(name)
        paths = [folder / f"{number}.docx" for number in range(len(documents))]
        for path, data in zip(paths, documents, strict=True):
            path.write_bytes(data)
        for at, kind in enumerate(formats):
            out = folder / str(at)
            profile = f"-env:UserInstallation=file://{folder}/profile"
            subprocess.run(
                ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", out, *paths],
                check=True,
                capture_output=True,
                timeout=900,
            )
            paths = [out / f"{path.stem}.{kind}" for path in paths]
        return tuple(path.read_bytes() for path in paths)
