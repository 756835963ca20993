"""The paragraphs of a Word document as elements of a transcript: headings, items, captions, and what stands in cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.readback.word_lists import Lists
from pipeline.readback.word_styles import WordStyles, heading, item
from pipeline.readback.word_walk import WordParagraph
from pipeline.text.events import ElementKind, End, Event, LineBegin, Start

_BY_STYLE = {"caption": ElementKind.CAPTION, "html preformatted": ElementKind.PREFORMATTED}


class Elements:
    """What paragraphs are by their styles and lists, which are counted from the first to the last."""

    def __init__(self, styles: WordStyles, lists: Lists) -> None:
        """Take both from the document."""
        self._styles, self._lists = styles, lists

    def events(self, stream: Iterable[WordParagraph | Start | End]) -> Iterator[Event]:
        """The paragraphs with their lines, and with what they say beside them; one that says nothing is none."""
        cells = 0
        for each in stream:
            if isinstance(each, WordParagraph):
                yield from self._paragraph(each, in_cell=bool(cells))
            else:
                cells += (each.kind is ElementKind.CELL) * (1 if isinstance(each, Start) else -1)
                yield each

    def _paragraph(self, paragraph: WordParagraph, *, in_cell: bool) -> Iterator[Event]:
        start = self._start(paragraph)
        counted = start.kind is ElementKind.ITEM
        lines: list[Event] = [event for line in paragraph.lines for event in (LineBegin(line.number), *line.events)]
        said = [lines, *(list[Event](beside.events) for beside in paragraph.beside)]
        for events in [each for each in said if each] or ([[]] if counted else []):
            if in_cell:
                yield from events
            else:
                yield from (start, *events, End(start.kind))

    def _start(self, paragraph: WordParagraph) -> Start:
        """The beginning of the element; the title of the text is a heading of the first level, and its own of those below."""
        if level := heading(paragraph.element, self._styles):
            return Start(ElementKind.HEADING, (("level", str(level - 1)),))
        if key := item(paragraph.element, self._styles):
            number, at = self._lists.name(key)
            label = self._lists.label(key) or ""
            return Start(ElementKind.ITEM, (("label", label), ("list", f"{number}.{at}"), ("level", str(key[1] + 1))))
        return Start(_BY_STYLE.get(self._styles.name(paragraph.element).lower(), ElementKind.PARAGRAPH))
