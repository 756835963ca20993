"""What the head of a page says of the line that goes on at its top: ``noch Zeile 36``, at the right of the head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pipeline.readback.glyphs import GlyphRow
from pipeline.text import wording

_SAID = re.compile(rf"{wording.pattern('noch Zeile {first}').pattern}|… [0-9]+")


def is_carried(text: str) -> bool:
    """Whether the words of a segment say which line goes on."""
    return bool(_SAID.fullmatch(text.strip()))


def carried(rows: Iterable[GlyphRow]) -> Mapping[int, int]:
    """The pages, counted from 0, whose last segment of a row says so, and the number of the line."""
    ends = ((row.page, row.segments[-1].text) for row in rows if len(row.segments) > 1 or is_carried(row.text))
    return {page: int(re.sub(r"\D", "", text)) for page, text in ends if is_carried(text)}
