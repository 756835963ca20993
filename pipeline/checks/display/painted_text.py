"""What is wrong to the eye: words or numbers on top of each other, beyond the edge, or not there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pipeline.checks.display.fault import Fault
from pipeline.checks.display.model_display import Block
from pipeline.checks.display.snapshot import Piece, Snapshot


def faults(page: Snapshot, width: int, blocks: Collection[Block]) -> Iterator[Fault]:
    """Everything, ``width`` being that of the window in CSS pixels."""
    yield from _sideways(page, width)
    yield from _overprinted(page)
    yield from _numbers(page, blocks)


def _sideways(page: Snapshot, width: int) -> Iterator[Fault]:
    kind = "ragt seitlich hinaus"
    if page.width > width + 1:
        yield Fault(kind, f"Die Seite ist {page.width:.0f} px breit und muss seitlich geschoben werden")
    for piece in page.pieces:
        if page.scrolls(piece.node):
            continue
        if piece.right > width + 1:
            yield Fault(kind, f"„{_short(piece.text)}“ ragt {piece.right - width:.0f} px über den rechten Rand")
        # What stands wholly outside on the left is meant for screen readers, but for a number.
        elif piece.left < -1 and (piece.right > 0 or page.generated(piece.node)):
            yield Fault(kind, f"„{_short(piece.text)}“ ragt {-piece.left:.0f} px über den linken Rand")
    for node, right in page.edges:
        if right > width + 1 and not page.scrolls(node):
            yield Fault(kind, f"Das Element {page.named(node)} ragt {right - width:.0f} px über den rechten Rand")


def _overprinted(page: Snapshot) -> Iterator[Fault]:
    near: list[Piece] = []
    for piece in sorted(page.pieces, key=lambda each: each.top):
        near = [each for each in near if each.top + each.height > piece.top]
        for other in near:
            if piece.overprints(other):
                yield Fault("überdruckt", f"„{_short(other.text)}“ und „{_short(piece.text)}“ stehen übereinander")
        near.append(piece)


def _numbers(page: Snapshot, blocks: Collection[Block]) -> Iterator[Fault]:
    """Each line's number must be there to see, in the block that the line stands in."""
    shown: dict[int | None, set[str]] = {}
    for piece in page.pieces:
        shown.setdefault(page.block(piece.node), set()).add(piece.text)
    for node, block in page.places(blocks).items():
        for number, name in zip(block.numbers, block.anchors, strict=True):
            if name in page.anchors and str(number) not in shown.get(node, ()):
                yield Fault("Nummer unsichtbar", f"Die Nummer der Zeile {number} ist nicht zu sehen")


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"  # noqa: PLR2004 - characters of a message
