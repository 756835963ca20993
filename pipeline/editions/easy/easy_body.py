"""A reading in Leichte Sprache → XHTML that its web page, book and PDF share.

<section aria-labelledby="leicht-S0002">
<h2 id="leicht-S0002">Gleich-Stellung</h2>
<div class="passage" id="leicht-S0003">
<figure><img …/></figure>
<p>Ein Satz.</p>                          every sentence in a row, and an element, of its own
<p>Noch ein Satz.</p>
<p class="way"><a href="#original-S0003">Zeile 24 bis 27</a></p>
</div>

<li id="original-S0003"><a href="#leicht-S0003">Zeile 24 bis 27:</a> the sentence as it was resolved</li>
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from markupsafe import Markup

from pipeline.easy_language.own_sentences import OMITTED, OPEN
from pipeline.easy_language.rendition import (
    EasyPicture,
    Rendition,
    RenditionPassage,
    RenditionSection,
    State,
    lines_named,
)
from pipeline.easy_language.segments import SegmentKind
from pipeline.easy_language.translation import Word
from pipeline.editions.easy.word_links import with_word_links, word_names
from pipeline.pages import language_marking
from pipeline.pages.apparatus import BARE, Apparatus
from pipeline.pages.block_elements import block
from pipeline.pages.line_fragments import line_fragments
from pipeline.pages.markup import concatenated, element
from pipeline.text import anchors, model, wording
from pipeline.text.model import Inlines

TALL = 1.25
"""How often its width a picture is high that is fitted_width by its height."""


BESIDE = 3
"""So many pictures stand beside their text; more stand above it."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are: the documents of text and original (empty: this one), and the address of a picture."""

    text: str = ""
    original: str = ""
    picture: Callable[[EasyPicture], str] = lambda picture: picture.name
    words: str = ""
    """The document of the explained words; empty: this one."""
    lists: Apparatus = BARE
    """How lists are shown: in a book their labels are text."""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A heading in the list of contents: its id, and the headings below it."""

    title: str
    name: str
    below: tuple[ContentsEntry, ...] = ()


def contents(reading: Rendition) -> Iterator[ContentsEntry]:
    """Every heading of the text, those within a section below its own."""
    for part in reading.parts:
        below = tuple(_entry(each) for each in part.passages if each.kind is SegmentKind.HEADING)
        yield from below if part.heading is None else (replace(_entry(part.heading), below=below),)


def _entry(heading: RenditionPassage) -> ContentsEntry:
    return ContentsEntry(" ".join(heading.text), anchor(heading))


def anchor(passage: RenditionPassage) -> str:
    """The id of a passage."""
    return f"leicht-{passage.name}"


def original_anchor(passage: RenditionPassage) -> str:
    """The id of its original."""
    return f"original-{passage.name}"


def text(reading: Rendition, places: Places) -> Markup:
    """Everything that is translated, by section; explained words lead to their explanation where they stand first."""
    explained = with_word_links(reading, lambda name: f"{places.words}#{name}")
    return concatenated(_part(part, places) for part in explained.parts)


def _part(part: RenditionSection, places: Places) -> Markup:
    content = [_passage(each, places) for each in part.passages]
    if part.heading is None:
        return element("section", *content, class_="opening")
    return element("section", *_heading(part.heading, 2, places), *content, aria_labelledby=anchor(part.heading))


def _heading(passage: RenditionPassage, level: int, places: Places) -> tuple[Markup, Markup]:
    rows = concatenated(
        element("span", _content(row), " " if at < len(passage.rows) else "", class_="row")
        for at, row in enumerate(passage.rows, 1)
    )
    return element(f"h{level}", rows, id=anchor(passage)), _way(passage, places)


def _passage(passage: RenditionPassage, places: Places) -> Markup:
    if passage.kind is SegmentKind.HEADING:
        return concatenated(_heading(passage, 3, places))
    pictures = [_figure(each, places) for each in passage.pictures]
    body = [block(each, places.lists) for each in passage.shown]
    classes = "passage" if not pictures else "passage pictured" if len(pictures) <= BESIDE else "passage many"
    return element("div", *pictures, *body, _way(passage, places), class_=classes, id=anchor(passage))


def _figure(picture: EasyPicture, places: Places) -> Markup:
    image = element(
        "img", src=places.picture(picture), alt=picture.alternative, width=picture.width, height=picture.height
    )
    return element("figure", image, **({"class_": "tall"} if picture.height > TALL * picture.width else {}))


def _way(passage: RenditionPassage, places: Places) -> Markup:
    """The quiet link to the original."""
    link = element("a", passage.lines, href=f"{places.original}#{original_anchor(passage)}")
    return element("p", link, class_="way")


def words(entries: tuple[Word, ...]) -> Markup:
    """The words that are explained."""
    rows = (
        concatenated(
            [
                element("dt", each.agreed or each.word, id=name),
                element("dd", *(element("p", line) for line in each.explanation)),
            ]
        )
        for each, name in zip(entries, word_names(entries), strict=True)
    )
    return element("dl", *rows, class_="words")


def original(reading: Rendition, places: Places, language: str) -> Markup:
    """Every passage as it was resolved, with its official lines, linked back to its Leichte Sprache.

    ``language`` is that of the original, whose words are marked where it is not German.
    """
    around = wording.GERMAN
    marks = {} if wording.alike(language, around) else wording.directed(language, around)
    named = lines_named(reading.passages)
    rows = element("dl", *(_row(each, lines, places, marks) for each, lines in named), class_="originals")
    addresses = {
        each.block.sha256: places.picture(each.picture)
        for each in reading.objects
        if each.picture and isinstance(each.block, model.Picture)
    }
    apparatus = Apparatus(pictures=addresses, tables=count(1), say=wording.of(language))
    shown = (
        concatenated(
            [
                element("p", f"{each.place}:", class_="what"),
                _of_original("div", block(each.block, apparatus), marks),
            ]
        )
        for each in reading.objects
    )
    return concatenated([rows, *shown])


def _content(content: Inlines) -> Markup:
    """The original; a space before each of its line ends keeps the words apart for programs that know none."""
    return line_fragments(content, Apparatus(spaced=True))


def _of_original(name: str, content: Markup, marks: Mapping[str, str]) -> Markup:
    return language_marking.marked(name, marks, content) if marks else content


def _row(passage: RenditionPassage, lines: Iterable[int], places: Places, marks: Mapping[str, str]) -> Markup:
    """The original of a passage, and where one gets who looks for one of the ``lines``."""
    label, tail = f"{passage.lines}:", Markup()
    match passage.state:
        case State.TRANSLATED:
            head: Markup | str = element("a", label, href=f"{places.text}#{anchor(passage)}")
        case State.OMITTED:
            head, tail = label, element("em", OMITTED, class_="remark")
        case State.OPEN:
            head, tail = label, element("em", OPEN, class_="remark")
    content = _of_original("span", _content(passage.content), marks)
    words = element("dd", content, " " if tail else "", tail)
    targets = (element("span", id=anchors.line(number)) for number in lines)
    return concatenated([element("dt", *targets, head, id=original_anchor(passage)), words])
