"""Bookmarks of a Word document, each around a range of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from pipeline.editions.docx.wordprocessing.paragraph_content import BlockContainer
from pipeline.editions.docx.wordprocessing.wordml import node, xml_of


class Bookmarks:
    """The bookmarks of one document: each with an id of its own (17.13.6.2)."""

    def __init__(self) -> None:
        """Count from 1."""
        self._ids = count(1)

    def key(self) -> int:
        """The id of a new bookmark."""
        return next(self._ids)

    @contextmanager
    def around(self, paragraph: Paragraph, name: str) -> Iterator[None]:
        """Enclose what is appended to the paragraph meanwhile."""
        key = self.key()
        xml_of(paragraph).append(node("bookmarkStart", id=key, name=name))
        yield
        xml_of(paragraph).append(node("bookmarkEnd", id=key))

    @contextmanager
    def across(self, story: BlockContainer, name: str) -> Iterator[None]:
        """Enclose the blocks that are appended to the story meanwhile."""
        key = self.key()
        story.append(node("bookmarkStart", id=key, name=name))
        yield
        story.append(node("bookmarkEnd", id=key))


def enclose(bookmarks: Bookmarks, paragraph: Paragraph, name: str) -> None:
    """Enclose what the paragraph holds."""
    held = [each for each in xml_of(paragraph) if each.tag != qn("w:pPr")]
    with bookmarks.around(paragraph, name):
        xml_of(paragraph).extend(held)
