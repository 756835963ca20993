"""Draws styles/signs.ttf: signs of forms and lists that none of the wheels' fonts has. ``python -m tests.signs`` writes it."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FILE = Path(__file__).parent.parent / "styles" / "signs.ttf"
FAMILY = "Zeilentreu Signs"
EM, WIDTH, LOW, HIGH, INK = 1000, 800, 0, 700, 70
"""Units: the em, how far every sign advances, where it stands and ends, how thick its strokes are."""

Ring = tuple[tuple[int, int], ...]


def box(left: int, low: int, right: int, high: int) -> Ring:
    return ((left, low), (left, high), (right, high), (right, low))


def frame(left: int, low: int, right: int, high: int) -> tuple[Ring, Ring]:
    """An outline: what is inside turns the other way round."""
    inner = box(left + INK, low + INK, right - INK, high - INK)
    return box(left, low, right, high), tuple(reversed(inner))


def stroke(x1: int, y1: int, x2: int, y2: int, thick: int = INK) -> Ring:
    """A diagonal as a parallelogram of this width from left to right."""
    return ((x1 - thick // 2, y1), (x2 - thick // 2, y2), (x2 + thick // 2, y2), (x1 + thick // 2, y1))


def cross(left: int, low: int, right: int, high: int, thick: int = INK) -> tuple[Ring, Ring]:
    return stroke(left, low, right, high, thick), tuple(reversed(stroke(left, high, right, low, thick)))


def triangle(left: int, low: int, right: int, high: int) -> Ring:
    return ((left, low), (left, high), (right, (low + high) // 2))


SPACE = 280
"""How far a blank advances, as in the house's font: Pango takes a blank before a sign from the sign's font."""

ARROW = ((50, 300), (50, 400), (450, 400), (450, 560), (750, 350), (450, 140), (450, 300))
INNER = tuple(reversed(((50 + INK, 330), (50 + INK, 370), (480, 370), (480, 470), (660, 350), (480, 230), (480, 330))))

SIGNS: dict[str, Iterable[Ring]] = {
    "☐": frame(50, LOW, 750, HIGH),
    "☒": (*frame(50, LOW, 750, HIGH), *cross(210, 140, 590, 560, 2 * INK)),
    "❏": (*frame(50, 60, 690, HIGH), box(690, LOW, 760, 600), box(150, LOW, 690, 60)),
    "❑": (*frame(50, 60, 690, HIGH), box(690, LOW, 760, 600), box(150, LOW, 690, 60)),
    "✕": cross(130, 70, 670, 630, 2 * INK),
    "✘": cross(130, 70, 670, 630, 3 * INK),
    "✚": (box(300, 50, 500, 650), ((100, 450), (700, 450), (700, 250), (100, 250))),
    "➔": (ARROW,),
    "➜": (ARROW,),
    "⇨": (ARROW, INNER),
    "➤": (((60, 80), (220, 350), (60, 620), (760, 350)),),
    "➢": (
        ((60, 80), (220, 350), (60, 620), (760, 350)),
        tuple(reversed(((190, 200), (290, 350), (190, 500), (570, 350)))),
    ),
    "▸": (triangle(180, 110, 620, 590),),
    "▹": (triangle(180, 110, 620, 590), tuple(reversed(triangle(240, 220, 490, 480)))),
}
"""The rings of each sign, those that are filled clockwise."""


def font() -> bytes:
    """The font as a TrueType file, with the same bytes each time."""
    builder = FontBuilder(EM, isTTF=True)
    names = {sign: f"uni{ord(sign):04X}" for sign in SIGNS}
    builder.setupGlyphOrder([".notdef", "space", *names.values()])
    builder.setupCharacterMap({ord(" "): "space", **{ord(sign): name for sign, name in names.items()}})
    shapes = {names[sign]: drawn(rings) for sign, rings in SIGNS.items()}
    builder.setupGlyf({".notdef": drawn(frame(50, LOW, 750, HIGH)), "space": drawn(()), **shapes})
    builder.setupHorizontalMetrics({**dict.fromkeys((".notdef", *names.values()), (WIDTH, 50)), "space": (SPACE, 0)})
    builder.setupHorizontalHeader(ascent=950, descent=-250)
    builder.setupOS2(sTypoAscender=950, sTypoDescender=-250, usWinAscent=950, usWinDescent=250, fsType=0)
    builder.setupNameTable(
        {
            "familyName": FAMILY,
            "styleName": "Regular",
            "psName": "ZeilentreuSigns-Regular",
            "licenseDescription": "SIL Open Font License 1.1",
        }
    )
    builder.setupPost()
    builder.updateHead(created=3_800_000_000, modified=3_800_000_000)
    builder.font.recalcTimestamp = False
    out = BytesIO()
    builder.font.save(out)
    return out.getvalue()


def drawn(rings: Iterable[Ring]) -> object:
    pen = TTGlyphPen(None)
    for first, *others in rings:
        pen.moveTo(first)
        for point in others:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


if __name__ == "__main__":
    FILE.write_bytes(font())
