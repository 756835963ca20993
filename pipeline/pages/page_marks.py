"""Where pages of the PDF begin, marked in the text of an edition that has none itself (DPUB-ARIA 1.1, doc-pagebreak)."""

from __future__ import annotations

from markupsafe import Markup

from pipeline.pages.apparatus import Apparatus
from pipeline.pages.language_marking import ours
from pipeline.pages.markup import concatenated
from pipeline.text import anchors
from pipeline.text.model import LineStart
from pipeline.text.wording import Wording


def page_mark(page: int, say: Wording, inside: str = "div") -> Markup:
    """The place where a page of the PDF begins: empty but for its label (DPUB-ARIA 1.1, doc-pagebreak)."""
    return ours(
        inside,
        say,
        id=anchors.page(page),
        class_="page",
        role="doc-pagebreak",
        epub_type="pagebreak",
        aria_label=say("Seite {page}", page=page),
    )


def marks_of(start: LineStart, apparatus: Apparatus, inside: str = "span") -> Markup:
    """The marks of the pages that begin with the line."""
    found = apparatus.pages.get(start.number)
    return concatenated(page_mark(page, apparatus.say, inside) for page in found) if found else Markup()
