"""A web page, or HTML that is a text and nothing else, whoever made it → Chapter.

The whole of it is read: its main part without navigation and what nobody sees, its notes where they are marked, its tables
where they stand. The title of a page is its only ``h1`` if the text begins with it, else what ``<title>`` says. The line rule numbers
it; where numbers stand in the HTML, they are official.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.diagnostics import Place
from pipeline.sources.html import css_formatting, layout_tables, note_pairs, regions, word_html
from pipeline.sources.html.css_rules import Sheets
from pipeline.sources.html.elements import Element, html_tree, located, settle
from pipeline.sources.html.html_report import HtmlReport, short
from pipeline.sources.html.reader import Reader
from pipeline.sources.motions import motion
from pipeline.sources.motions.antragsgruen_page import Read, recognises_markup
from pipeline.sources.motions.motion import MotionSection
from pipeline.text import walk
from pipeline.text.model import Block, Blocks, Chapter, Heading, Note, Paragraph, Picture, SourceFile

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
_NUMBERS = ("lineNumber", "os-line-number")
_TITLED = frozenset({"MsoTitle", "title"})


def recognises(text: str) -> bool:
    """Whether the text begins as HTML does."""
    return recognises_markup(text)


def chapter(text: str, source: SourceFile, file: str, width: int | None = None, first: int = 1) -> Read:
    """The chapter of the page; ``width`` and ``first`` as for every source. Raises InputRefusal."""
    locate = located(text, file)
    reader = Reader(Path(file).parent, uniting=any(name in text for name in _NUMBERS))
    root, faults = html_tree(text, locate)
    body, said = _text_of(root, reader.reported)
    named = _named_title(body)
    blocks = reader.blocks(body.children)
    # A text without the frame of a page may begin with a heading that counts, as the issuing system has them.
    title, blocks = _titled(blocks, named, said, reader.reported) if _is_page(root) else (named, blocks)
    found = motion.body(list(_parts(blocks, locate(0))), width, first, file, reader.system)
    page = Chapter(title, motion.levelled(walk.with_notes_in_order(found.blocks)), source, language=_language(root))
    return page, found.rule, (*faults, *reader.diagnostics(), *found.diagnostics)


def _text_of(root: Element, reported: HtmlReport) -> tuple[Element, str]:
    """The part of the page that is its text, made plain, and what ``<title>`` says."""
    sheets = Sheets(root)
    head = next(root.elements("head"), root)
    said = next((each.text() for each in head.elements("title")), "")
    body = next(root.elements("body"), next(root.elements("html"), root))
    note_pairs.place_notes(body, reported)
    main = regions.main_part(body, sheets, reported)
    regions.prune(main, sheets, reported, inside=main is not body or main is root)
    if word_html.is_from_word(root):
        word_html.translate(main, sheets, reported)
    layout_tables.flatten(main, reported)
    settle(main)
    css_formatting.give(main, sheets, reported)
    return main, said


def _is_page(root: Element) -> bool:
    """Whether the text has the frame of a page."""
    return next(root.elements("html", "head", "body", "title"), None) is not None


def _named_title(body: Element) -> str:
    """The title, where the text begins with a paragraph that Word or LibreOffice names so; it is taken out."""
    first = _first_block(body)
    if first is None or not (_TITLED & first[1].classes):
        return ""
    around, element = first
    around.children = [each for each in around.children if each is not element]
    return element.text()


def _first_block(element: Element) -> tuple[Element, Element] | None:
    """The innermost block that the text begins with, and what it stands in; None where it begins with loose text."""
    for child in element.children:
        if not isinstance(child, Element):
            if child.text.strip():
                return None
            continue
        if child.holds_blocks and child.name not in {"table", "ul", "ol"}:
            return _first_block(child) or (element, child)
        if child.text():
            return element, child
    return None


def _titled(blocks: Blocks, named: str, said: str, reported: HtmlReport) -> tuple[str, Blocks]:
    """The title, and the blocks without it where it was one of them."""
    if named:
        return named, blocks
    at = next((at for at, block in enumerate(blocks) if not isinstance(block, Picture)), 0)
    first = blocks[at] if blocks else None
    tops = sum(isinstance(block, Heading) and block.rank == 1 for block in blocks)
    if not isinstance(first, Heading | Paragraph) or walk.line_starts(first.content):
        return said, blocks
    words = " ".join(walk.plain(first.content).split())
    only = isinstance(first, Heading) and first.rank == 1 and tops == 1
    if not words or not (only or words == said):
        return said, blocks
    place = first.place or Place("")
    message = f"„{short(words, 80)}“ steht über dem Text und ist sein Titel, ohne Zeilennummer."
    reported.add("Z292", place, message)
    for leaf in walk.leaves(first.content):
        if isinstance(leaf, Note):
            note = " ".join(walk.plain(each.content) for each in walk.text_blocks(leaf.blocks))
            reported.add(
                "Z238", leaf.place or place, f"Die Fußnote am Titel ist nicht übernommen: „{short(note, 200)}“."
            )
    return words, (*blocks[:at], *blocks[at + 1 :])


def _parts(blocks: Blocks, place: Place) -> list[MotionSection]:
    """The text as one; where numbers arrived, what stands before the first and after the last one by itself."""
    numbered = [at for at, block in enumerate(blocks) if _is_numbered(block)]
    if not numbered:
        return [MotionSection("", blocks, place)]
    begin, end = numbered[0], numbered[-1] + 1
    parts = (blocks[:begin], blocks[begin:end], blocks[end:])
    return [MotionSection("", part, _place(part, place)) for part in parts if part]


def _is_numbered(block: Block) -> bool:
    return any(walk.line_starts(each.content) for each in walk.text_blocks([block]))


def _place(blocks: Sequence[Block], otherwise: Place) -> Place:
    return blocks[0].place or otherwise


def _language(root: Element) -> str:
    said = next((each.attributes.get("lang", "") for each in root.elements("html")), "")
    return said if _LANGUAGE.fullmatch(said) else ""
