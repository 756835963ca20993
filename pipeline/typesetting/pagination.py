"""On which page of S.pdf each line stands, as laid out, for editions that have no pages of their own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from pipeline.model import NumberedChapter
from pipeline.publication import Publication
from pipeline.typesetting.layout import pages_of
from pipeline.typesetting.manuscript import PAGE, manuscript
from pipeline.typesetting.setting import laid_out


class Part(Enum):
    """What a page begins with where it does not begin with a line."""

    TITLE = auto()
    CONTENTS = auto()
    IMPRINT = auto()


@dataclass(frozen=True, slots=True)
class PageStart:
    """A page of S.pdf: the number that it carries, and what it begins with: a part, or an official line."""

    number: int
    begins: Part | int


def pagination(numbered: NumberedChapter, publication: Publication) -> tuple[PageStart, ...]:
    """Every page of S.pdf in order.

    Raises InputRefusal where that PDF cannot be made (Z501, Z502, Z503), EnvironmentRefusal where WeasyPrint cannot run.
    """
    document = laid_out(manuscript(numbered, publication, PAGE))
    lines: dict[int, int] = {}
    for name, page in pages_of(document, "zeile-").items():
        number = int(name.removeprefix("zeile-"))
        lines[page] = min(number, lines.get(page, number))
    last = max(lines, default=1)
    return tuple(PageStart(page, _begins(page, lines, last)) for page in range(1, len(document.pages) + 1))


def _begins(page: int, lines: dict[int, int], last: int) -> Part | int:
    """The first page begins with the title, whatever else is on it; contents run on before the text, nothing within."""
    if page == 1:
        return Part.TITLE
    return lines.get(page, Part.IMPRINT if page > last else Part.CONTENTS)
