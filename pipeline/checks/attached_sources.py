"""Whether the archive's file holds the texts as they arrived, byte for byte, and no other file (Z617; PDF/A-4f)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pipeline.checks.finished import AGAIN, Finished
from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.readback.attachments import attachments
from pipeline.text import interchange_reading
from pipeline.text.model import NumberedChapter, book_of


def check(file: Finished) -> Iterator[Diagnostic]:
    """What is missing, and what is there beyond."""
    models = file.book.chapters
    found = attachments(file.data)
    known = {name for name, content in found if any(_is(content, name, each) for each in models)}
    for model in models:
        if not any(_is(content, name, model) for name, content in found):
            name = model.chapter.source.name
            message = f"Der Ausgangstext „{name}“ hängt nicht an, oder nicht so, wie er angekommen ist."
            yield Diagnostic("Z617", file.place, message, AGAIN)
    for name, _ in found:
        if name not in known:
            yield Diagnostic("Z617", file.place, f"Die angehängte Datei „{name}“ ist kein Ausgangstext dieser Ausgabe.")


def _is(content: bytes, name: str, model: NumberedChapter) -> bool:
    """Whether the file is the chapter's source, or its model where the source was not at hand."""
    if hashlib.sha256(content).hexdigest() == model.chapter.source.sha256:
        return True
    if not name.endswith(".json"):
        return False
    try:
        return interchange_reading.loads(content.decode(), Place(name)) == book_of(model)
    except (InputRefusal, UnicodeDecodeError, AttributeError, ValueError):
        return False
