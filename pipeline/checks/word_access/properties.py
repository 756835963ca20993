"""What a Word document says of itself: title, language, and that no program divides its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.word_access.document import WordDocument
from pipeline.readback.word_styles import W
from pipeline.readback.word_text import on

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""A language tag (BCP 47), as far as form goes."""


def findings(document: WordDocument) -> Iterator[str]:
    """What is missing or wrong."""
    if not document.title:
        yield "Der Titel des Dokuments fehlt in seinen Eigenschaften."
    if not _TAG.fullmatch(document.looks.language):
        yield f"Die Vorlage nennt keine Sprache, sondern „{document.looks.language}“."
    hyphens = document.settings.find(f"{W}autoHyphenation") if document.settings is not None else None
    if hyphens is not None and on(hyphens):
        yield "Die automatische Silbentrennung ist an."
