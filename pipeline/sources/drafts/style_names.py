"""Names of paragraph styles, German and English → what such a paragraph is."""

from __future__ import annotations

import re
from functools import cache

from pipeline.sources.drafts.draft import ParagraphKind

_HEADING = re.compile(r"(?:heading|überschrift|berschrift|ueberschrift)[ _]?([1-9])")
_CONTENTS = re.compile(
    r"(?:toc|verzeichnis|contents|inhaltsverzeichnis|index|table of figures|abbildungsverzeichnis|tabellenverzeichnis)"
    r"(?: ?(?:\d+|heading|überschrift))?"
    r"|(?:toc heading|inhaltsverzeichnisüberschrift|contents heading|inhaltsverzeichnis überschrift)"
)
_KINDS = {
    **dict.fromkeys(("title", "titel", "haupttitel", "document title"), ParagraphKind.TITLE),
    **dict.fromkeys(("subtitle", "untertitel"), ParagraphKind.SUBTITLE),
    **dict.fromkeys(
        (
            "quote",
            "zitat",
            "intense quote",
            "intensives zitat",
            "quotations",
            "block quotation",
            "block quote",
            "blockzitat",
            "block text",
            "blocktext",
        ),
        ParagraphKind.QUOTE,
    ),
    **dict.fromkeys(
        (
            "html preformatted",
            "html vorformatiert",
            "preformatted text",
            "vorformatierter text",
            "source code",
            "quelltext",
            "macro",
            "macro text",
            "makrotext",
        ),
        ParagraphKind.PREFORMATTED,
    ),
    **dict.fromkeys(
        (
            "caption",
            "beschriftung",
            "illustration",
            "abbildung",
            "figure",
            "drawing",
            "zeichnung",
            "table caption",
            "image caption",
            "bildunterschrift",
            "tabellenüberschrift",
        ),
        ParagraphKind.CAPTION,
    ),
}


LINKS = frozenset(
    (
        "hyperlink",
        "followedhyperlink",
        "besuchterlink",
        "besuchterhyperlink",
        "internetlink",
        "visitedinternetlink",
        "besuchterinternetlink",
    )
)


def is_link(name: str) -> bool:
    """Whether a character style of this name only shows that something is a link."""
    return "".join(name.replace("_20_", " ").split()).casefold() in LINKS


@cache
def style_role(name: str) -> tuple[ParagraphKind, int] | None:
    """What a style of this name makes of a paragraph, with the level of a heading; None where the name says nothing."""
    folded = " ".join(name.replace("_20_", " ").split()).casefold()
    if found := _HEADING.fullmatch(folded):
        return ParagraphKind.HEADING, int(found[1])
    if _CONTENTS.fullmatch(folded):
        return ParagraphKind.CONTENTS, 0
    kind = _KINDS.get(folded)
    return (kind, 0) if kind else None
