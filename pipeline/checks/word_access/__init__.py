"""Whether a Word document can be read and found one's way in by everyone (Z682).

The rules are those of Word's own checker and of WCAG 2.2 that can be decided from the file; for Leichte Sprache those of
BITV 2.0, annex 2, part 2.

document     the file, opened
properties   title, language, hyphenation
constructs   headings, tables, pictures, typed lists, empty paragraphs
contrast     contrast, hidden text, size and distance of Leichte Sprache
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.finding import limited, of_code
from pipeline.checks.finished import Finished
from pipeline.checks.word_access import constructs, contrast, properties
from pipeline.checks.word_access.document import opened_document
from pipeline.diagnostics import Diagnostic
from pipeline.publication.catalogue import BY_SUFFIX

MOST = 20
"""Findings about one file; the rest is counted."""


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether no rule is broken."""
    return file.findings(limited(of_code("Z682", findings(file.data, easy=BY_SUFFIX[file.suffix].easy)), MOST))


def findings(data: bytes, *, easy: bool = False) -> Iterator[str]:
    """What stands in somebody's way; ``easy`` says that all text is Leichte Sprache. Raises UnreadableError."""
    document = opened_document(data)
    yield from properties.findings(document)
    yield from constructs.findings(document)
    yield from contrast.findings(document, easy=easy)
