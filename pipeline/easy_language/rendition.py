"""What readers of Leichte Sprache get: the passages that are translated, in order, each with its official lines.

Pure: the text and its translation in, the reading out. What is open or left out has no words of its own; its lines and
its original remain, so that everybody can see what is missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from pipeline.easy_language import line_markup, list_signs, locations, sentences, slices
from pipeline.easy_language.clean_lines import clean
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.own_sentences import DRAFT
from pipeline.easy_language.reading_digest import row_digest, shared_digest
from pipeline.easy_language.segments import Segment, SegmentKind, segments
from pipeline.easy_language.translation import Lines, Protocol, RowPicture, Translation, TranslationRow, Word, passages
from pipeline.easy_language.vouching import vouched
from pipeline.text import walk
from pipeline.text.alphabet import alphabetical
from pipeline.text.model import Block, Inline, Inlines, NumberedChapter, Picture, Table, Text


class State(Enum):
    """How far a passage is."""

    TRANSLATED = auto()
    OMITTED = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class EasyPicture:
    """A picture of the publication's folder, and what it shows in words."""

    name: str
    data: bytes
    media_type: str
    width: int
    height: int
    """Pixels."""
    alternative: str = ""
    credit: str = ""

    @property
    def sha256(self) -> str:
        """Of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class RenditionPassage:
    """A passage: rows that are translated together."""

    name: str
    """That of its first row, ``S0017``."""
    kind: SegmentKind
    state: State
    text: Lines
    original: str
    first: int | None
    last: int | None
    """The official lines of the original; none for the title, and for what has none."""
    pictures: tuple[EasyPicture, ...] = ()
    place: str = ""
    """Where the original stands, if it has no official lines."""
    content: Inlines = ()
    """The original with its stress, formatting and links."""
    rows: tuple[Inlines, ...] = ()
    """The lines of the text with their formatting, the signs of lists included."""
    blocks: tuple[Block, ...] = ()
    """The text as paragraphs and lists."""

    @property
    def lines(self) -> str:
        """Its official lines in the words of the link: ``Zeile 24`` or ``Zeile 24 bis 27``; or where it stands."""
        if self.first is None:
            return self.place
        return f"Zeile {self.first}" if self.first == self.last else f"Zeile {self.first} bis {self.last}"

    @property
    def shown(self) -> tuple[Block, ...]:
        """What is translated as text; what describes a picture is its alternative text."""
        return () if self.kind is SegmentKind.PICTURE and self.pictures else self.blocks


@dataclass(frozen=True, slots=True)
class Shown:
    """A table or picture of the original, and where it stands."""

    place: str
    block: Table | Picture
    picture: EasyPicture | None = None
    """The picture as the editions keep it."""


@dataclass(frozen=True, slots=True)
class RenditionSection:
    """A section: its heading, if it is translated, and what is translated under it."""

    heading: RenditionPassage | None
    passages: tuple[RenditionPassage, ...]


@dataclass(frozen=True, slots=True)
class Rendition:
    """The whole text in Leichte Sprache."""

    title_rows: Lines
    original_title: str
    parts: tuple[RenditionSection, ...]
    passages: tuple[RenditionPassage, ...]
    """Every passage but the title in order, translated or not."""
    words: tuple[Word, ...]
    """The words that are explained."""
    protocol: Protocol
    checked_on: str
    """The day of the check in the words of the protocol; empty while anything here is unchecked."""
    objects: tuple[Shown, ...] = ()
    """The tables and pictures of the original."""
    translation: Translation | None = None
    """All that it was made of, notes and protocol included: the hand-over for the next round holds it."""

    @property
    def title(self) -> str:
        """The title in one row."""
        return " ".join(self.title_rows)

    @property
    def draft(self) -> str:
        """What the editions must say of themselves; empty once the check group has read every word."""
        return "" if self.checked_on else DRAFT

    @property
    def pictures(self) -> tuple[EasyPicture, ...]:
        """The pictures, each once, in order."""
        every = (*(each for of in self.passages for each in of.pictures), *(each.picture for each in self.objects))
        found = {each.name: each for each in every if each}
        return tuple(found.values())


def lines_named(passages_: Iterable[RenditionPassage]) -> Iterator[tuple[RenditionPassage, tuple[int, ...]]]:
    """Each passage with the official lines that it is the first to name."""
    named = 0
    for each in passages_:
        first, last = (0, 0) if each.first is None or each.last is None else (each.first, each.last)
        yield each, tuple(range(max(first, named + 1), last + 1)) if last else ()
        named = max(named, last)


def rendition_of(
    numbered: NumberedChapter, translation: Translation, pictures: Mapping[str, EasyPicture]
) -> Rendition | None:
    """The reading of a translation that was held against this text; None while nothing of the text is translated.

    ``pictures`` are those of the publication's folder, by the names that the rows give.
    """
    known = {each.name: each for each in segments(numbered)}
    objects = tuple(_shown(numbered))
    every = [_passage(passage.rows, known, pictures) for passage in passages(translation.rows)]
    of_place = {f"{each.place}, Alternativtext": each.picture for each in objects}
    every = [_pictured(each, of_place.get(each.place)) for each in _with_blocks(every)]
    titles = [each for each in every if each.kind is SegmentKind.TITLE]
    rest = tuple(each for each in every if each.kind is not SegmentKind.TITLE)
    if not any(each.state is State.TRANSLATED for each in rest):
        return None
    title = tuple(line for each in titles for line in each.text)
    return Rendition(
        title or (numbered.chapter.title,),
        numbered.chapter.title,
        tuple(_parts(rest, known)),
        rest,
        tuple(sorted((word for word in translation.words if word.explanation), key=_alphabetically)),
        translation.protocol,
        _checked(translation, numbered, pictures),
        objects,
        translation,
    )


def _alphabetically(word: Word) -> tuple[str, str]:
    return alphabetical(word.agreed or word.word)


def _shown(numbered: NumberedChapter) -> Iterator[Shown]:
    """The tables and pictures of the original as an appendix shows them: without what leads to lines and notes."""
    for place, block in locations.objects(numbered):
        (bare,) = walk.respelled((block,), slices.bare)
        if isinstance(bare, Table):
            yield Shown(place, bare)
        elif isinstance(bare, Picture) and bare.data:
            kind = "png" if bare.data.startswith(b"\x89PNG") else "jpeg"
            name = f"original-{bare.sha256[:16]}.{kind}"
            yield Shown(
                place, bare, EasyPicture(name, bare.data, f"image/{kind}", bare.width, bare.height, bare.alternative)
            )


def _pictured(passage: RenditionPassage, original: EasyPicture | None) -> RenditionPassage:
    """What describes a picture of the original stands in its place: the picture, with that as its alternative text."""
    if passage.kind is not SegmentKind.PICTURE or passage.state is not State.TRANSLATED:
        return passage
    shown = next(iter(passage.pictures), original)
    described = (replace(shown, alternative=" ".join(passage.text)),) if shown else ()
    return replace(passage, pictures=(*described, *passage.pictures[1:]))


def _passage(
    rows: tuple[TranslationRow, ...], known: Mapping[str, Segment], pictures: Mapping[str, EasyPicture]
) -> RenditionPassage:
    segment = known[rows[0].name]
    lines = (line_markup.inlines(clean(line)) for row in rows for line in row.shown if clean(line))
    parts = tuple(part for line in lines for part in _by_sentence(line, segment.kind))
    text = tuple(walk.plain(part) for part in parts)
    omitted = rows[0].status is Status.OMITTED
    state = State.TRANSLATED if text and not omitted else State.OMITTED if omitted else State.OPEN
    firsts = [row.first for row in rows if row.first is not None]
    lasts = [row.last for row in rows if row.last is not None]
    original = " ".join(row.original for row in rows)
    shown = (each for row in rows for each in row.pictures if each.name in pictures and each.alternative.strip())
    return RenditionPassage(
        segment.name,
        segment.kind,
        state,
        text if state is State.TRANSLATED else (),
        original,
        min(firsts, default=None),
        max(lasts, default=None),
        tuple(_picture(each, pictures) for each in shown) if state is State.TRANSLATED else (),
        segment.place,
        tuple(_content(rows, known)),
        parts if state is State.TRANSLATED else (),
    )


def _content(rows: Iterable[TranslationRow], known: Mapping[str, Segment]) -> Iterator[Inline]:
    """The originals of the rows, one after the other."""
    for at, row in enumerate(rows):
        if at:
            yield Text(" ")
        yield from known[row.name].content


def _by_sentence(line: Inlines, kind: SegmentKind) -> Iterator[Inlines]:
    """The sentences of a line, each a line of its own (BITV 2.0, annex 2, part 2, 10); titles and items stay whole."""
    text = walk.plain(line)
    if kind in {SegmentKind.TITLE, SegmentKind.HEADING} or list_signs.may_have_sign(text):
        yield line
        return
    bounds, start = [], 0
    for end in sentences.ends(text):
        part = text[start:end]
        if part.strip():
            bounds.append((start + len(part) - len(part.lstrip()), start + len(part.rstrip())))
        start = end
    yield from slices.sliced(line, bounds)


def _with_blocks(every: Sequence[RenditionPassage]) -> Iterator[RenditionPassage]:
    """The passages with their paragraphs and lists; numbers go on from one passage to the next."""
    signs = iter(list_signs.signs_of([line for each in every for line in each.text]))
    for each in every:
        own = [(row, next(signs)) for row in each.rows]
        plain = each.kind in {SegmentKind.TITLE, SegmentKind.HEADING}
        yield replace(each, blocks=() if plain else tuple(list_signs.blocks(own)))


def _picture(shown: RowPicture, pictures: Mapping[str, EasyPicture]) -> EasyPicture:
    return replace(pictures[shown.name], alternative=shown.alternative, credit=shown.credit)


def _parts(passages: Iterable[RenditionPassage], known: Mapping[str, Segment]) -> Iterator[RenditionSection]:
    """The translated passages by the sections of the text."""
    sections: dict[int, list[RenditionPassage]] = {}
    for each in passages:
        if each.state is State.TRANSLATED:
            sections.setdefault(known[each.name].section, []).append(each)
    for group in sections.values():
        head = group[0] if group[0].kind is SegmentKind.HEADING else None
        yield RenditionSection(head, tuple(group[1:] if head else group))


def _checked(translation: Translation, numbered: NumberedChapter, pictures: Mapping[str, EasyPicture]) -> str:
    """The day of the last check, if what its readers saw is all that is shown."""
    group, digests = vouched(translation.protocol), {name: each.sha256 for name, each in pictures.items()}
    translated = [row for row in translation.rows if row.shown and row.status is not Status.OMITTED]
    held = all(
        row.status is Status.CHECKED
        and row.checked == row_digest(row, digests)
        and row.checked_on in group.days
        and not row.review
        for row in translated
    )
    seen = translation.protocol.seen == shared_digest(translation, numbered)
    return group.day if translated and held and seen else ""
