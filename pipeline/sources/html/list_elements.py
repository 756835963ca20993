"""The lists of HTML: their items, the labels that they show, and those that arrived one item at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.diagnostics import Diagnostic, InputRefusal
from pipeline.sources import labels
from pipeline.sources.html.css_rules import css_declarations
from pipeline.sources.html.elements import BLOCKS, CharacterData, Element
from pipeline.sources.html.html_report import HtmlReport, short
from pipeline.sources.html.running_text import rebuilt, single_spaced
from pipeline.sources.html.surroundings import Surroundings
from pipeline.sources.html.word_html import LABEL
from pipeline.text import list_labels, walk
from pipeline.text.model import Block, Blocks, BulletList, Counting, Inlines, ListItem, OrderedList, Paragraph, Text

DEEPEST = 9
"""The levels of lists that Word has; no text that people resolve has more."""

LONGEST_LABEL = 20


@dataclass(frozen=True, slots=True)
class Counter:
    """How a list shows its numbers: what stands around them, and how they are written."""

    form: str
    """``1``, ``a``, ``A``, ``i`` or ``I``, as ``type`` names it; ``01`` and ``α`` as CSS alone has them."""
    before: str = ""
    after: str = "."

    def label(self, at: int) -> str:
        """The label of the item with this number."""
        return f"{self.before}{_written(at, self.form)}{self.after}"


# What the motion software shows for its classes, and browsers for type and list-style-type (CSS Counter Styles 3, 6).
_CLASSES = {
    "decimalDot": Counter("1"),
    "decimalCircle": Counter("1", "(", ")"),
    "lowerAlpha": Counter("a", "", ")"),
    "upperAlpha": Counter("A"),
}
_TYPES = {form: Counter(form) for form in "1aAiI"}
_COUNTERS = _TYPES | {form: Counter(form) for form in ("01", "α")}
_STYLES = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "lower-greek": "α",
    "decimal-leading-zero": "01",
}
_SIGNS = frozenset({"disc", "circle", "square"})
_SAID_NOTHING = frozenset("inside outside none initial inherit unset revert".split())
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_ROMAN_END = 4000


def _written(at: int, form: str) -> str:
    """The number in its form; what a form cannot count stays a number."""
    text = str(at)
    if form in {"a", "A"} and at > 0:
        text, rest = "", at
        while rest:
            rest, letter = divmod(rest - 1, 26)
            text = chr(ord("a") + letter) + text
    elif form in {"i", "I"} and 0 < at < _ROMAN_END:
        text, rest = "", at
        for value, sign in _ROMAN:
            text += sign * (rest // value)
            rest %= value
    elif form == "α" and 0 < at <= len(_GREEK):
        text = _GREEK[at - 1]
    elif form == "01" and at >= 0:
        text = f"{at:02}"
    return text.upper() if form in {"A", "I"} else text


def blocks(element: Element, reader: Surroundings) -> Iterable[Block]:
    """The list; none where it has no items."""
    found = _items(element, reader)
    if not found:
        return
    items = tuple(item for item, _ in found)
    style = _style(element)
    counts = style in _STYLES or (element.name == "ol" and style not in _SIGNS and style != "none")
    if counts:
        _report_unknown_style(element, reader.reported)
        yield labels.ordered(item_labels(element, [said for _, said in found], reader.reported), items, element.place)
    elif style == "none" and (typed := _typed(items)):
        yield typed
    else:
        if element.name == "ol" and style == "none":
            reader.report(
                "Z222", element.place, "Die Liste zählt im HTML, zeigt aber keine Nummern; hier hat sie Punkte."
            )
        yield BulletList(items, element.place)


def _style(element: Element) -> str:
    style = css_declarations(element.attributes.get("style", ""))
    words = f"{style.get('list-style', '')} {style.get('list-style-type', '')}".split()
    return next((word for word in words if word in _STYLES or word in _SIGNS or word == "none"), "")


def _typed(items: Sequence[ListItem]) -> OrderedList | None:
    """The list whose items begin with labels that somebody typed, where it shows no signs of its own."""
    found = [labels.label_at(walk.plain(item.content)) for item in items]
    if not all(found):
        return None
    bare = [replace(item, content=_without(item.content, label)) for item, label in zip(items, found, strict=True)]
    return labels.ordered(found, bare, items[0].place)


def _without(content: Inlines, label: str) -> Inlines:
    """The inlines without the label that they begin with."""
    left, leaves = len(label), list[Inlines]()
    for leaf in walk.leaves(content):
        if not left or not isinstance(leaf, Text):
            leaves.append((leaf,))
            continue
        cut = min(left, len(leaf.text))
        left -= cut
        rest = leaf.text[cut:] if left else leaf.text[cut:].lstrip(" ")
        leaves.append((replace(leaf, text=rest),) if rest else ())
    return single_spaced(rebuilt(content, iter(leaves)))


def _items(element: Element, reader: Surroundings) -> list[tuple[ListItem, Element]]:
    """The items, each with its element. Text beside them is an item of its own, a list beside them belongs to the one before."""
    result: list[tuple[ListItem, Element]] = []
    for child in element.children:
        if isinstance(child, CharacterData):
            if not child.text.strip(" \t\n\r\f"):
                continue
            child = Element("li", {}, child.place, [child])  # noqa: PLW2901
            reader.report(
                "Z222", child.place, "In der Liste steht Text außerhalb ihrer Punkte; er ist ein Punkt für sich."
            )
        if child.name == "li":
            result += _item(child, element, reader)
        elif child.name in {"ul", "ol"} and result:
            item, own = result[-1]
            result[-1] = (replace(item, blocks=(*item.blocks, *reader.blocks([child], root=False))), own)
        else:
            holds = child.name in BLOCKS or child.holds_blocks
            result += _item(Element("li", {}, child.place, [child], holds_blocks=holds), element, reader)
    return result


def _item(element: Element, around: Element, reader: Surroundings) -> Iterable[tuple[ListItem, Element]]:
    """The item; none where nothing stands in a list that does not count."""
    content: Inlines = ()
    inner: Blocks = ()
    if not element.holds_blocks:
        content = reader.content(element.children)
    else:
        inner = reader.blocks(element.children, root=False)
        if inner and isinstance(inner[0], Paragraph):
            content, inner = inner[0].content, inner[1:]
    if content or inner or around.name == "ol":
        yield ListItem(content, inner, element.place), element


def item_labels(element: Element, items: Sequence[Element], reported: HtmlReport) -> list[str]:
    """The labels of the items as they are shown."""
    counter = _counter(element)
    step = -1 if "reversed" in element.attributes else 1
    at = _start(element, reported, len(items) if step < 0 else 1)
    found = []
    for item in items:
        said = _value(item, reported)
        own = _TYPES.get(item.attributes.get("type", ""), counter)
        if LABEL in item.attributes:
            found.append(item.attributes[LABEL])
        elif re.fullmatch(r"-?[0-9]{1,6}", said):
            at = int(said)
            found.append(own.label(at))
        else:
            found.append(f"{own.before}{said}{own.after}" if said else own.label(at))
        at += step
    return found


def _counter(element: Element) -> Counter:
    named = [_CLASSES[word] for word in element.attributes.get("class", "").split() if word in _CLASSES]
    if named:
        return named[0]
    form = _STYLES.get(_style(element)) or element.attributes.get("type", "")
    return _COUNTERS.get(form, _TYPES["1"])


def _report_unknown_style(element: Element, reported: HtmlReport) -> None:
    """Report a way of counting that CSS has and we have not."""
    said = css_declarations(element.attributes.get("style", "")).get("list-style-type", "").split()
    known = _STYLES.keys() | _SIGNS | _SAID_NOTHING
    for word in said:
        if (
            word not in known
            and re.fullmatch(r"[a-z-]+", word)
            and not any(each in known - _SAID_NOTHING for each in said)
        ):
            message = f"Die Liste zählt im HTML als „{short(word)}“; hier stehen Zahlen."
            reported.add("Z222", element.place, message, "Vergleichen Sie ihre Zeichen mit der Vorlage.")


def _value(item: Element, reported: HtmlReport) -> str:
    said = " ".join(item.attributes.get("value", "").split())
    if len(said) > LONGEST_LABEL or not said.isprintable():
        reported.add("Z222", item.place, f"„{said[:LONGEST_LABEL]}…“ ist zu lang für die Nummer eines Listenpunkts.")
        return ""
    return said


def _start(element: Element, reported: HtmlReport, otherwise: int) -> int:
    """Where the list begins to count."""
    said = element.attributes.get("start", "").strip()
    if re.fullmatch(r"-?[0-9]{1,6}", said):
        return int(said)
    if said:
        reported.add(
            "Z222", element.place, f"Die Liste soll bei „{said[:LONGEST_LABEL]}“ beginnen; das ist keine Zahl."
        )
    return otherwise


def united(blocks: Sequence[Block], *, bullets: bool) -> Blocks:
    """The blocks with lists that go on as one: the issuing system gives each item of a list as a list of its own.

    Of ``bullets`` nobody can say whether they go on; elsewhere than there, two lists are two.
    """
    groups: list[list[Block]] = []
    following = 0
    for block in blocks:
        if groups and _goes_on(groups[-1][-1], block, following, bullets=bullets):
            groups[-1].append(block)
            following += len(block.items) if isinstance(block, OrderedList) else 0
        else:
            groups.append([block])
            following = block.start + len(block.items) if isinstance(block, OrderedList) else 0
    return tuple(_joined(group) for group in groups)


def _goes_on(before: Block, after: Block, following: int, *, bullets: bool) -> bool:
    """Whether the list goes on; ``following`` is the number that would be next in the one before."""
    match before, after:
        case BulletList(), BulletList():
            return bullets
        case OrderedList(style=style), OrderedList(start=start, style=same) if style is same is not Counting.TYPED:
            return start == following
        case OrderedList(), OrderedList() if Counting.TYPED in {before.style, after.style}:
            return labels.follows(list_labels.labels(before)[-1], list_labels.labels(after)[0])
        case _:
            return False


def _joined(group: Sequence[Block]) -> Block:
    """The lists of the group as one."""
    first = group[0]
    if isinstance(first, BulletList):
        return replace(
            first, items=tuple(item for each in group if isinstance(each, BulletList) for item in each.items)
        )
    if not isinstance(first, OrderedList) or len(group) == 1:
        return first
    ordered = [each for each in group if isinstance(each, OrderedList)]
    items = tuple(item for each in ordered for item in each.items)
    if all(each.style is first.style is not Counting.TYPED for each in ordered):
        return replace(first, items=items)
    return labels.ordered([label for each in ordered for label in list_labels.labels(each)], items, first.place)


def require_depth(found: Iterable[Block]) -> None:
    """Raise InputRefusal (Z217) where lists are deeper than any word processor can hold."""
    for block in found:
        _require_depth(block, 0)


def _require_depth(block: Block, depth: int) -> None:
    if isinstance(block, BulletList | OrderedList):
        if depth == DEEPEST and block.place:
            message = f"Die Liste ist mehr als {DEEPEST} Ebenen tief."
            raise InputRefusal(Diagnostic("Z217", block.place, message))
        for item in block.items:
            for inner in item.blocks:
                _require_depth(inner, depth + 1)
    elif hasattr(block, "blocks"):
        for inner in block.blocks:
            _require_depth(inner, depth)
