"""Whether a text breaks off: the signs that its last words are not its end.

No sign is a proof, so there is a warning and nothing else. Headings, items without full stops and signatures end a text as
well; what is asked of the end is therefore what the rest of the text does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.diagnostics import Diagnostic, Place
from pipeline.text import walk
from pipeline.text.model import Block, BulletList, Heading, OrderedList, Paragraph, Preformatted

_ENDED = re.compile(r"[.!?…][\"'“”‘’»«)\]*_~\d]*$")
_PAIRS = (("„", '“”"'), ("»", "«"), ("(", ")"), ("[", "]"), ("‚", "‘’'"))
_SIGNED = re.compile(
    r"(?:[A-ZÄÖÜ(„»][^\s]*|\d[\d.:/-]*|am|an|den|der|die|das|de|für|im|in|und|von|van|zu|zur|i\.|[–—|/])"
)
_GOES_ON = frozenset(
    "und oder sowie bzw. aber sondern denn dass weil wenn der den dem des ein eine einen einem einer eines von vom zur zum im am".split()
)
"""Words that end neither a sentence nor a phrase."""

FEWEST = 3
"""So many other paragraphs or items say how those of this text end."""
WORDS = 8
"""A paragraph of fewer words may be a signature or a line of an address."""


def remark(blocks: Sequence[Block], file: str, text: str | None = None, *, cut: bool = False) -> Diagnostic | None:
    """A warning (Z265) with the last words of a text that seems to break off.

    ``text`` is the file's, where it has lines; ``cut`` says that its markup ends before it is closed.
    """
    said = [block for block in walk.text_blocks(blocks) if walk.plain(block.content).strip()]
    if not said:
        return None
    last = walk.plain(said[-1].content).strip()
    place = next(
        (leaf.place for leaf in reversed(list(walk.leaves(said[-1].content))) if getattr(leaf, "place", None)), None
    )
    lines = text.rstrip().split("\n") if text else []
    end = re.sub(r"[*_~`\s]+$", "", lines[-1]) if lines else last
    why = "seine Auszeichnung ist nicht geschlossen" if cut else _unclosed(last)
    why = why or (_unfinished_line(end, blocks) if text and not text.endswith("\n") else "")
    why = why or _unfinished(end, last, blocks)
    if not why:
        return None
    where = Place(file, len(lines), max(len(lines[-1].rstrip()), 1)) if lines else place or Place(file)
    return Diagnostic(
        "Z265",
        where,
        f"Der Text endet mit „…{_tail(end or last)}“: {why}. Vielleicht ist er abgebrochen.",
        "Vergleichen Sie das Ende mit der Vorlage. Ist es das Ende, gilt es so.",
    )


def _tail(text: str) -> str:
    return " ".join(text.split()[-5:])[-60:]


def _unclosed(last: str) -> str:
    """What is opened in the last block and not closed."""
    for begin, ends in _PAIRS:
        opened, closed = last.count(begin), sum(map(last.count, ends))
        if opened > closed:
            return f"„{begin}“ hat kein Gegenstück" if begin != "„" else "ein Anführungszeichen hat kein Gegenstück"
    return ""


def _unfinished_line(end: str, blocks: Sequence[Block]) -> str:
    """Why a file without a line end does not seem to end here."""
    if _ENDED.search(end) or end.endswith(("|", "```", "---", ">", ")", "}")):
        return ""
    if isinstance(_final(blocks), Heading):
        return "eine Überschrift ohne Text darunter, ohne Zeilenende"
    if not end or _is_signed(re.sub(r"^[\s>#*+\d.-]*", "", end)) or _usual(blocks):
        return ""
    return "ohne Satzende und ohne Zeilenende"


def _unfinished(end: str, last: str, blocks: Sequence[Block]) -> str:
    """Why the words themselves do not seem to be an end."""
    if isinstance(_final(blocks), Heading | Preformatted) or not last:
        return ""
    word = last.rsplit(maxsplit=1)[-1]
    if last.endswith((":", ",", ";")) or (last.endswith("-") and len(word) > 1) or word in _GOES_ON:
        return f"mit „{word}“ endet kein Satz"
    if not _ENDED.search(last) and not _usual(blocks) and len(last.split()) >= WORDS and not _is_signed(last) and end:
        return "ohne Satzende, anders als die anderen Absätze"
    return ""


def _is_signed(text: str) -> bool:
    """Whether it may be a signature: names, places, days."""
    return all(_SIGNED.fullmatch(word.strip(",:;")) for word in text.split())


def _final(blocks: Sequence[Block]) -> Block | None:
    return next(
        (
            block
            for block in reversed(blocks)
            if isinstance(block, Heading | Paragraph | BulletList | OrderedList | Preformatted)
        ),
        None,
    )


def _usual(blocks: Sequence[Block]) -> bool:
    """Whether such blocks as the last one usually end without a full stop in this text."""
    final = _final(blocks)
    if isinstance(final, BulletList | OrderedList):
        items = [walk.plain(item.content).strip() for item in final.items[:-1]]
        others = [item for item in items if item]
        return len(others) > 0 and 2 * sum(_ENDED.search(item) is None for item in others) >= len(others)
    others = [walk.plain(block.content).strip() for block in blocks[:-1] if isinstance(block, Paragraph)]
    ended = sum(_ENDED.search(other) is not None or other.endswith(":") for other in others)
    return len(others) >= FEWEST and 2 * ended < len(others)
