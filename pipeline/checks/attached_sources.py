"""Whether the archive's file holds the texts as they arrived, byte for byte, and no other file (Z617; PDF/A-4f)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pipeline.checks.finished import Finished
from pipeline.checks.report import NOT_RUN
from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.readback.attachments import attachments
from pipeline.readback.reading import UnreadableError
from pipeline.text import interchange
from pipeline.text.model import NumberedChapter


def check(file: Finished) -> Iterator[Diagnostic]:
    """What is missing, and what is there beyond."""
    if not file.models:
        yield Diagnostic(NOT_RUN, file.place, "Kein Vergleich: das Modell ist nicht lesbar.")
        return
    try:
        found = attachments(file.data)
    except UnreadableError as error:
        yield Diagnostic(NOT_RUN, file.place, f"Die Datei ist nicht lesbar: {error}.")
        return
    known = {name for name, content in found if any(_is(content, name, each) for each in file.models)}
    for model in file.models:
        if not any(_is(content, name, model) for name, content in found):
            name = model.chapter.source.name
            message = f"Der Ausgangstext „{name}“ hängt nicht an, oder nicht so, wie er angekommen ist."
            yield Diagnostic("Z617", file.place, message, "Bauen Sie die Ausgabe neu: make")
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
        return interchange.loads(content.decode(), Place(name)) == model
    except (InputRefusal, UnicodeDecodeError, AttributeError, ValueError):
        return False
