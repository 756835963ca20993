"""Hostile and broken files: refused before anything is parsed, nothing read past the limits, the translation untouched."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import handover as docx
import pytest
from conftest import ROOT, TEXT, read
from handover import Fill, handover, packed, unpacked
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.build import translations
from pipeline.build.source_jobs import jobs
from pipeline.diagnostics import FileRefusal, InputRefusal
from pipeline.easy_language.returned import returned_story, sheet
from pipeline.easy_language.segments import segments
from pipeline.sources.office import guard

NUMBERED = read(TEXT).numbered
MADE = handover(NUMBERED, {each.name: Fill(["Leicht."], "übersetzt") for each in segments(NUMBERED)})
PARTS = unpacked(MADE.data())
GOOD = MADE.data()
DOCUMENT, TYPES, ROOT_RELS = "word/document.xml", "[Content_Types].xml", "_rels/.rels"
RELS = "word/_rels/document.xml.rels"
HEAD_OF_DOCUMENT = PARTS[DOCUMENT].split(b"<w:body>")[0] + b"<w:body>"


NOISE = random.Random(1).randbytes(4096)
"""It packs badly once, and well when it is repeated, but no bomb's ratio."""


def with_part(name: str, data: bytes) -> bytes:
    return packed({**PARTS, name: data})


def changed(part: str, old: bytes, new: bytes) -> bytes:
    assert old in PARTS[part]
    return with_part(part, PARTS[part].replace(old, new))


def zeros(name: str, size: int) -> bytes:
    """A member of so many zeros, without holding them."""
    out = io.BytesIO(GOOD)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=False) as member,
    ):
        block = bytes(1 << 20)
        for _ in range(size >> 20):
            member.write(block)
    return out.getvalue()


def doctype(declaration: bytes, reference: bytes = b"") -> bytes:
    head, _, rest = PARTS[DOCUMENT].partition(b"?>")
    return with_part(DOCUMENT, head + b"?>" + declaration + rest.replace(b"Leicht.", b"Leicht." + reference))


def relationship(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    entry = f'<Relationship Id="x" Type="{docx.R}/{kind}" Target="{target}"{mode}/></Relationships>'
    return changed(RELS, b"</Relationships>", entry.encode())


def twice() -> bytes:
    out = io.BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr(DOCUMENT, PARTS[DOCUMENT])
    return out.getvalue()


def encrypted() -> bytes:
    data = bytearray(GOOD)
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        struct.pack_into("<H", data, data.find(mark) + at, 1)
    return bytes(data)


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)


def many_members() -> bytes:
    return packed({**PARTS, **{f"word/media/{at}.png": b"" for at in range(400)}})


def long_directory() -> bytes:
    entry = GOOD[GOOD.find(b"PK\1\2") :][:46] + TYPES.encode()
    entries = entry * 250_000
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 10, 10, len(entries), len(GOOD), 0)
    return GOOD + entries + end


BILLION = (
    b"<!DOCTYPE d ["
    + b"".join(b'<!ENTITY l%d "%s">' % (at, b"&l%d;" % (at - 1) * 10 if at else b"lol") for at in range(10))
    + b"]>"
)

HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip bomb": ("Z155", lambda: zeros("word/media/x.png", 300 << 20)),
    "zip bomb that lies": ("Z152", lambda: lying_document(300 << 20)),
    "100 MB part": ("Z155", lambda: zeros("word/x.xml", 100 << 20)),
    "many large parts": ("Z155", lambda: packed({**PARTS, **{f"word/media/{at}": NOISE * 9_500 for at in range(4)}})),
    "1.5 million paragraphs": (
        "Z155",
        lambda: with_part(DOCUMENT, HEAD_OF_DOCUMENT + b"<w:p/>" * 1_500_000 + b"</w:body></w:document>"),
    ),
    "1.5 million paragraphs, packed badly": ("Z155", lambda: paragraphs(1_500_000)),
    "paragraphs in a comment": (
        "Z155",
        lambda: with_part(
            "word/comments.xml",
            PARTS["word/comments.xml"].replace(
                b"></", b'><w:comment w:id="1">' + b"<w:p/>" * 150_000 + b"</w:comment></"
            ),
        ),
    ),
    "too many rows": (
        "Z155",
        lambda: with_part(
            DOCUMENT,
            HEAD_OF_DOCUMENT
            + b"<w:tbl>"
            + b"<w:tr><w:tc><w:p/></w:tc></w:tr>" * 20_000
            + b"</w:tbl></w:body></w:document>",
        ),
    ),
    "too many elements": ("Z155", lambda: with_part("word/styles.xml", b"<x>" + b"<y/>" * 3_100_000 + b"</x>")),
    "too many members": ("Z155", many_members),
    "large file": ("Z155", lambda: GOOD + bytes(guard.LARGEST_FILE)),
    "XXE": ("Z158", lambda: doctype(b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;")),
    "external DTD": ("Z158", lambda: doctype(b'<!DOCTYPE d SYSTEM "http://127.0.0.1/x.dtd">')),
    "billion laughs": ("Z158", lambda: doctype(BILLION, b"&l9;")),
    "DOCTYPE after a long comment": ("Z158", lambda: doctype(b"<!--" + b"x" * 200_000 + b"--><!DOCTYPE d>")),
    "DOCTYPE in UTF-16": (
        "Z158",
        lambda: with_part(
            DOCUMENT, '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>'.encode("utf-16")
        ),
    ),
    "DOCTYPE in the relationships": ("Z158", lambda: with_part(RELS, b"<!DOCTYPE d>" + PARTS[RELS])),
    "DOCTYPE in the content types": ("Z158", lambda: with_part(TYPES, b"<!DOCTYPE d>" + PARTS[TYPES])),
    "deep nesting": ("Z152", lambda: with_part(DOCUMENT, b"<a>" * 5000 + b"</a>" * 5000)),
    "macros": ("Z156", lambda: with_part("word/vbaProject.bin", b"x")),
    "macros in other letters": ("Z156", lambda: with_part("word/VBAPROJECT.BIN", b"x")),
    "DOCM": (
        "Z156",
        lambda: changed(TYPES, docx.MAIN.encode(), b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    ),
    "template": ("Z151", lambda: changed(TYPES, b"document.main+xml", b"template.main+xml")),
    "ActiveX": ("Z156", lambda: with_part("word/activeX/activeX1.xml", b"<x/>")),
    "OLE": ("Z156", lambda: with_part("word/embeddings/oleObject1.bin", b"x")),
    "OLE by relationship": ("Z156", lambda: relationship("oleObject", "media/x.png", "")),
    "text from elsewhere": ("Z156", lambda: relationship("aFChunk", "x.html", "")),
    "external template": ("Z157", lambda: relationship("attachedTemplate", "http://127.0.0.1/x.dotm")),
    "hyperlink by a wrong name": (
        "Z157",
        lambda: changed(
            RELS,
            b"</Relationships>",
            b'<Relationship Id="x" Type="urn:x/hyperlink" Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
        ),
    ),
    "external template of the settings": (
        "Z157",
        lambda: with_part("word/_rels/settings.xml.rels", relationship_part("attachedTemplate")),
    ),
    "path traversal": ("Z154", lambda: with_part("../../x.xml", b"<a/>")),
    "absolute path": ("Z154", lambda: with_part("/etc/passwd", b"x")),
    "backslashes": ("Z154", lambda: with_part("word\\..\\x", b"x")),
    "drive": ("Z154", lambda: with_part("C:x", b"x")),
    "duplicate members": ("Z154", twice),
    "members that differ in case": ("Z154", lambda: with_part("WORD/document.xml", b"x")),
    "encrypted member": ("Z153", encrypted),
    "encrypted by Word": ("Z153", lambda: compound("EncryptedPackage")),
    "Word 97": ("Z151", lambda: compound("WordDocument")),
    "RTF": ("Z151", lambda: b"{\\rtf1 Hallo}"),
    "PDF": ("Z151", lambda: b"%PDF-1.7\n"),
    "HTML": ("Z151", lambda: b"<html></html>"),
    "not a zip": ("Z151", lambda: b"Hallo"),
    "empty": ("Z151", lambda: b""),
    "ODT": (
        "Z151",
        lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": b"<x/>"}),
    ),
    "a zip of something": ("Z151", lambda: packed({"hallo.txt": b"Hallo"})),
    "truncated": ("Z152", lambda: GOOD[: len(GOOD) // 2]),
    "end cut off": ("Z152", lambda: GOOD[:-10]),
    "damaged inside": ("Z152", lambda: damaged(GOOD)),
    "XML cut off": ("Z152", lambda: with_part(DOCUMENT, PARTS[DOCUMENT][:-30])),
    "another compression": ("Z152", lambda: recompressed(zipfile.ZIP_LZMA)),
    "no main part": ("Z151", lambda: packed({name: data for name, data in PARTS.items() if name != DOCUMENT})),
    "cells without rows": ("Z152", lambda: with_part(DOCUMENT, HEAD_OF_DOCUMENT + b"<w:tc/></w:body></w:document>")),
    "a table of contents of 20 MB": ("Z155", long_directory),
    "ZIP64": ("Z152", lambda: GOOD[:-22] + b"PK\6\7" + bytes(16) + GOOD[-22:]),
    "a letter": ("Z159", lambda: docx.Handover([], [], before=docx.para("Ein Brief.")).data()),
}


def lying_document(size: int) -> bytes:
    parts = dict(PARTS)
    del parts[DOCUMENT]
    out = io.BytesIO(packed(parts))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DOCUMENT, PARTS[DOCUMENT] + bytes(size))
    data = bytearray(out.getvalue())
    start = data.rfind(b"PK\1\2")
    struct.pack_into("<I", data, start + 24, len(PARTS[DOCUMENT]))
    return bytes(data)


def paragraphs(count: int) -> bytes:
    """Paragraphs that do not pack well enough to be refused for that."""
    body = b"".join(b'<w:p w:x="%06x"/>' % (at * 2654435761 % (1 << 24)) for at in range(count))
    return with_part(DOCUMENT, HEAD_OF_DOCUMENT + body + b"</w:body></w:document>")


def relationship_part(kind: str) -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="x" Type="{docx.R}/{kind}" Target="file:///C:/x.dotm" TargetMode="External"/></Relationships>'
    ).encode()


def damaged(data: bytes) -> bytes:
    start = data.find(DOCUMENT.encode()) + 400
    return data[:start] + bytes(byte ^ 0x55 for byte in data[start : start + 40]) + data[start + 40 :]


def recompressed(kind: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in PARTS.items():
            archive.writestr(name, data, kind)
    return out.getvalue()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    source = tmp_path / "probe.md"
    source.write_text(TEXT, encoding="utf-8")
    (tmp_path / "gut.docx").write_bytes(GOOD)
    translations.take_back(tmp_path / "gut.docx", jobs([source])[0])
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_code_and_the_translation_stays(name: str, project: Path) -> None:
    code, make = HOSTILE[name]
    path = project / "translations" / "probe.toml"
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    (project / "x.docx").write_bytes(make())
    with pytest.raises(InputRefusal) as caught:
        translations.take_back(project / "x.docx", jobs([project / "probe.md"])[0])
    [told] = caught.value.diagnostics
    assert told.code == code
    assert told.place.file.endswith("x.docx")
    assert str(told).isprintable() or "\n  Hinweis" in str(told)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)
    assert sorted(each.name for each in path.parent.iterdir()) == ["probe.runden.toml", "probe.toml"]


def test_the_good_file_is_accepted_and_so_is_one_with_links() -> None:
    assert len(sheet(GOOD, "x").rows) == len(MADE.rows)
    assert len(sheet(relationship("hyperlink", "https://example.org"), "x").rows) == len(MADE.rows)


def test_word_may_name_its_parts_otherwise() -> None:
    parts = {name.replace("word/document.xml", "word/document2.xml"): data for name, data in PARTS.items()}
    parts["word/_rels/document2.xml.rels"] = parts.pop(RELS)
    parts[TYPES] = parts[TYPES].replace(b"/word/document.xml", b"/word/document2.xml")
    parts[ROOT_RELS] = parts[ROOT_RELS].replace(b"word/document.xml", b"/word/document2.xml")
    assert sheet(packed(parts), "x").rows == sheet(GOOD, "x").rows


def test_the_strict_form_of_the_standard_is_read_too() -> None:
    strict = {
        name: data.replace(docx.W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            docx.R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, data in PARTS.items()
    }
    strict[ROOT_RELS] = strict[ROOT_RELS].replace(b"custom-properties", b"customProperties")
    assert sheet(packed(strict), "x") == sheet(GOOD, "x")


class Counted(io.BytesIO):
    """What a file hands out, counted."""

    count = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        Counted.count += len(data)
        return data


def test_no_more_of_a_file_is_read_than_the_limit_and_one_byte(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = project / "x.docx"
    with large.open("wb") as file:
        file.truncate(1 << 30)
    opened = Path.open

    def counting(path: Path, *words: object, **more: object) -> object:
        return Counted(b"PK\3\4" + bytes(guard.LARGEST_FILE + 100)) if path == large else opened(path, *words, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", counting)
    Counted.count = 0
    with pytest.raises(InputRefusal):
        translations.take_back(large, jobs([project / "probe.md"])[0])
    assert Counted.count == guard.LARGEST_FILE + 1


@pytest.mark.parametrize(
    "name", ["zip bomb", "100 MB part", "macros", "external template", "path traversal", "encrypted member"]
)
def test_what_is_refused_is_not_unpacked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = HOSTILE[name][1]()
    asked: list[str] = []
    chunks = guard.Package.chunks

    def noting(self: guard.Package, part: str) -> object:
        asked.append(part)
        return chunks(self, part)

    monkeypatch.setattr(guard.Package, "chunks", noting)
    with pytest.raises(InputRefusal):
        sheet(data, "x")
    assert DOCUMENT not in asked
    assert asked == [] or name == "external template"


def test_a_part_is_unpacked_no_further_than_to_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST_PART", 1 << 20)
    monkeypatch.setattr(guard, "HIGHEST_RATIO", 10**9)
    package = guard.package(GOOD, "x")
    package.archive = zipfile.ZipFile(io.BytesIO(zeros("word/x.xml", 50 << 20)))
    with pytest.raises(InputRefusal):
        list(package.chunks("word/x.xml"))
    assert package.unpacked <= (1 << 20) + guard.CHUNK


@pytest.mark.slow
def test_a_million_paragraphs_are_not_heard_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    packages: list[guard.Package] = []
    made = guard.package

    def keeping(data: bytes, file: str) -> guard.Package:
        packages.append(made(data, file))
        return packages[-1]

    monkeypatch.setattr(guard, "package", keeping)
    data = paragraphs(1_500_000)
    with pytest.raises(InputRefusal):
        sheet(data, "x")
    assert packages[0].unpacked < 2 * 20 * returned_story.MOST_PARAGRAPHS


MEMORY = """
import resource, sys
sys.path[:0] = [{root!r}, {tests!r}]
from pipeline.easy_language.returned import sheet
from pipeline.diagnostics import InputRefusal
data = open({file!r}, "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    sheet(data, "x")
except InputRefusal:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.program
@pytest.mark.parametrize(
    "name",
    [
        "zip bomb",
        "zip bomb that lies",
        "1.5 million paragraphs, packed badly",
        "billion laughs",
        "a table of contents of 20 MB",
    ],
)
def test_a_bomb_takes_no_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(HOSTILE[name][1]())
    code = MEMORY.format(root=str(ROOT), tests=str(ROOT / "tests"), file=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    kilobytes = int(done.stdout) // (1024 if sys.platform == "darwin" else 1)
    assert kilobytes < 100 * 1024


def test_a_translation_that_is_broken_is_told_and_left_as_it_is(project: Path) -> None:
    path = project / "translations" / "probe.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('status = "übersetzt"', 'status = "fertig"', 1), encoding="utf-8"
    )
    before = path.read_bytes()
    with pytest.raises(InputRefusal) as caught:
        translations.take_back(project / "gut.docx", jobs([project / "probe.md"])[0])
    [told] = caught.value.diagnostics
    lines = before.decode().split("\n")
    assert told.code == "Z403"
    assert lines[told.place.line - 1][told.place.column - 1 :].startswith("status")
    assert path.read_bytes() == before


def test_a_file_that_is_not_there_is_a_matter_of_reading(project: Path) -> None:
    for name in ("fehlt.docx", "translations"):
        with pytest.raises(FileRefusal):
            translations.take_back(project / name, jobs([project / "probe.md"])[0])


@settings(max_examples=300)
@given(st.data())
def test_no_damage_ends_in_anything_but_a_sheet_or_a_refusal(data: st.DataObject) -> None:
    raw = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(InputRefusal):
        sheet(bytes(raw), "x")


ELEMENTS = (
    "w:p w:r w:t w:tbl w:tr w:tc w:tcPr w:gridSpan w:vMerge w:trPr w:del w:ins w:moveFrom w:rPr w:pPr w:vanish w:sdt "
    "w:sdtPr w:tag w:sdtContent w:txbxContent w:br w:comment w:commentReference w:footnoteReference w:numPr w:numId w:sym "
    "w:bookmarkStart w:instrText x"
).split()
TREES = st.recursive(
    st.sampled_from(["", "S0003, Zeile 5", "Original", "Leichte Sprache", "Nr. und Zeile", "Text"]),
    lambda inner: st.builds(
        lambda name, value, children: f'<{name} w:val="{value}" w:id="1" w:name="S0002">{"".join(children)}</{name}>',
        st.sampled_from(ELEMENTS),
        st.sampled_from(["", "3", "S0004", "restart", "0", "zz"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=40,
)


@pytest.mark.slow
@settings(max_examples=500)
@given(st.lists(TREES, max_size=6))
def test_no_arrangement_of_elements_is_too_strange(trees: list[str]) -> None:
    with suppress(InputRefusal):
        sheet(with_part(DOCUMENT, docx.document("".join(trees))), "x")
