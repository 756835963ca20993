"""What Chromium is given to show: the files of a page or book, and the names of those that people read."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.readback.containers import member
from pipeline.readback.epub import XHTML, html_root, opened_epub


def served(data: bytes, suffix: str) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """All files by their names, and the names of the documents in reading order. Raises UnreadableError.

    In a book these are all XHTML documents of the manifest: reading systems also show contents that stand outside the
    reading order.
    """
    if suffix.endswith(".html"):
        html_root(data, "die Seite")
        return {"seite.html": data}, ("seite.html",)
    book = opened_epub(data)
    items = [each for each in book.package.iter("{*}item") if each.get("media-type") == XHTML]
    names = dict.fromkeys([*book.documents, *(book.place(each.get("href", ""), book.path)[0] for each in items)])
    for name in names:
        html_root(member(book.archive, name), name)
    return book.archive, tuple(names)
