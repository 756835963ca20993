"""Whether what the program itself writes is in the language that the file names for it (Z510; WCAG 2.2, 3.1.2).

The words are known from the catalogue of ``wording``; which language they are in, the file says: ``lang`` around them in
web page and book, ``Lang`` in the structure tree of a PDF. Words that the text itself has are the text's business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import assert_never

from pipeline.checks.finding import NotRunError, limited, of_code
from pipeline.checks.finished import WITH_SOURCE, Finished
from pipeline.checks.word_difference import in_quotes
from pipeline.diagnostics import Diagnostic
from pipeline.readback.containers import Element, local_name, text_of
from pipeline.readback.epub import html_root, opened_epub
from pipeline.readback.marked_content import MarkedContent
from pipeline.readback.tag_tree import Annotation, Kid, Tag, tag_tree
from pipeline.readback.xhtml_elements import classes
from pipeline.readback.xhtml_lines import XML_LANG
from pipeline.text import walk, wording
from pipeline.text.model import NumberedChapter

LONGEST = 600
"""Characters of the longest sentence of ours, with what is put into it."""

_NAMES = ("aria-label", "alt", "title")


def check(file: Finished) -> Iterator[Diagnostic]:
    """The words of ours that the file gives out for another language."""
    if file.suffix.endswith(".pdf") and not file.language:
        raise NotRunError("Die Sprache des Textes kennt niemand: das Modell ist nicht lesbar", WITH_SOURCE)
    known = frozenset(said for each in file.chapters for said in _own(each))
    return file.findings(limited(of_code("Z510", _found(file, known))))


def _found(file: Finished, known: Collection[str]) -> Iterator[str]:
    if file.suffix.endswith(".pdf"):
        yield from in_tags(tag_tree(file.data).tags, file.language, known)
    elif file.suffix.endswith(".epub"):
        for root in opened_epub(file.data).documents.values():
            yield from in_markup(root, known)
    else:
        yield from in_markup(html_root(file.data, "die Seite"), known)


def _own(numbered: NumberedChapter) -> Iterator[str]:
    """Whatever stands in the text itself, or over it, block by block."""
    chapter = numbered.chapter
    yield from map(_plain, (chapter.title, chapter.kind, chapter.section, chapter.resolution.body))
    yield from (_plain(each) for row in chapter.details for each in row)
    for block in walk.text_blocks(chapter.blocks):
        yield _plain(walk.plain(block.content))
        yield _plain(walk.plain(block.content, calls=True))
    yield from (_plain(each.alternative) for each in walk.pictures(chapter.blocks))


def in_markup(root: Element, known: Collection[str]) -> Iterator[str]:
    """The same in a document: text by the language of its first word, names by that of their element."""
    for each in root.iter("*"):
        for name in _NAMES:
            if said := each.get(name, ""):
                yield from _wrong(said, _language(each), known)
        if local_name(each) in {"html", "body", "style", "script"} or _in_line(each):
            continue
        said = _plain(text_of(each)) if _short(each) else ""
        if said:
            yield from _wrong(said, _language(_first(each)), known)


def _short(each: Element) -> bool:
    length = 0
    for text in each.itertext():
        length += len(text)
        if length > LONGEST:
            return False
    return True


def _in_line(each: Element) -> bool:
    return any("line" in classes(around) for around in (each, *each.iterancestors()))


def _first(each: Element) -> Element:
    """The element that holds its first word."""
    for node in each.iter("*"):
        if (node.text or "").strip():
            return node
        if node is not each and (node.tail or "").strip():
            return node.getparent()
    return each


def _language(each: Element) -> str:
    """The language that the document names for it (HTML 3.2.6.2); empty where it names none."""
    around = (each, *each.iterancestors())
    return next((str(said) for node in around for said in (node.get(XML_LANG) or node.get("lang"),) if said), "")


def in_tags(tags: Iterable[Kid], language: str, known: Collection[str]) -> Iterator[str]:
    """The same in a structure tree; an element without a language has that of the one around it (ISO 32000-1, 14.9.2.2)."""
    for each in tags:
        if isinstance(each, Tag):
            own = each.get("Lang") or language
            said = each.get("ActualText")
            for text in [_spoken(each.kids)] if said is None else [said]:
                yield from _wrong(text, _first_language(each, own), known)
            yield from in_tags(each.kids, own, known)


def _first_language(tag: Tag, language: str) -> str:
    """The language of its first word."""
    for kid in tag.kids:
        match kid:
            case MarkedContent() if kid.text.strip():
                return language
            case Tag() if _spoken([kid]).strip():
                return _first_language(kid, kid.get("Lang") or language)
            case _:
                pass
    return language


def _spoken(kids: Sequence[Kid]) -> str:
    """What is read aloud; of a text that is longer than any sentence of ours, its beginning, which is longer as well."""
    parts = list[str]()
    for kid in kids:
        match kid:
            case MarkedContent():
                parts.append(kid.text)
            case Tag(role="Artifact") | Annotation():
                pass
            case Tag():
                parts.append(kid.get("ActualText") or _spoken(kid.kids))
            case _:
                assert_never(kid)
        if sum(map(len, parts)) > LONGEST:
            break
    return "".join(parts)


def _wrong(text: str, language: str, known: Collection[str]) -> Iterator[str]:
    said = _plain(text)
    if not said or len(said) > LONGEST or said in known:
        return
    own = wording.languages(said)
    if own and not any(wording.alike(each, language) for each in own):
        names = " oder ".join(_NAMED[each] for each in sorted(own))
        yield f"{in_quotes(said)} ist {names}, angegeben ist die Sprache {in_quotes(language)}."


_NAMED = {wording.GERMAN: "deutsch", "en": "englisch"}


def _plain(text: str) -> str:
    return " ".join(text.split())
