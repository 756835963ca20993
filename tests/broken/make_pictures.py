"""Makes the exhibits of pictures on pages: ``python -m tests.broken.make_pictures`` from the top of the tree.

The PDF for the screen of the chapter in ``tests/everything.py``, its picture drawn in another shape.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf

sys.path.insert(0, str(Path(__file__).parent.parent))

from everything import numbered

from pipeline.editions import pdf
from pipeline.publication.settings import Publication
from pipeline.text.model import book_of

HERE = Path(__file__).parent / "picture_shapes"

Matrix = tuple[Decimal, ...]

DAMAGES: Mapping[str, Callable[[Matrix], Matrix]] = {
    "stretched": lambda m: (m[0], m[1], m[2], m[3] * Decimal("1.5"), *m[4:]),
    "flattened": lambda m: (m[0], m[1], m[2], m[3] / 2, *m[4:]),
    "mirrored": lambda m: (-m[0], m[1], m[2], m[3], m[4] + m[0], m[5]),
    "upside-down": lambda m: (m[0], m[1], m[2], -m[3], m[4], m[5] + m[3]),
    "turned": lambda m: (Decimal(0), m[3], -m[0], Decimal(0), m[4] + m[0], m[5]),
    "slanted": lambda m: (m[0], m[1], m[0] / 3, *m[3:]),
}
"""What is done to the matrix that a picture is drawn with."""


def damaged(data: bytes, damage: Callable[[Matrix], Matrix]) -> bytes:
    """The file with every picture drawn so."""
    result = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        for page in file.pages:
            found = [*pikepdf.parse_content_stream(page)]
            for at, each in enumerate(found):
                if str(each.operator) == "Do":
                    matrix = damage(tuple(Decimal(str(value)) for value in found[at - 1].operands))
                    found[at - 1] = pikepdf.ContentStreamInstruction([*matrix], pikepdf.Operator("cm"))
            page.Contents = file.make_stream(pikepdf.unparse_content_stream(found))
        file.save(result, deterministic_id=True)
    return result.getvalue()


def main() -> None:
    whole = pdf.screen(book_of(numbered()), Publication())
    HERE.mkdir(exist_ok=True)
    (HERE / "whole.pdf").write_bytes(whole)
    for name, damage in DAMAGES.items():
        (HERE / f"{name}.pdf").write_bytes(damaged(whole, damage))


if __name__ == "__main__":
    main()
