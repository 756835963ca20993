"""Whether pictures say more than what is seen: a photo may say where it was taken, when, and by whom (Z686)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.finding import Finding, limited
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic
from pipeline.publication.catalogue import BY_SUFFIX
from pipeline.readback.carried_pictures import carried_pictures, noted_in


def check(file: Finished) -> Iterator[Diagnostic]:
    """Which pictures of the file carry notes."""
    return file.findings(limited(_findings(file)))


def _findings(file: Finished) -> Iterator[Finding]:
    for name, picture in carried_pictures(file.data, BY_SUFFIX[file.suffix].medium):
        if found := noted_in(picture):
            yield Finding("Z686", f"{name} trägt {' und '.join(found)} mit sich.")
