"""Documents as LibreOffice saves them: several in one run of it, for its start takes longer than a document."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import needs


def saved(documents: tuple[bytes, ...], *formats: str) -> tuple[bytes, ...]:
    """The DOCX documents saved in each of the formats in turn; what several ways have in common is saved once."""
    before = "docx"
    for kind in formats:
        documents, before = _saved(documents, before, kind), kind
    return documents


@cache
def _saved(documents: tuple[bytes, ...], before: str, kind: str) -> tuple[bytes, ...]:
    """The documents of one format in another one. The profile is new: instances share nothing."""
    needs("soffice")
    with TemporaryDirectory(prefix="zeilentreu-") as name:
        folder = Path(name)
        paths = [folder / f"{number}.{before}" for number in range(len(documents))]
        for path, data in zip(paths, documents, strict=True):
            path.write_bytes(data)
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                folder / "out",
                *paths,
            ],
            check=True,
            capture_output=True,
            timeout=900,
        )
        return tuple((folder / "out" / f"{path.stem}.{kind}").read_bytes() for path in paths)
