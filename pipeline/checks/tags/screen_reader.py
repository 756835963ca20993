"""The structure tree as a screen reader gives it: blocks of text one after the other, and the numbers said with them.

LI ─┬─ Lbl "36" ActualText="Zeilen 36 bis 37:"     announced, before the text
    ├─ Lbl "•"
    └─ LBody "den Masterplan zügig umsetzen,"      Spoken(ITEM, …)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.readback.marked_content import MarkedContent
from pipeline.readback.reading import Kind
from pipeline.readback.tag_tree import Annotation, Kid, Tag
from pipeline.text import wording

_SKIPPED = frozenset({"TOC", "TOCI", "Artifact"})
_GROUPS = frozenset(
    "Document DocumentFragment Part Art Sect Div Aside BlockQuote NonStruct Private Index L LI LBody Table THead TBody "
    "TFoot TR TD TH Caption Note FENote Title".split()
)
"""Elements that hold blocks; text in them outside of a block is said all the same (ISO 32000-2, 14.8.4)."""

_ANNOUNCED = wording.pattern(*wording.SPANS)


@dataclass(frozen=True, slots=True)
class Label:
    """A line number that is said: the number shown, the words spoken, and whether text of its block comes before it."""

    number: str
    words: str
    amid: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A block as it is said: its kind (None: text outside of any block), its text, its level, and its labels."""

    kind: Kind | None
    text: str
    level: int | None = None
    labels: tuple[Label, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    """Number and text of each line, where numbers are elements."""


def blocks(kids: Iterable[Kid]) -> Iterator[Spoken]:  # noqa: C901, PLR0912 - one case for each kind of element
    """The blocks in reading order, without those of the table of contents."""
    for kid in kids:
        match kid:
            case Tag(standard=role) if role in _SKIPPED:
                pass
            case Tag(standard=role) if role in _GROUPS and kid.get("ActualText") is not None:
                yield _spoken(None, [kid])
            case Tag(standard="LI"):
                yield from _item(kid)
            case Tag(standard="Figure"):
                yield Spoken(Kind.PICTURE, kid.get("Alt") or "")
                yield from blocks(each for each in kid.kids if isinstance(each, Tag))
            case Tag(standard="TD" | "TH") if not any(_is_block(each) for each in _tags(kid)):
                if (cell := _spoken(Kind.CELL, [kid])).text.strip():
                    yield cell
            case Tag(standard="Caption") if not any(_is_block(each) for each in _tags(kid)):
                yield _spoken(Kind.CAPTION, [kid])
            case Tag(standard="Note" | "FENote"):
                # Its label only counts the notes.
                yield from blocks(each for each in kid.kids if not (isinstance(each, Tag) and each.standard == "Lbl"))
            case Tag(standard="P"):
                yield _spoken(Kind.PARAGRAPH, [kid])
            case Tag(standard=role) if re.fullmatch("H[1-9]?", role):
                yield _spoken(Kind.HEADING, [kid], int(role[1:] or 1))
            case Tag(standard=role) if role in _GROUPS:
                yield from blocks(kid.kids)
            case Annotation():
                pass
            case _:
                loose = _spoken(None, [kid])
                if loose.text.strip():
                    yield loose


def _tags(tag: Tag) -> Iterator[Tag]:
    return (each for each in tag.kids if isinstance(each, Tag))


def _item(tag: Tag) -> Iterator[Spoken]:
    """The item's own text, then the blocks inside it; a first paragraph is the item's own text."""
    labels = [kid for kid in tag.kids if isinstance(kid, Tag) and kid.standard == "Lbl"]
    kids = [part for kid in tag.kids if kid not in labels for part in _opened(kid)]
    at = next((index for index, kid in enumerate(kids) if isinstance(kid, Tag) and _is_block(kid)), len(kids))
    own, rest = kids[:at], kids[at:]
    if rest and not _spoken(None, own).text.strip() and isinstance(rest[0], Tag) and rest[0].standard == "P":
        own, rest = [*own, rest[0]], rest[1:]
    yield _spoken(Kind.ITEM, [*(label for label in labels if number(label)), *own])
    yield from blocks(rest)


def _opened(kid: Kid) -> tuple[Kid, ...]:
    """What an LBody holds; any other kid, or one whose ActualText stands for all of it, is itself."""
    opens = isinstance(kid, Tag) and kid.standard == "LBody" and kid.get("ActualText") is None
    return kid.kids if opens and isinstance(kid, Tag) else (kid,)


def _is_block(tag: Tag) -> bool:
    return tag.standard in (_GROUPS | {"Figure"}) - {"NonStruct"} or bool(re.fullmatch("P|H[1-9]?", tag.standard))


@dataclass(slots=True)
class _Voice:
    """What was said so far."""

    text: list[str] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    lines: list[tuple[str, list[str]]] = field(default_factory=list)

    def say(self, kid: Kid) -> None:
        """Add what the kid says; ActualText stands for all below it (ISO 32000-1, 14.9.4)."""
        match kid:
            case MarkedContent():
                self._add(kid.text)
            case Tag(role="Artifact") if is_line_number(kid):
                self.lines.append((shown(kid).strip(), []))
            case Annotation() | Tag(role="Artifact"):
                pass
            case Tag() if said := number(kid):
                amid = bool("".join(self.text).strip())
                self.labels.append(Label(said, kid.get("ActualText") or "", amid))
            case Tag() if (actual := kid.get("ActualText")) is not None:
                self._add(actual)
            case Tag():
                for each in kid.kids:
                    self.say(each)

    def _add(self, text: str) -> None:
        self.text.append(text)
        if self.lines:
            self.lines[-1][1].append(text)


def shown(tag: Tag) -> str:
    """The glyphs of the element, whatever is to be said in their place."""
    return "".join(shown(kid) if isinstance(kid, Tag) else getattr(kid, "text", "") for kid in tag.kids)


def is_line_number(kid: Kid) -> bool:
    """Whether it is a line number as an element (ISO 32000-2, 14.8.2.2.2: LineNum)."""
    return isinstance(kid, Tag) and kid.role == "Artifact" and kid.get("Subtype") == "LineNum"


def number(tag: Tag) -> str:
    """The number on a label of lines; empty for every other element."""
    announced = tag.standard == "Lbl" and _ANNOUNCED.match(tag.get("ActualText") or "")
    digits = shown(tag).strip() if announced else ""
    return digits if re.fullmatch("[0-9]+", digits) else ""


def _spoken(kind: Kind | None, kids: Iterable[Kid], level: int | None = None) -> Spoken:
    voice = _Voice()
    for kid in kids:
        voice.say(kid)
    lines = tuple((digits, "".join(parts)) for digits, parts in voice.lines)
    return Spoken(kind, "".join(voice.text), level, tuple(voice.labels), lines)
