"""Pictures that somebody puts into the hand-over: taken into the folder, never over another, and never at a row's cost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from conftest import seed
from leicht import filled_in, sample
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pipeline.build import shelf, source_jobs, translations, volumes
from pipeline.diagnostics import FileRefusal
from pipeline.easy_language import ledger
from pipeline.editions import docx
from pipeline.editions.easy import easy_document
from pipeline.editions.easy.imprint import easy_imprint
from pipeline.publication.settings import Publication
from pipeline.text.model import book_of

SLUG = "gleichberechtigung-und-engagement"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def png(size: tuple[int, int] = (40, 30), colour: str = "teal") -> bytes:
    out, notes = io.BytesIO(), PngInfo()
    notes.add_text("Author", "Kamera von Ada")
    Image.new("RGB", size, colour).save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", comment=b"Kamera von Ada")
    return out.getvalue()


def pixel_bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    return out.getvalue()


@dataclass
class Inserted:
    """A picture as somebody puts it into the cell „Bild“ of a row."""

    row: str
    data: bytes = b""
    name: str = "Grafik 1"
    words: str = ""
    """Its alternative text in Word."""
    beside: Sequence[str] = ()
    """The lines of the cell."""
    linked: str = ""
    """Where it is, if it is not in the document."""
    part: str = ""


@cache
def form() -> bytes:
    return filled_in(docx.write(seed().numbered, Publication()), sample(seed().numbered))


def with_pictures(*pictures: Inserted) -> bytes:
    """The hand-over, filled in with the sample, and these pictures in its cells."""
    with zipfile.ZipFile(io.BytesIO(form())) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    document, relations = parts["word/document.xml"].decode(), parts["word/_rels/document.xml.rels"].decode()
    for at, each in enumerate(pictures):
        part = each.part or f"media/neu{at}.png"
        mode = ' TargetMode="External"' if each.linked else ""
        entry = f'<Relationship Id="rNeu{at}" Type="{IMAGE}" Target="{each.linked or part}"{mode}/>'
        relations = relations.replace("</Relationships>", f"{entry}</Relationships>")
        if not each.linked and ".." not in part:
            parts[f"word/{part}"] = each.data
        document = _inserted(document, each, f'r:{"link" if each.linked else "embed"}="rNeu{at}"')
    types = parts["[Content_Types].xml"].decode()
    if 'Extension="png"' not in types:
        types = types.replace("<Override", '<Default Extension="png" ContentType="image/png"/><Override', 1)
    parts |= {
        "word/document.xml": document.encode(),
        "word/_rels/document.xml.rels": relations.encode(),
        "[Content_Types].xml": types.encode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def _inserted(document: str, each: Inserted, reference: str) -> str:
    """The document with the picture, and its lines below, at the beginning of the cell „Bild“ of the row."""
    at = document.index(f'w:name="{each.row}"')
    for _ in range(3):  # the cells of number, original and Leichte Sprache end
        at = document.index("</w:tc>", at) + len("</w:tc>")
    at = document.index("</w:tcPr>", at) + len("</w:tcPr>")
    drawing = (
        '<w:p><w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><wp:inline>'
        f'<wp:docPr id="900" name="Grafik 1" descr={quoteattr(each.words)}/><a:graphic><a:graphicData><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="0" name={quoteattr(each.name)}/></pic:nvPicPr><pic:blipFill><a:blip {reference}/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in each.beside)
    return document[:at] + drawing + lines + document[at:]


class Desk:
    """A publication's folder, and somebody who takes in what comes back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / f"{SLUG}.md").write_bytes(seed().numbered.chapter.source.data)
        [self.job] = source_jobs.jobs([folder / f"{SLUG}.md"])
        self.path = shelf.translation_path(folder / f"{SLUG}.md", SLUG)

    def take(self, *pictures: Inserted, dry_run: bool = False) -> translations.Taken:
        file = self.folder / "zurück.docx"
        file.write_bytes(with_pictures(*pictures))
        return translations.take_back(file, self.job, dry_run=dry_run)

    def files(self) -> dict[str, bytes]:
        folder = self.folder / "bilder"
        return {each.name: each.read_bytes() for each in sorted(folder.iterdir())} if folder.exists() else {}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def row(taken: translations.Taken, name: str) -> list[tuple[str, str, str]]:
    [found] = [each for each in taken.translation.rows if each.name == name]
    return [(each.name, each.alternative, each.credit) for each in found.pictures]


def said(taken: translations.Taken, code: str) -> str:
    return "\n".join(each.message for each in taken.diagnostics if each.code == code)


def test_a_picture_goes_into_the_file_that_its_cell_names_without_what_a_program_noted(desk: Desk) -> None:
    taken = desk.take(Inserted("S0005", png(), beside=["stadt.png", "Viele Menschen", "Quelle: Ada"]))
    assert row(taken, "S0005") == [("stadt.png", "Viele Menschen", "Ada")]
    assert "stadt.png" in said(taken, "Z678")
    data = desk.files()["stadt.png"]
    assert b"Kamera von Ada" not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (40, 30)


def test_a_jpeg_called_png_becomes_a_jpeg_without_its_comment(desk: Desk) -> None:
    taken = desk.take(Inserted("S0005", jpeg(), beside=["stadt.png", "Viele Menschen"]))
    assert row(taken, "S0005") == [("stadt.jpg", "Viele Menschen", "")]
    assert b"Kamera" not in desk.files()["stadt.jpg"]


def test_without_a_name_the_file_that_word_remembers_or_one_from_its_bytes(desk: Desk) -> None:
    taken = desk.take(
        Inserted("S0005", png(), "C:\\Bilder\\Rat Haus.PNG", words="Ein Rathaus"),
        Inserted("S0006", png(colour="red"), beside=["Ein roter Platz"]),
    )
    assert row(taken, "S0005") == [("Rat-Haus.png", "Ein Rathaus", "")]
    [(name, alternative, _)] = row(taken, "S0006")
    assert name.startswith("bild-") and name.endswith(".png")  # noqa: PT018 - one name
    assert alternative == "Ein roter Platz"
    assert set(desk.files()) == {"Rat-Haus.png", name}


def test_words_that_word_made_itself_are_no_alternative_text(desk: Desk) -> None:
    words = "Ein Bild, das Text enthält. Automatisch generierte Beschreibung"
    taken = desk.take(Inserted("S0005", png(), "stadt.png", words=words))
    assert row(taken, "S0005") == [("stadt.png", "", "")]
    assert "S0005" in said(taken, "Z671")


def test_several_pictures_stand_beside_one_row_in_every_edition(desk: Desk) -> None:
    taken = desk.take(
        Inserted("S0005", png(colour="red"), beside=["zwei.png", "Ein rotes Haus", "Quelle: Ada"]),
        Inserted("S0005", png(), beside=["eins.png", "Ein blaues Haus", "Quelle: Ada"]),
    )
    both = [("eins.png", "Ein blaues Haus", "Ada"), ("zwei.png", "Ein rotes Haus", "Ada")]
    assert row(taken, "S0005") == both
    assert set(desk.files()) == {"eins.png", "zwei.png"}
    assert ledger.loads(desk.path.read_text(encoding="utf-8"), "t") == taken.translation
    reading, _ = volumes.easy_language(desk.job, seed().numbered)
    assert reading
    [passage] = [each for each in reading.passages if each.name == "S0005"]
    assert [each.name for each in passage.pictures] == ["eins.png", "zwei.png"]
    credits_ = dict(easy_imprint(reading, Publication()))["Bilder"]
    assert credits_ == "eins.png, zwei.png: Ada"
    again = desk.take()
    assert row(again, "S0005") == both


def test_the_same_document_twice_writes_nothing_the_second_time(desk: Desk) -> None:
    picture = Inserted("S0005", png(), beside=["stadt.png", "Viele Menschen"])
    desk.take(picture)
    before = desk.files(), desk.path.read_bytes()
    assert not desk.take(picture).changed
    assert (desk.files(), desk.path.read_bytes()) == before


def test_another_picture_under_a_name_that_is_there_gets_a_name_of_its_own(desk: Desk) -> None:
    (desk.folder / "bilder").mkdir()
    (desk.folder / "bilder" / "stadt.png").write_bytes(png(colour="red"))
    before = desk.files()["stadt.png"]
    taken = desk.take(Inserted("S0005", png(), beside=["stadt.png", "Viele Menschen"]))
    [(name, _, _)] = row(taken, "S0005")
    assert name.startswith("stadt-")
    assert desk.files()["stadt.png"] == before
    assert name in desk.files()


def test_a_trial_run_writes_no_picture_and_misses_none(desk: Desk) -> None:
    taken = desk.take(Inserted("S0005", png(), beside=["stadt.png", "Viele Menschen"]), dry_run=True)
    assert desk.files() == {}
    assert not desk.path.exists()
    assert "stadt.png" not in said(taken, "Z670")


def test_a_folder_of_pictures_that_leads_elsewhere_gets_none(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("anderswo")
    (desk.folder / "bilder").symlink_to(elsewhere)
    with pytest.raises(FileRefusal) as caught:
        desk.take(Inserted("S0005", png(), beside=["stadt.png", "Viele Menschen"]))
    assert [each.code for each in caught.value.diagnostics] == ["Z802"]
    assert list(elsewhere.iterdir()) == []


HOSTILE = {
    "cut off": Inserted("S0005", png()[:40], beside=["stadt.png", "Viele Menschen"]),
    "too many pixels": Inserted("S0005", pixel_bomb(), beside=["stadt.png", "Viele Menschen"]),
    "another type": Inserted("S0005", b"<svg xmlns='http://www.w3.org/2000/svg'/>", beside=["stadt.png", "Viele"]),
    "GIF": Inserted("S0005", b"GIF89a" + bytes(40), beside=["stadt.png", "Viele Menschen"]),
    "empty": Inserted("S0005", b"", beside=["stadt.png", "Viele Menschen"]),
    "linked": Inserted("S0005", linked="http://127.0.0.1/x.png", beside=["stadt.png", "Viele Menschen"]),
    "a file of the system": Inserted("S0005", linked="file:///etc/passwd", beside=["stadt.png", "Viele Menschen"]),
    "a part that leads out": Inserted("S0005", part="../../../etc/passwd", beside=["stadt.png", "Viele Menschen"]),
    "the document itself": Inserted("S0005", part="../word/document.xml", beside=["stadt.png", "Viele Menschen"]),
}


ROWS = ("S0003", "S0004", "S0005", "S0006", "S0007", "S0008", "S0009", "S0010", "S0011", "S0012")


def test_pictures_that_cannot_be_used_are_told_each_and_cost_nothing_else(desk: Desk) -> None:
    placed = {name: replace(each, row=at) for at, (name, each) in zip(ROWS, HOSTILE.items(), strict=False)}
    taken = desk.take(*placed.values(), Inserted("S0015", png(), beside=["gut.png", "Ein Platz"]))
    assert set(desk.files()) == {"gut.png"}
    assert row(taken, "S0015") == [("gut.png", "Ein Platz", "")]
    rows, whole = {each.name: each for each in taken.translation.rows}, sample(seed().numbered)
    for name, each in placed.items():
        assert f"{each.row}: " in said(taken, "Z665"), name
        assert rows[each.row].alternative.startswith("Viele"), name
    assert [each.text for each in taken.translation.rows] == [each.text for each in whole.rows]


NAMES = ("../../x.png", "/etc/x.png", "..\\x.png", "..png", ".x.png", "a/../b.png", "con:x.png")


def test_a_name_never_leaves_the_folder(desk: Desk) -> None:
    pictures = [
        Inserted(at, png((40 + n, 30)), name, "Ein Haus") for n, (at, name) in enumerate(zip(ROWS, NAMES, strict=False))
    ]
    taken = desk.take(*pictures)
    kept = [name for each in pictures for name, _, _ in row(taken, each.row)]
    assert len(kept) == len(NAMES)
    assert set(kept) == set(desk.files())
    assert not any(name.startswith(".") for name in kept)
    assert {each.name for each in desk.folder.iterdir()} == {f"{SLUG}.md", "bilder", "translations", "zurück.docx"}


SIZES = ((20, 4000), (4000, 20), (1, 1), (1500, 1500))


def test_no_picture_takes_more_of_a_page_than_its_place(desk: Desk) -> None:
    desk.take(
        *(
            Inserted(at, png(size), beside=[f"b{at}.png", f"Ein Band {at}"])
            for at, size in zip(ROWS, SIZES, strict=False)
        )
    )
    reading, _ = volumes.easy_language(desk.job, seed().numbered)
    assert reading
    data = easy_document.write(book_of(seed().numbered), Publication(), reading)
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        document = whole.read("word/document.xml").decode()
    for at, size in zip(ROWS, SIZES, strict=False):
        shown = document.partition(f'descr="Ein Band {at}"')[0].rpartition("<wp:extent ")[2]
        width, height = (int(shown.partition(f'{side}="')[2].partition('"')[0]) for side in ("cx", "cy"))
        assert 0 < width <= 5 * 360_000, size
        assert height <= 7 * 360_000 + 1, size
        assert abs(height - width * size[1] / size[0]) <= max(2, 0.1 * height), size
