"""The model → XHTML: one body that the web page, the PDFs and the EPUB share.

A line is not an element, since lines run through emphasis. It is a row of fragments: the first carries the line's
anchor and an empty mark with its number, which style sheets show and screen readers never speak.

    <p><span class="line turn" id="zeile-36"><span class="number" …></span>den Masterplan </span>
       <span class="line" id="zeile-37"><span class="number" …></span>umsetzen.</span></p>

Emphasis that stays within a line stands inside its fragment. Emphasis that a line end runs through stands around
fragments, so that it remains one element. ``turn`` marks the fragment that ends a line inside its block, ``hyphen`` a
line whose word the rule has cut. The space that joins two lines stands at the end of the earlier one: outside the
fragments it would be lost where style sheets force the line to end (Chromium 156).

Text that has no official lines stands in its elements without fragments. Notes stand at the end of the chapter, each
linked from its call and back; a call is ``furniture``, no word of its line.

What an edition adds around the text is its ``Apparatus``: links from the numbers to the line edition, and the marks of
another edition's pages. It never adds a character to a line.

PDF tags follow from the elements (WeasyPrint 70, ``pdf/tags.py``): section → Sect, h1 to h6 → H1 to H6, p → P,
ul and ol → L, li → LI, table → Table, figure → Figure, blockquote → BlockQuote.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise
from typing import assert_never

from markupsafe import Markup

from pipeline.pages import markup
from pipeline.pages.markup import concatenated, element
from pipeline.text import anchors, grid, walk, wording
from pipeline.text.concordance import Concordance, Line
from pipeline.text.model import (
    Alignment,
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Counting,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    LineStart,
    Link,
    ListItem,
    Mark,
    Marked,
    Note,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Reference,
    Strong,
    Table,
    Text,
)
from pipeline.text.wording import Phrase, Said, Wording


@dataclass(frozen=True, slots=True)
class Apparatus:
    """What an edition adds around the text; nothing, unless it says so."""

    prefix: str = ""
    """What ids begin with where a book holds several chapters, such as ``kapitel-inklusion-`` (house contract)."""
    level: int = 1
    """The level of the heading over the chapter, as HTML counts: that of a document by itself is h1."""
    line_edition: str | None = None
    """The document that holds the line edition (empty: the same one), where there is one to link to."""
    pages: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Pages of the PDF that begin with a line, by the number of that line."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Where the edition keeps a picture, by its SHA-256; the others are carried in the page itself (data URL)."""
    linked: bool = True
    """Whether links lead anywhere; on paper they do not."""
    spaced: bool = False
    """Whether a space stands before a break that the text itself makes: a page has no other mark between the words."""
    chapters: Mapping[str, str] = field(default_factory=dict)
    """What ids of lines in other chapters begin with, by slug: ``andere.xhtml#kapitel-inklusion-``."""
    tables: Iterator[int] = field(default_factory=count, compare=False)
    """The numbers of the tables that come; ``body`` begins anew."""
    say: Wording = wording.IN_GERMAN
    """What is said around the text."""


BARE = Apparatus()


def body(blocks: Blocks, apparatus: Apparatus = BARE) -> Markup:
    """The sections of a chapter, each heading together with what it stands over, and its notes at the end."""
    apparatus = replace(apparatus, tables=count(1))
    return concatenated(
        [*(_section(section, apparatus) for section in walk.sections(blocks)), notes(blocks, apparatus)]
    )


def notes(blocks: Blocks, apparatus: Apparatus = BARE) -> Markup:
    """The notes of the blocks, each with the way back to its call; nothing where there are none (DPUB-ARIA 1.1)."""
    found = list(walk.notes(blocks))
    if not found:
        return Markup()
    name = anchors.notes(apparatus.prefix)
    items = (_note(note, apparatus) for note in found)
    say = apparatus.say
    heading = ours(f"h{apparatus.level + 1}", say, say("Anmerkungen"), id=name, class_="furniture")
    names = f"{anchors.chapter(apparatus.prefix)} {name}" if apparatus.prefix else name
    return element(
        "section",
        heading,
        element("ol", *items, class_="many" if len(found) >= MANY else None),
        class_="notes",
        role="doc-endnotes",
        aria_labelledby=names,
    )


MANY = 100
"""Notes whose numbers the usual indent does not hold, from so many on."""


def ours(name: str, say: Wording, *content: Markup | str, **attributes: str | int | None) -> Markup:
    """An element that holds words of ours alone, marked where they are in another language than the text."""
    return marked(name, say.marks, *content, **attributes)


def marked(name: str, marks: Mapping[str, str], *content: Markup | str, **attributes: str | int | None) -> Markup:
    """An element with these attributes that say what language it is in."""
    return element(name, *content, **(attributes | {key.replace(":", "_"): value for key, value in marks.items()}))


def said(phrase: Phrase, say: Wording) -> Markup:
    """The phrase; what is ours in an element of its own where it is in another language than the text."""
    return concatenated(_said(each, say) for each in phrase if each.text)


def _said(each: Said, say: Wording) -> Markup:
    marks = say.marks if each.ours else wording.directed(each.language or say.text, say.text)
    return marked("span", marks, each.text) if marks else markup.text(each.text)


def filled(german: str, say: Wording, values: Mapping[str, object]) -> Markup:
    """The sentence of ours with markup put into it; what is not known to be markup is escaped."""
    return Markup(say.form(german)).format_map(values)  # noqa: S704 - a sentence of ours; what is put in is escaped


def named(german: str, say: Wording, title: str) -> str:
    """A name of something, with the title it has in the text.

    An attribute has one language: where ours is another one than the text's, the title stands there alone.
    """
    return title if say.foreign else say(german, title=title)


def _note(note: Note, apparatus: Apparatus) -> Markup:
    say = apparatus.say
    back = ours(
        "a",
        say,
        "↩",
        href=f"#{anchors.note_call(note.number, apparatus.prefix)}",
        role="doc-backlink",
        class_="furniture",
        aria_label=say("Zurück zur Stelle von Anmerkung {number}", number=note.number),
    )
    content = concatenated(block(each, apparatus) for each in note.blocks)
    return element(
        "li", content, element("p", back, class_="back furniture"), id=anchors.note(note.number, apparatus.prefix)
    )


def _section(section: walk.Section, apparatus: Apparatus) -> Markup:
    content = concatenated(block(each, apparatus) for each in section.blocks)
    way = _way_to_lines(section, apparatus)
    if section.heading is None:
        return element("section", way, content, class_="opening")
    name = anchors.section(section, apparatus.prefix)
    heading = _heading(apparatus.level + 1, section.heading.content, apparatus, name)
    # In a book, two chapters may have a section of the same name.
    names = f"{anchors.chapter(apparatus.prefix)} {name}" if apparatus.prefix else name
    return element("section", heading, way, content, aria_labelledby=names)


def _way_to_lines(section: walk.Section, apparatus: Apparatus) -> Markup:
    """The link to the section's lines in the line edition."""
    if apparatus.line_edition is None or section.first is None:
        return Markup()
    target = f"{apparatus.line_edition}#{anchors.edition_section(section, apparatus.prefix)}"
    lines = apparatus.say.lines(section.first, section.last)
    return ours("p", apparatus.say, element("a", lines, href=target), class_="way furniture")


def block(node: Block, apparatus: Apparatus = BARE) -> Markup:
    """The element of a block. A heading of the text stands below that over the chapter."""
    match node:
        case Heading(level, content):
            return _heading(level + apparatus.level, content, apparatus)
        case Paragraph(content):
            # A paragraph of one line may lead into the list below and must not be parted from it.
            alone = len(walk.line_starts(content)) == 1
            return element("p", inlines(content, apparatus), class_="lead" if alone else None)
        case BulletList(items):
            return element("ul", *(_item(item, apparatus) for item in items))
        case OrderedList(items, start, style=style):
            labels = walk.labels(node)
            given = style is not Counting.DECIMAL
            longest = max(map(len, labels), default=0)
            shown = [str(style)] * given + [name for name, least in WIDE.items() if longest >= least]
            entries = (
                _item(item, apparatus, label, given=given or bool(item.label))
                for item, label in zip(items, labels, strict=True)
            )
            return element("ol", *entries, start=None if start == 1 else start, class_=" ".join(shown) or None)
        case BlockQuote(blocks):
            return element("blockquote", *(block(each, apparatus) for each in blocks))
        case Preformatted(content):
            return element("pre", inlines(content, apparatus))
        case Table():
            return _table(node, apparatus)
        case Picture():
            return _picture(node, apparatus)
        case _:
            assert_never(node)


def _table(table: Table, apparatus: Apparatus) -> Markup:
    """The table in a box that scrolls where it is too wide, reached by the Tab key (WCAG 2.2, 1.4.10 and 2.1.1).

    Where cells are merged, each cell names its heads: not every program finds them by their scope alone.
    """
    caption = element("caption", inlines(table.caption.content, apparatus)) if table.caption else Markup()
    found, number = grid.grid(table), next(apparatus.tables)
    merged = any(placed.cell.columns * placed.cell.rows > 1 for placed in found.cells)
    heads = [placed for placed in found.cells if placed.heads]
    ids = {each.at: anchors.table_head(number, index, apparatus.prefix) for index, each in enumerate(heads, 1)}
    rows = [
        element("tr", *(_cell(placed, found, table, ids if merged else {}, apparatus) for placed in row))
        for row in found.rows
    ]
    first = len(table.header)
    head = element("thead", *rows[:first]) if first else Markup()
    groups = [at for at, row in enumerate(found.rows) if at > first and any(map(found.is_group, row))]
    bodies = (element("tbody", *rows[begin:end]) for begin, end in pairwise([first, *groups, len(rows)]))
    content = element("table", caption, head, *bodies)
    return element(
        "div", content, class_="table", role="region", tabindex=0, aria_label=_name(table, heads, apparatus.say)
    )


def _name(table: Table, heads: Iterable[grid.PlacedCell], say: Wording) -> str:
    """What the table is called: by its caption, else by what heads its columns or rows."""
    if table.caption:
        return named("Tabelle: {title}", say, walk.plain(table.caption.content))
    names = [grid.words(placed.cell) for placed in heads if placed.header or not table.header]
    if not names and not say.foreign:
        return say("Tabelle ohne Kopfzeile")
    # Beside a foreign text the words of the first row name it: an attribute has one language.
    names = names or [grid.words(cell) for cell in table.rows[0]]
    return named("Tabelle: {title}", say, ", ".join(names))


def _cell(
    placed: grid.PlacedCell, found: grid.Grid, table: Table, ids: Mapping[tuple[int, int], str], apparatus: Apparatus
) -> Markup:
    # A corner that is left empty heads nothing (WAI, Tables Tutorial; axe 4, empty-table-header).
    scope = "col" if placed.header else "rowgroup" if found.is_group(placed) else "row"
    sides = {table.alignments[column] for column in placed.columns}
    side = sides.pop() if len(sides) == 1 else Alignment.START
    columns, rows = (span if span > 1 else None for span in (placed.cell.columns, placed.cell.rows))
    named = " ".join(ids[head.at] for head in found.heads(placed) if head.at in ids)
    return element(
        "th" if placed.heads else "td",
        inlines(placed.cell.content, apparatus),
        id=ids.get(placed.at),
        scope=scope if placed.heads else None,
        colspan=columns,
        rowspan=rows,
        headers=named or None,
        class_=None if side is Alignment.START else str(side),
    )


def _picture(picture: Picture, apparatus: Apparatus) -> Markup:
    source = apparatus.pictures.get(picture.sha256) or data_url(picture)
    image = Markup('<img src="{}" alt="{}" width="{}" height="{}"/>').format(
        source, picture.alternative, picture.width, picture.height
    )
    caption = element("figcaption", inlines(picture.caption.content, apparatus)) if picture.caption else Markup()
    return element("figure", image, caption)


def data_url(picture: Picture) -> str:
    """The picture's bytes as an address (RFC 2397)."""
    kind = "png" if picture.data.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{b64encode(picture.data).decode()}"


def _heading(level: int, content: Inlines, apparatus: Apparatus, name: str | None = None) -> Markup:
    """The heading; marks of pages stand around it, since inside they would be part of its name (Chromium 156).

    HTML counts to six; below that the level is said (WAI-ARIA 1.2, aria-level).
    """
    marks = [_marks(start, apparatus, "div") for start in walk.line_starts(content)]
    text = inlines(content, replace(apparatus, pages={}))
    heading = element(f"h{min(level, DEEPEST)}", text, id=name, aria_level=level if level > DEEPEST else None)
    return concatenated([*marks[:1], heading, *marks[1:]])


DEEPEST = 6
"""The level of the last heading that HTML has."""


def page_mark(page: int, say: Wording, inside: str = "div") -> Markup:
    """The place where a page of the PDF begins: empty but for its label (DPUB-ARIA 1.1, doc-pagebreak)."""
    return ours(
        inside,
        say,
        id=anchors.page(page),
        class_="page",
        role="doc-pagebreak",
        epub_type="pagebreak",
        aria_label=say("Seite {page}", page=page),
    )


def _marks(start: LineStart, apparatus: Apparatus, inside: str = "span") -> Markup:
    """The marks of the pages that begin with the line."""
    return concatenated(page_mark(page, apparatus.say, inside) for page in apparatus.pages.get(start.number, ()))


WIDE = {"wide": 3, "wider": 5, "widest": 7}
"""Classes of lists with labels that the usual indent does not hold, from so many characters on."""


def _item(item: ListItem, apparatus: Apparatus, label: str = "", *, given: bool = False) -> Markup:
    """The item; a label that a browser would not count by itself is given as a string (CSS Lists 3, list-style-type).

    Not with ``@counter-style``: reading systems do not know it, nor does WeasyPrint 70 in a style sheet that it is given.
    """
    counted = item.label.isdecimal()
    marker = "list-style-type: '" + re.sub(r"[\\'<>&]", lambda found: f"\\{ord(found[0]):x} ", f"{label} ") + "'"
    return element(
        "li",
        inlines(item.content, apparatus),
        *(block(each, apparatus) for each in item.blocks),
        value=int(item.label) if counted else None,
        style=marker if given else None,
    )


def inlines(content: Sequence[Inline], apparatus: Apparatus = BARE, following: walk.Leaf | None = None) -> Markup:
    """The inlines as fragments of lines; ``following`` is the leaf after them in the block, if there is one."""
    if following is None and not walk.line_starts(content):
        return concatenated(_plain(node, apparatus) for node in content)
    nodes, parts, at = _settled(content), list[Markup](), 0
    while at < len(nodes):
        node = nodes[at]
        if _crosses(node):
            after = _leaf(nodes[at + 1 :]) or following
            # A link inside a link is none (HTML, 4.5.1): there, numbers only show.
            inner = replace(apparatus, line_edition=None) if isinstance(node, Link | Reference) else apparatus
            parts.append(_element(node, inlines(_content(node), inner, after), apparatus))
            at += 1
            continue
        start = node if isinstance(node, LineStart) else None
        begin = at + 1 if start else at
        at = begin
        while at < len(nodes) and not isinstance(nodes[at], LineStart) and not _crosses(nodes[at]):
            at += 1
        after = _leaf(nodes[at:]) or following
        parts.append(_fragment(start, nodes[begin:at], after if isinstance(after, LineStart) else None, apparatus))
    return concatenated(parts)


def _fragment(
    start: LineStart | None, content: Sequence[Inline], turn: LineStart | None, apparatus: Apparatus
) -> Markup:
    """A part of one line; ``start`` if the line begins here, ``turn`` the line that begins after it."""
    last = next(iter([*walk.leaves(content)][-1:]), None)
    classes = "line" + (" turn" if turn else "") + (" hyphen" if turn and turn.broken_word else "")
    # The text itself breaks there: style sheets that end lines need not do it again.
    classes += " broken" if turn and isinstance(last, LineBreak) and last.forced else ""
    text = concatenated(_plain(node, apparatus) for node in content)
    if start is None:
        return element("span", text, class_=classes)
    name = anchors.line(start.number, apparatus.prefix)
    line = element("span", _number(start, apparatus), text, class_=classes, id=name)
    return concatenated([_marks(start, apparatus), line])


def _number(start: LineStart, apparatus: Apparatus) -> Markup:
    """The mark that shows the line's number: silent, and a link where there is a line edition.

    No stop for the Tab key: 273 of them would bury the text. The line edition is reached by the link of the section.
    """
    if apparatus.line_edition is None:
        return element("span", class_="number", data_number=start.number, aria_hidden="true")
    target = f"{apparatus.line_edition}#{anchors.edition_line(start.number, apparatus.prefix)}"
    return element("a", class_="number", data_number=start.number, aria_hidden="true", href=target, tabindex="-1")


def _plain(node: Inline, apparatus: Apparatus) -> Markup:
    """An inline that lies within one line."""
    match node:
        case Text(text):
            return markup.text(text)
        case LineBreak():
            return _SPACED_BREAK if apparatus.spaced else _BREAK
        case Note(number):
            return _call(number, apparatus)
        case LineStart():
            raise ValueError(f"line {node.number} begins inside a fragment")
        case _:
            return _element(node, concatenated(_plain(each, apparatus) for each in node.content), apparatus)


_BREAK, _SPACED_BREAK = Markup("<br/>"), Markup(" <br/>")


def _call(number: int, apparatus: Apparatus) -> Markup:
    """The call of a note: like the number of a line it is generated, so that it parts no words where they are searched."""
    if not apparatus.linked:
        return element("sup", element("span", class_="call", data_note=number), class_="furniture")
    link = ours(
        "a",
        apparatus.say,
        class_="call",
        data_note=number,
        href=f"#{anchors.note(number, apparatus.prefix)}",
        role="doc-noteref",
        id=anchors.note_call(number, apparatus.prefix),
        aria_label=apparatus.say("Anmerkung {number}", number=number),
    )
    return element("sup", link, class_="furniture")


_MARKS = {Mark.UNDERLINE: "u", Mark.STRIKE: "s", Mark.SUPERSCRIPT: "sup", Mark.SUBSCRIPT: "sub"}


def _element(node: Inline, content: Markup, apparatus: Apparatus) -> Markup:
    match node:
        case Emphasis():
            return element("em", content)
        case Strong():
            return element("strong", content)
        case Marked(mark):
            return element(_MARKS[mark], content)
        case Link() | Reference() if not apparatus.linked:
            return content
        case Link(target):
            return element("a", content, href=target)
        case Reference(first, _, chapter):
            prefix = apparatus.chapters.get(chapter) if chapter else f"#{apparatus.prefix}"
            # Where the other chapter cannot be reached from here, its name and lines are all that there is.
            return content if prefix is None else element("a", content, href=f"{prefix}{anchors.line(first)}")
        case Text() | LineBreak() | Note() | LineStart():
            return content
        case _:
            assert_never(node)


def _content(node: Inline) -> Inlines:
    return () if isinstance(node, walk.Leaf) else node.content


def _crosses(node: Inline) -> bool:
    """Whether a line begins inside the node."""
    return bool(walk.line_starts(_content(node)))


def _leaf(nodes: Sequence[Inline]) -> walk.Leaf | None:
    return next(walk.leaves(nodes), None)


def _settled(content: Sequence[Inline]) -> Sequence[Inline]:
    """The inlines with every line start beside the text that it belongs to."""
    bare = all(isinstance(node, walk.Leaf) for node in content)
    return content if bare else _moved_in(_moved_before(_moved_out(content)))


def _moved_before(content: Iterable[Inline]) -> list[Inline]:
    """The inlines with the one line start that begins a span moved before it: the span lies within that line."""
    result: list[Inline] = []
    for node in content:
        starts = () if isinstance(node, walk.Leaf) else walk.line_starts(node.content)
        if isinstance(node, walk.Leaf) or len(starts) != 1 or next(walk.leaves(node.content)) is not starts[0]:
            result.append(node)
        else:
            result += [starts[0], walk.spanning(node, _without(node.content, starts[0]))]
    return result


def _without(content: Iterable[Inline], start: LineStart) -> Inlines:
    return tuple(
        node if isinstance(node, walk.Leaf) else walk.spanning(node, _without(node.content, start))
        for node in content
        if node is not start
    )


def _moved_out(content: Iterable[Inline]) -> list[Inline]:
    """The inlines with line starts that end a span moved behind it: their text is there."""
    result: list[Inline] = []
    for node in content:
        if isinstance(node, walk.Leaf):
            result.append(node)
            continue
        inner, starts = _moved_out(node.content), list[Inline]()
        while inner and isinstance(inner[-1], LineStart):
            starts.insert(0, inner.pop())
        result += [walk.spanning(node, tuple(inner)), *starts] if inner else starts
    return result


def _moved_in(content: Sequence[Inline]) -> list[Inline]:
    """The inlines with a line start that directly precedes a crossed span moved into it: its text is there."""
    result: list[Inline] = []
    for node in content:
        if not isinstance(node, walk.Leaf) and _crosses(node) and result and isinstance(result[-1], LineStart):
            result.append(walk.spanning(node, (result.pop(), *node.content)))
        else:
            result.append(node)
    return result


def line_edition(blocks: Blocks, lines: Concordance, apparatus: Apparatus) -> Markup:
    """Every line with its number as text, by section, each linked to its place in the running text (Zeilenfassung).

    ``line_edition`` of the apparatus is the document that holds that text, ``level`` the level of the headings.
    """
    numbered = {line.number: line for line in lines}
    return concatenated(
        _edition_of(section, [numbered[number] for number in section.numbers], apparatus)
        for section in walk.sections(blocks)
        if section.numbers
    )


def _edition_of(section: walk.Section, lines: Iterable[Line], apparatus: Apparatus) -> Markup:
    say, prefix, document = apparatus.say, apparatus.prefix, apparatus.line_edition or ""
    name = anchors.edition_section(section, prefix)
    title = Said(section.title, ours=False) if section.title else Said(say("Vorspann"))
    span = (Said(" (", ours=False), Said(say.lines(section.first, section.last)), Said(")", ours=False))
    heading = element(f"h{apparatus.level}", said((title, *span), say), id=name)
    items = (
        element(
            "li",
            ours(
                "a",
                say,
                say("Zeile {first}:", first=line.number),
                href=f"{document}#{anchors.line(line.number, prefix)}",
            ),
            " ",
            line.printed,
            id=anchors.edition_line(line.number, prefix),
        )
        for line in lines
    )
    names = f"{prefix}zeilenfassung {name}" if prefix else name
    return element("section", heading, element("ol", *items, class_="lines"), aria_labelledby=names)
