"""Footnotes of HTML: a mark in the text and a note elsewhere that lead to each other → a note at its mark.

HTML has no footnotes. Word, LibreOffice and most editors write the same two links: the mark leads to the note, and the note
leads back to the mark. Where only the mark is a link, it has to be raised, and the note begins with it or is an item of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.sources.html.elements import CharacterData, Element
from pipeline.sources.html.html_report import HtmlReport, short

NOTE = "\0note"
"""The name of the element that stands where a note was marked; what the note says is in it."""
MARK = "\0mark"
"""Its attribute with the mark as it was."""

LONGEST_MARK = 8
MOST_REPEATS = 200
"""So often may notes stand in the text that it marks more than once."""
LONGEST_REPEATED = 2_000

_MARK = re.compile(r"[\[(]?(?P<bare>\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§#]{1,4})[\])]?\.?", re.IGNORECASE)
_BODIES = frozenset({"li", "p", "dd", "td", "aside"})
_DRESS = frozenset({"sup", "span", "b", "i", "font", "a", "small"})
"""What stands around a mark for its formatting alone."""
_NOTE_ID = re.compile(r"(?:(?:sd)?(?:foot|end)note|ftn|edn|fn)[\W_]?\d{1,6}", re.IGNORECASE)
_TITLES = re.compile(r"(?:(?:fuß|end)noten|anmerkungen|einzelnachweise|(?:foot|end)?notes|quellen)[ :]*", re.IGNORECASE)
_COMMENT, _COMMENT_BACK = re.compile(r"#cmnt\d{1,6}"), re.compile(r"#cmnt_ref\d{1,6}")
"""How Google Docs leads to a comment, and back."""
_HEADING = re.compile("h[1-6]")


@dataclass(slots=True)
class _Links:
    """The links of a tree: what stands around and before each element, and what links lead to."""

    parents: dict[int, Element] = field(default_factory=dict)
    before: dict[int, Element] = field(default_factory=dict)
    targets: dict[str, Element] = field(default_factory=dict)
    anchors: list[Element] = field(default_factory=list)
    order: dict[int, int] = field(default_factory=dict)
    """Where each element stands in the text."""
    ways: dict[int, frozenset[str]] = field(default_factory=dict)
    """Where the links of a note lead, once somebody asked."""
    words: dict[int, str] = field(default_factory=dict)
    """What a note says, once somebody asked."""

    def around(self, element: Element) -> Iterator[Element]:
        """The elements around it, the nearest first."""
        while found := self.parents.get(id(element)):
            yield found
            element = found

    def dress(self, anchor: Element) -> Iterator[Element]:
        """What stands around a mark and says nothing else."""
        for each in self.around(anchor):
            said = [piece for piece in each.children[:5] if not _is_space(piece)]
            if each.name not in _DRESS or len(each.children) > 4 or len(said) > 1:  # noqa: PLR2004 - space around one mark
                return
            yield each

    def hrefs(self, body: Element) -> frozenset[str]:
        """Where the links of the note lead."""
        if id(body) not in self.ways:
            self.ways[id(body)] = frozenset(each.attributes.get("href", "") for each in (body, *body.elements("a")))
        return self.ways[id(body)]

    def said(self, body: Element) -> str:
        """What the note says."""
        if id(body) not in self.words:
            self.words[id(body)] = body.text()
        return self.words[id(body)]


def place_notes(root: Element, reported: HtmlReport) -> None:
    """Put each note where it is marked, and take it away where it stood."""
    links = _Links()
    _find(root, links)
    _take_comments(root, links, reported)
    calls = [(anchor, body) for anchor in links.anchors if (body := _body(anchor, links))]
    # A link inside of a note leads back, or to another note; neither is a mark of the text.
    bodies = {id(body): body for _, body in calls}
    inside = {id(each) for body in bodies.values() for each in body.elements("a")}
    calls = [(anchor, body) for anchor, body in calls if id(anchor) not in inside]
    if not calls:
        return
    marked: dict[int, list[Element]] = {}
    for anchor, body in calls:
        marked.setdefault(id(body), []).append(anchor)
    for key, anchors in marked.items():
        _cut_marks(bodies[key], anchors, links)
    _clear(root, set(marked), reported)
    repeats = 0
    for key, anchors in marked.items():
        _mark(anchors[0], bodies[key], links)
        for anchor in anchors[1:]:
            repeats += 1
            _repeat(anchor, bodies[key], links, reported, often=repeats > MOST_REPEATS)


def _take_comments(root: Element, links: _Links, reported: HtmlReport) -> None:
    """Take away the comments of Google Docs, which look like notes and are none, and their marks in the text."""
    taken: set[int] = set()
    for anchor in links.anchors:
        body = links.targets.get(anchor.attributes["href"][1:])
        if not body or not _COMMENT.fullmatch(anchor.attributes["href"]):
            continue
        body = next((each for each in links.around(body) if each.name in _BODIES), body)
        taken |= {id(body), id(next(iter([*links.dress(anchor)][::-1]), anchor))}
        words = body.text().removeprefix(anchor.text()).strip()
        reported.add("Z294", anchor.place, f"Kommentar nicht übernommen: „{short(words, 200)}“.")
    if taken:
        links.anchors = [each for each in links.anchors if not _COMMENT.fullmatch(each.attributes["href"])]
        links.anchors = [each for each in links.anchors if not _COMMENT_BACK.fullmatch(each.attributes["href"])]
        _clear(root, taken, reported)


def _find(element: Element, links: _Links) -> None:
    before: Element | None = None
    for child in element.children:
        if not isinstance(child, Element):
            before = None if child.text.strip() else before
            continue
        links.parents[id(child)] = element
        links.order[id(child)] = len(links.order)
        if before:
            links.before[id(child)] = before
        before = child
        for name in (child.attributes.get("id"), child.attributes.get("name") if child.name == "a" else None):
            if name:
                links.targets.setdefault(name, child)
        if child.name == "a" and child.attributes.get("href", "").startswith("#"):
            links.anchors.append(child)
        _find(child, links)


def _body(anchor: Element, links: _Links) -> Element | None:
    """The note that the anchor marks; None where it marks none."""
    target = links.targets.get(anchor.attributes["href"][1:])
    if not target or _HEADING.fullmatch(target.name) or not _MARK.fullmatch(_mark_of(anchor)):
        return None
    # Both links look alike; notes follow the text that they belong to.
    if links.order[id(target)] < links.order[id(anchor)]:
        return None
    around = [target, *links.around(target)]
    wide = (
        each for each in around if each.name in {"div", "section"} and _NOTE_ID.fullmatch(each.attributes.get("id", ""))
    )
    narrow = (each for each in around if each.name in _BODIES)
    body = target if target.name in _BODIES else next(wide, None) or next(narrow, None)
    if not body or any(each is body for each in links.around(anchor)):
        return None
    return body if _own_names(anchor, links) & links.hrefs(body) or _is_raised(anchor, body, links) else None


def _mark_of(anchor: Element) -> str:
    return anchor.text().replace(" ", "")[: LONGEST_MARK + 1]


def _own_names(anchor: Element, links: _Links) -> set[str]:
    """How links lead to the mark: by its own names, and by those of what is around it or right before it."""
    near = [anchor, *links.dress(anchor), *anchor.elements("a", "span", "sup")]
    near += [
        before for each in near if (before := links.before.get(id(each))) and before.name == "a" and not before.children
    ]
    return {f"#{name}" for each in near for key in ("id", "name") if (name := each.attributes.get(key))}


def _is_raised(anchor: Element, body: Element, links: _Links) -> bool:
    """Whether the mark is raised, and the note begins with it or is an item of a list."""
    found = _MARK.fullmatch(_mark_of(anchor))
    if not found or not (next(anchor.elements("sup"), None) or any(each.name == "sup" for each in links.dress(anchor))):
        return False
    return body.name == "li" or re.match(rf"[\[(]?{re.escape(found['bare'])}(?!\w)", links.said(body)) is not None


def _clear(element: Element, bodies: set[int], reported: HtmlReport) -> bool:
    """Take away the notes, and what is left empty by that; whether the element still says something or never held one."""
    left: list[Element | CharacterData] = []
    cut = False
    for child in element.children:
        if isinstance(child, Element) and (id(child) in bodies or not _clear(child, bodies, reported)):
            if not cut:
                _cut_rule(left)
            cut = True
            continue
        if cut and isinstance(child, Element) and _HEADING.fullmatch(child.name):
            _cut_title(left, reported)
        left.append(child)
    element.children = left
    if cut:
        _cut_title(left, reported)
    return not cut or any(not _is_space(each) for each in left)


def _cut_rule(before: list[Element | CharacterData]) -> None:
    """Take away the rule before the notes."""
    while before:
        last = before[-1]
        rule = isinstance(last, Element) and (last.name == "hr" or (last.name == "br" and "clear" in last.attributes))
        if not rule and not _is_space(last):
            return
        before.pop()


def _cut_title(before: list[Element | CharacterData], reported: HtmlReport) -> None:
    """Take away the heading over notes where nothing else stands below it."""
    at = next((at for at in range(len(before) - 1, -1, -1) if not _is_space(before[at])), None)
    last = None if at is None else before[at]
    if (
        at is not None
        and isinstance(last, Element)
        and _HEADING.fullmatch(last.name)
        and _TITLES.fullmatch(last.text())
    ):
        reported.add(
            "Z238", last.place, f"Die Überschrift „{short(last.text())}“ stand nur über Fußnoten und entfällt."
        )
        del before[at]


def _is_space(piece: Element | CharacterData) -> bool:
    return isinstance(piece, CharacterData) and not piece.text.strip()


def _cut_marks(body: Element, anchors: list[Element], links: _Links) -> None:
    """Take from the note its links back, and the mark that it begins with."""
    names = {name for each in anchors for name in _own_names(each, links)}
    if not _cut_links(body, names):
        _cut_label(body, {_mark_of(each) for each in anchors})


def _cut_links(element: Element, names: set[str]) -> bool:
    """Cut the links to these names; whether the first thing that the element said was one."""
    left: list[Element | CharacterData] = []
    first = False
    for child in element.children:
        begins = all(_is_space(each) for each in left)
        if isinstance(child, Element):
            if child.name == "a" and child.attributes.get("href", "") in names:
                first |= begins and bool(re.search(r"\w|[*†‡§#]", child.text()))
                continue
            first |= _cut_links(child, names) and begins
            if child.name in _DRESS and not child.children:
                continue
        left.append(child)
    element.children = left
    return first


def _cut_label(element: Element, marks: set[str]) -> bool:
    """Cut the mark that the element begins with; whether the search is over."""
    for at, child in enumerate(element.children):
        if isinstance(child, Element):
            if _cut_label(child, marks):
                return True
            continue
        if not (text := child.text.lstrip()):
            continue
        mark = next((each for each in sorted(marks, key=len, reverse=True) if text.startswith(each)), "")
        rest = text[len(mark) :]
        if mark and not rest[:1].isalnum():
            element.children[at] = CharacterData([rest.lstrip(" \t\n.)")], child.place)
        return True
    return False


def _mark(anchor: Element, body: Element, links: _Links) -> None:
    """Put the note where it is marked, without what only stood around the mark."""
    outer = next(iter([*links.dress(anchor)][::-1]), anchor)
    outer.attributes, outer.children = {MARK: anchor.text()}, list(body.children)
    outer.name, outer.holds_blocks = NOTE, body.holds_blocks


def _repeat(anchor: Element, body: Element, links: _Links, reported: HtmlReport, *, often: bool) -> None:
    """Put the note where it is marked once more; one that is long or comes too often leaves its mark as text."""
    mark = short(anchor.text())
    if often or len(links.said(body)) > LONGEST_REPEATED:
        reported.add(
            "Z238", anchor.place, f"Die Fußnote „{mark}“ ist noch einmal angegeben; hier steht nur ihr Zeichen im Text."
        )
        return
    reported.add("Z238", anchor.place, f"Die Fußnote „{mark}“ ist mehrmals angegeben; sie steht jedes Mal da.")
    _mark(anchor, body, links)
