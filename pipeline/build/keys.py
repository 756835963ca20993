"""What the files of a text depend on, as one digest: where it is another, they are made anew."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from pipeline.build import record
from pipeline.build.programme import ReadChapter
from pipeline.easy_language.rendition import Rendition


def key_of(text: ReadChapter, easy: Rendition | None) -> str:
    """What the files depend on: source, its name, model, settings, translation, program, and the date of the environment."""
    job, chapter = text.job, text.numbered.chapter
    parts = [
        chapter.source.sha256,
        chapter.source.name,
        repr(chapter.blocks),
        record.digest(job.settings),
        _program(),
        str(job.publication.epoch),
        record.digest(job.publication.press.icc),
        repr(easy),
        job.publication.language,
    ]
    return record.digest("\n".join(parts))


@cache
def _program() -> str:
    """The digest of everything of ours that makes the files: code, templates, styles, and the pinned libraries."""
    package = Path(__file__).parent.parent
    paths = [
        *package.rglob("*.py"),
        *package.parent.glob("templates/*"),
        *package.parent.glob("styles/*.css"),
        *package.glob("templates/*"),
        *package.glob("styles/*.css"),
        package.parent / "requirements.lock",
    ]
    digest = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()
