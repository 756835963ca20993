"""What a run of a Word document looks like by itself and by its character style (ECMA-376 part 1, 17.3.2 and 17.7.4)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.readback.containers import Element, local_name
from pipeline.readback.word_styles import W, WordStyles
from pipeline.readback.word_text import on
from pipeline.text.events import Formatting

_TOGGLES = {
    "b": Formatting.STRONG,
    "i": Formatting.EMPHASIS,
    "strike": Formatting.STRIKE,
    "dstrike": Formatting.STRIKE,
}

_RAISED = {"superscript": Formatting.SUPERSCRIPT, "subscript": Formatting.SUBSCRIPT}


def formatting(run: Element, styles: WordStyles) -> frozenset[Formatting]:
    """What the run is by itself, else by its character style; what its paragraph's style says is that of all its words.

    The line that the style of a link draws under its words says only that they are a link.
    """
    own = _properties(run)
    by_style = dict(_styled(run, styles))
    if any(local_name(each) == "hyperlink" for each in run.iterancestors()):
        by_style.pop("u", None)
    found = {**by_style, **own}
    looks = {look for name, look in _TOGGLES.items() if name in found and on(found[name])}
    if "u" in found and found["u"].get(f"{W}val", "single") != "none":
        looks.add(Formatting.UNDERLINE)
    if "vertAlign" in found and (raised := _RAISED.get(found["vertAlign"].get(f"{W}val", ""))):
        looks.add(raised)
    return frozenset(looks)


def _properties(owner: Element) -> dict[str, Element]:
    properties = owner.find(f"{W}rPr")
    return {local_name(each): each for each in properties} if properties is not None else {}


def _styled(run: Element, styles: WordStyles) -> Iterator[tuple[str, Element]]:
    named = run.find(f"{W}rPr/{W}rStyle")
    chain = [*styles.character(named.get(f"{W}val", ""))] if named is not None else []
    for each in reversed(chain):
        yield from _properties(each).items()
