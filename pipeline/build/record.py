"""The record of a build, kept in the folder that it filled: which files were made of what, and which could not be made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.diagnostics import FileRefusal
from pipeline.publication.catalogue import RECORD
from pipeline.publication.files import LARGEST_EDITION, content

LARGEST_RECORD = 1024 * 1024
"""Bytes; that of all editions has 3 kB."""


def renewed(folder: Path, key: str, made: Mapping[str, bytes], failed: Collection[str]) -> bytes:
    """The record with these files, made of what ``key`` stands for, and with those of the same things that failed."""
    # Another build may have finished other editions of the same text meanwhile.
    files = current(folder, key) | {name: digest(data) for name, data in made.items()}
    absent = sorted({*failed, *_absent(folder, key)} - files.keys())
    earlier = {name: known for name, known in _written(folder).items() if name not in files}
    found = {
        "key": key,
        "files": dict(sorted(files.items())),
        "absent": absent,
        "earlier": dict(sorted(earlier.items())),
    }
    return (json.dumps(found, indent=1) + "\n").encode()


def is_altered(folder: Path, name: str) -> bool:
    """Whether somebody has changed a file since a build wrote it."""
    known = _written(folder).get(name)
    return known is not None and (folder / name).exists() and _digest_at(folder / name) != known


def _written(folder: Path) -> dict[str, str]:
    """What builds have written, of whatever they were made, and the digests of that."""
    try:
        found = json.loads(content(folder / RECORD, LARGEST_RECORD) or b"")
        every = {**found.get("earlier", {}), **found["files"]}
        return {str(name): str(known) for name, known in every.items()}
    except (FileRefusal, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def current(folder: Path, key: str) -> dict[str, str]:
    """The files that the last build wrote from the same things, still as it wrote them, and their digests."""
    try:
        files = _read(folder, key)["files"]
        return {name: known for name, known in files.items() if _digest_at(folder / Path(name).name) == known}
    except (FileRefusal, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _absent(folder: Path, key: str) -> frozenset[str]:
    """The files that the last build could not make of the same things."""
    try:
        return frozenset(map(str, _read(folder, key)["absent"]))
    except (FileRefusal, ValueError, KeyError, TypeError, RecursionError):
        return frozenset()


def _read(folder: Path, key: str) -> Any:
    """The record; an empty one where it is of other things.

    Raises FileRefusal, ValueError, KeyError, TypeError, AttributeError, and RecursionError where it is deeply nested.
    """
    found = json.loads(content(folder / RECORD, LARGEST_RECORD) or b"")
    return found if found["key"] == key else {"files": {}, "absent": []}


def digest(content: str | bytes) -> str:
    """The SHA-256 of the content."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()


def _digest_at(path: Path) -> str:
    with suppress(FileRefusal):
        return digest(content(path, LARGEST_EDITION) or b"")
    return ""
