"""No edition tells what a camera noted in a photo: each kind of note is seen, in each kind of file."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken import make_camera

from pipeline.checks.camera_notes import check
from pipeline.checks.finished import Finished
from pipeline.editions.registry import EDITIONS
from pipeline.publication.catalogue import BY_SUFFIX, Medium
from pipeline.readback.carried_pictures import carried_pictures, noted_in
from pipeline.readback.reading import UnreadableError
from pipeline.text.model import Book

EXHIBITS = Path(__file__).parent / "broken" / "camera_notes"
FILES = sorted(EXHIBITS.iterdir())
NAMES = {"metadata": "XMP-Angaben"} | {name: noted for name, (_, noted) in make_camera.PHOTOS.items()}


def suffix_of(path: Path) -> str:
    return max((each for each in BY_SUFFIX if path.name.endswith(each)), key=len)


def found(data: bytes, suffix: str, book: Book) -> list[str]:
    return [f"{each.code} {each.message}" for each in check(Finished(Path(f"foto{suffix}"), suffix, book, "de", data))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_exhibit_is_caught_in_one_finding_that_names_what_is_noted(path: Path) -> None:
    suffix = suffix_of(path)
    [message] = found(path.read_bytes(), suffix, make_camera.book(b""))
    assert message.startswith("Z686 ")
    assert NAMES[path.name.removesuffix(suffix)] in message


def test_each_kind_of_edition_has_an_exhibit_and_each_is_made_by_the_table() -> None:
    made = {f"{name}{EDITIONS[edition].suffix}" for edition, names in make_camera.EXHIBITS.items() for name in names}
    assert {path.name for path in FILES} == made | {"metadata.pdf"}
    assert {BY_SUFFIX[suffix_of(path)].medium for path in FILES} == {
        Medium.WEB,
        Medium.EPUB,
        Medium.WORD,
        Medium.PDF,
    }


@pytest.mark.parametrize("name", make_camera.PHOTOS)
def test_every_kind_of_note_is_known(name: str) -> None:
    photo, noted = make_camera.PHOTOS[name]
    assert noted_in(photo) == (noted,)


@pytest.mark.slow
@pytest.mark.parametrize("edition", make_camera.EXHIBITS)
@pytest.mark.parametrize("kind", make_camera.WHOLE)
def test_a_photo_without_notes_passes_and_is_seen(edition: str, kind: str) -> None:
    photo = make_camera.WHOLE[kind]
    suffix, data = EDITIONS[edition].suffix, make_camera.written(edition, photo)
    assert found(data, suffix, make_camera.book(photo)) == []
    seen = [each for _, each in carried_pictures(data, BY_SUFFIX[suffix].medium)]
    # A PDF takes the pixels out of a PNG: that file is gone.
    assert (photo in seen) is not (suffix.endswith(".pdf") and kind == "png")


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(
        name + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2) for name, data in chunks
    )
    return b"RIFF" + len(body).to_bytes(4, "little") + body


@pytest.mark.parametrize(
    ("picture", "noted"),
    [
        (webp((b"VP8X", b"\0" * 10), (b"VP8 ", b"xyz")), ()),
        (webp((b"VP8X", b"\0" * 10), (b"VP8 ", b"xyz"), (b"EXIF", b"II")), ("Exif-Angaben einer Kamera",)),
        (b"<svg><x:xmpmeta>Erika</x:xmpmeta></svg>", ("XMP-Angaben",)),
        (b"\xff\xd8\xff\xff\xfe\0\x04ab\xff\xd9", ("eine Bemerkung",)),
        (b"\xff\xd8\xff\xe1", ()),
        (b"\x89PNG\r\n\x1a\n\0\0", ()),
    ],
)
def test_other_and_damaged_pictures_are_read_as_far_as_they_go(picture: bytes, noted: tuple[str, ...]) -> None:
    assert noted_in(picture) == noted


def test_a_picture_in_a_style_sheet_is_seen_too() -> None:
    page = b"<style>p { background: url(data:image/svg+xml;charset=utf-8,%3Csvg%3E%3Cx:xmpmeta/%3E) }</style>"
    assert [noted_in(each) for _, each in carried_pictures(page, Medium.WEB)] == [("XMP-Angaben",)]


@pytest.mark.parametrize("medium", [Medium.EPUB, Medium.PDF, Medium.WEB])
def test_a_damaged_file_is_no_file_without_pictures(medium: Medium) -> None:
    with pytest.raises(UnreadableError):
        list(carried_pictures(b"%PDF-1.7 data:image/png;base64,abc", medium))
