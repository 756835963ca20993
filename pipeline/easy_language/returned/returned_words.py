"""Paragraphs and cells → the words that somebody sees in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.easy_language import form_wording
from pipeline.easy_language.clean_lines import clean
from pipeline.easy_language.returned.returned_blocks import Block, ReturnedCell, ReturnedParagraph, ReturnedStory
from pipeline.easy_language.translation import Comment, Lines

# What Word itself puts into empty content controls, in the languages that the form meets.
PLACEHOLDERS = frozenset(
    {
        form_wording.PLACEHOLDER,
        "Klicken Sie hier, um Text einzugeben.",
        "Klicken oder tippen Sie hier, um Text einzugeben.",
        "Wählen Sie ein Element aus.",
        "Click here to enter text.",
        "Click or tap here to enter text.",
        "Choose an item.",
    }
)

_LIST_SIGN = re.compile(r"^(?:[•·◦▪‣–-]|\d+\.)\s+")


def paragraphs(blocks: Iterable[Block]) -> Iterator[ReturnedParagraph]:
    """The paragraphs in reading order, those of tables inside included."""
    for block in blocks:
        if isinstance(block, ReturnedParagraph):
            yield block
        else:
            for cell in (cell for row in block.rows for cell in row.cells):
                yield from paragraphs(cell.blocks)


def lines(cell: ReturnedCell) -> Lines:
    """The lines of a cell as somebody sees them, without empty ones and without what only holds a place."""
    found = (line for paragraph in paragraphs(cell.blocks) for line in shown(paragraph))
    return tuple(line for line in found if line not in PLACEHOLDERS)


def shown(paragraph: ReturnedParagraph) -> Iterator[str]:
    """The lines of a paragraph, the sign of its list before the first."""
    marker = paragraph.marker
    for line in paragraph.text.split("\n"):
        if stripped := clean(line):
            yield f"{marker}{stripped}"
            marker = ""


def bare_words(texts: Iterable[str]) -> str:
    """The words alone: no sign of a list before them, white space as one space."""
    return " ".join(_LIST_SIGN.sub("", " ".join(texts)).split())


def comments(found: Iterable[ReturnedParagraph], notes: Mapping[str, ReturnedStory]) -> tuple[Comment, ...]:
    """The comments and notes that hang on the paragraphs, each once."""
    keys = dict.fromkeys(key for each in found for key in (*(f"comment {key}" for key in each.comments), *each.notes))
    return tuple(comment(notes[key]) for key in keys if key in notes)


def comment(story: ReturnedStory) -> Comment:
    """A comment or note as we keep it."""
    text = tuple(line for paragraph in paragraphs(story.blocks) for line in shown(paragraph))
    return Comment(" ".join(story.author.split()), text, story.done, story.reply)
