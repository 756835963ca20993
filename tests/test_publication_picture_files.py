"""Pictures: whole or refused, whatever else has been imported, and never more pixels than the header says."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from pipeline.publication.picture_files import UnusableError, loaded


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(rows: bytes, *, size: tuple[int, int] = (10, 10), more: bytes = b"") -> bytes:
    """A grey PNG of eight bits a pixel that holds these rows; ``more`` stands before its end."""
    head = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 1))
        + more
        + chunk(b"IEND", b"")
    )


ROWS = b"\0" * 11 * 10


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "bild.png"
    path.write_bytes(data)
    return path


def test_a_picture_of_the_size_that_it_says_is_taken(tmp_path: Path) -> None:
    assert loaded(written(tmp_path, png(ROWS))).width == 10


@pytest.mark.parametrize(
    "made",
    [
        lambda: png(ROWS + b"\0"),
        lambda: png(b"\0" * (200 << 20)),
        lambda: png(ROWS, more=chunk(b"IDAT", b"\0" * 9)),
        lambda: png(ROWS, more=chunk(b"IDAT", zlib.compress(ROWS))),
    ],
    ids=["a byte more", "200 MB more", "bytes after the rows", "rows twice"],
)
def test_a_picture_with_more_data_than_its_size_says_is_refused(made: Callable[[], bytes], tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="mehr Daten, als seine Größe sagt"):
        loaded(written(tmp_path, made()))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(1, 1), (5, 3), (33, 17)])
def test_every_kind_of_sound_png_is_taken(mode: str, size: tuple[int, int], tmp_path: Path) -> None:
    out = BytesIO()
    Image.new(mode, size).save(out, "PNG")
    assert loaded(written(tmp_path, out.getvalue())).height == size[1]


def interlaced(width: int, height: int) -> bytes:
    """A grey PNG in seven passes (Adam7), all black."""
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    rows = b"".join(
        b"\0" * (1 + len(range(column, width, across))) * len(range(row, height, down))
        for column, row, across, down in passes
        if range(column, width, across)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (8, 8), (33, 17)])
def test_a_png_in_passes_is_measured_by_its_passes(size: tuple[int, int], tmp_path: Path) -> None:
    assert loaded(written(tmp_path, interlaced(*size))).width == size[0]


def test_a_picture_that_ends_too_early_is_refused_whatever_the_process_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint 70 sets it when it is imported
    out = BytesIO()
    Image.effect_noise((64, 64), 50).save(out, "PNG")
    with pytest.raises(UnusableError, match="kein lesbares PNG"):
        loaded(written(tmp_path, out.getvalue()[:-900]))
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True
