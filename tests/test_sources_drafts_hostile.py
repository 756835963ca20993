"""Hostile and broken drafts: refused by the same guard as returned translations, with a hint, and soon."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from word_drafts import STYLES, Draft, W, item, note_call, p, packed, row, t, table
from word_drafts import cell as cell_

from pipeline.diagnostics import Diagnostic, InputRefusal
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.sources.office import trees

pytestmark = pytest.mark.slow

CASES = ROOT / "tests" / "cases" / "word"
TITLE = p("Probe", style="Titel")
GOOD = Draft((TITLE, p("Text."))).parts()
ODT = (CASES / "satzung-lesebruecke.odt").read_bytes()
DOCUMENT, RELS, CONTENT, MANIFEST = (
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "content.xml",
    "META-INF/manifest.xml",
)
SOON = 10
"""Seconds of this process; others may share the machine."""


def refused(data: bytes, name: str = "probe.docx") -> tuple[Diagnostic, ...]:
    started = time.process_time()
    with pytest.raises(InputRefusal) as caught:
        forms.loads(data, name, Publication(), titled=False)
    assert time.process_time() - started < SOON
    return caught.value.diagnostics


def with_parts(parts: dict[str, bytes]) -> bytes:
    return packed({**GOOD, **parts})


def noisy(block: str, count: int) -> str:
    """The block so many times, noise in the place of ``@``, so that it packs no better than text."""
    noise = random.Random(1)
    return "".join(block.replace("@", f"{noise.getrandbits(160):040x}") for _ in range(count))


def odt(**changes: Callable[[bytes], bytes]) -> bytes:
    """The statute as ODT with members changed; keys are names of members with ``_`` for ``.`` and ``/``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ODT)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            key = info.filename.replace(".", "_").replace("/", "_").replace("-", "_")
            target.writestr(info, changes[key](source.read(info)) if key in changes else source.read(info))
    return out.getvalue()


def more(name: str, data: bytes) -> bytes:
    out = io.BytesIO(ODT)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def relationship(kind: str, target: str) -> bytes:
    entry = f'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" TargetMode="External"/>'
    return with_parts({RELS: GOOD[RELS].replace(b"</Relationships>", f"{entry}</Relationships>".encode())})


def body(inside: str) -> bytes:
    head, _, _ = GOOD[DOCUMENT].partition(b"<w:body>")
    return with_parts({DOCUMENT: head + f"<w:body>{inside}</w:body></w:document>".encode()})


def doctype(data: bytes) -> bytes:
    head, sep, rest = data.partition(b"?>")
    declaration = b'<!DOCTYPE x [<!ENTITY a "b">]>'
    return head + sep + declaration + rest if sep else declaration + data


DOCX_CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "truncated": ("Z152", lambda: packed(GOOD)[:-200]),
    "half": ("Z152", lambda: packed(GOOD)[: len(packed(GOOD)) // 2]),
    "zip bomb": ("Z155", lambda: with_parts({DOCUMENT: b"<a>" + b" " * (30 << 20) + b"</a>"})),
    "macros": ("Z156", lambda: with_parts({"word/vbaProject.bin": b"x"})),
    "embedded": ("Z156", lambda: with_parts({"word/embeddings/x.xlsx": b"x"})),
    "template elsewhere": ("Z157", lambda: relationship("attachedTemplate", "http://example.org/x.dotm")),
    "picture elsewhere": ("Z157", lambda: relationship("image", "http://example.org/x.png")),
    "doctype": ("Z158", lambda: with_parts({DOCUMENT: doctype(GOOD[DOCUMENT])})),
    "names": ("Z154", lambda: with_parts({"../x": b"x"})),
    "no xml": ("Z152", lambda: with_parts({DOCUMENT: b"<w:document"})),
    "deep": ("Z152", lambda: body("<w:sdt><w:sdtContent>" * 200 + "</w:sdtContent></w:sdt>" * 200)),
    "deep tables": ("Z152", lambda: body("<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60)),
    "paragraphs": ("Z155", lambda: body(noisy(p("@"), 100_000))),
    "elements": ("Z155", lambda: body("<w:p>" + "<w:r><w:t>x</w:t></w:r>" * 900_000 + "</w:p>")),
    "empty": ("Z255", lambda: body("")),
}

ODT_CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "truncated": ("Z152", lambda: ODT[:-200]),
    "half": ("Z152", lambda: ODT[: len(ODT) // 2]),
    "zip bomb": ("Z155", lambda: odt(content_xml=lambda _: b"<a>" + b" " * (30 << 20) + b"</a>")),
    "macros": ("Z156", lambda: more("Basic/Standard/Module1.xml", b"<x/>")),
    "scripts": ("Z156", lambda: more("Scripts/python/x.py", b"x")),
    "encrypted": (
        "Z153",
        lambda: odt(
            META_INF_manifest_xml=lambda data: data.replace(
                b"</manifest:manifest>",
                b'<manifest:file-entry manifest:full-path="x"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
            )
        ),
    ),
    "template": ("Z173", lambda: odt(mimetype=lambda data: data + b"-template")),
    "picture elsewhere": (
        "Z157",
        lambda: odt(
            content_xml=lambda data: data.replace(
                b"</office:text>",
                b'<text:p><draw:frame><draw:image xlink:href="http://example.org/x.png"/></draw:frame></text:p></office:text>',
            )
        ),
    ),
    "object": (
        "Z156",
        lambda: odt(
            content_xml=lambda data: data.replace(
                b"</office:text>",
                b'<text:p><draw:frame><draw:object-ole xlink:href="./x"/></draw:frame></text:p></office:text>',
            )
        ),
    ),
    "event": (
        "Z156",
        lambda: odt(
            content_xml=lambda data: data.replace(b"</office:text>", b"<script:event-listener/></office:text>")
        ),
    ),
    "doctype": ("Z158", lambda: odt(content_xml=doctype)),
    "names": ("Z154", lambda: more("../x", b"x")),
    "cells": (
        "Z155",
        lambda: odt(
            content_xml=lambda data: data.replace(
                b"</office:text>",
                b"<table:table>"
                + b'<table:table-row table:number-rows-repeated="200"><table:table-cell table:number-columns-repeated="200"/></table:table-row>'
                * 2000
                + b"</table:table></office:text>",
            )
        ),
    ),
    "no xml": ("Z152", lambda: odt(content_xml=lambda data: data[:-30])),
    "deep": (
        "Z152",
        lambda: odt(
            content_xml=lambda data: data.replace(
                b"</office:text>", b"<text:section>" * 200 + b"</text:section>" * 200 + b"</office:text>"
            )
        ),
    ),
    "paragraphs": (
        "Z155",
        lambda: odt(
            content_xml=lambda data: data.replace(
                b"</office:text>", noisy("<text:p>@</text:p>", 100_000).encode() + b"</office:text>"
            )
        ),
    ),
}


@pytest.mark.parametrize("name", DOCX_CASES)
def test_a_hostile_docx_is_refused_soon_with_its_code(name: str) -> None:
    code, made = DOCX_CASES[name]
    found = refused(made())
    assert {each.code for each in found} == {code}
    assert all(each.place.file == "probe.docx" for each in found)


@pytest.mark.parametrize("data", [DOCX_CASES["paragraphs"][1], ODT_CASES["paragraphs"][1]], ids=["docx", "odt"])
def test_too_many_paragraphs_are_counted_and_the_way_on_is_named(data: Callable[[], bytes]) -> None:
    (found,) = refused(data())
    assert found.message == f"Sie hat mehr als {trees.MOST_PARAGRAPHS} Absätze."
    assert "Teilen Sie den Text" in found.hint


@pytest.mark.slow
def test_a_fault_at_the_end_of_as_much_as_may_be_read_is_found_soon() -> None:
    assert {each.code for each in refused(body(noisy(p("Wort @"), 19_000) + p("a\u202eb")))} == {"Z104"}


@pytest.mark.parametrize("name", ODT_CASES)
def test_a_hostile_odt_is_refused_soon_with_its_code(name: str) -> None:
    code, made = ODT_CASES[name]
    assert {each.code for each in refused(made(), "probe.odt")} == {code}


@pytest.mark.parametrize("at", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
@pytest.mark.parametrize("data", [packed(GOOD), ODT], ids=["docx", "odt"])
def test_wherever_a_file_breaks_off_it_is_refused(data: bytes, at: float) -> None:
    assert refused(data[: int(len(data) * at)])


def test_what_is_large_but_honest_is_read_soon() -> None:
    rows = row(cell_(p("K")), head=True) + row(cell_(p("Z"))) * 400
    blocks = (TITLE, *(p("Ein Absatz mit einigen Worten.") + item(3, "Punkt") for _ in range(1500)), table(1, rows))
    started = time.process_time()
    forms.loads(Draft(blocks).data(), "probe.docx", Publication())
    assert time.process_time() - started < 3 * SOON


def test_many_lists_between_many_lists_take_linear_time() -> None:
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        for at in range(3000)
    ) + "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(3000))
    numbering = f'<w:numbering xmlns:w="{W}">{lists}</w:numbering>'
    blocks = (TITLE, *(item(at + 1, "Punkt") for at in range(3000)))
    started = time.process_time()
    forms.loads(Draft(blocks, numbering=numbering).data(), "probe.docx", Publication())
    assert time.process_time() - started < 2 * SOON


def test_a_note_that_is_called_over_and_over_is_refused_soon() -> None:
    calls = p(noisy(t("@") + note_call(1), 5_000))
    found = refused(Draft((TITLE, calls), footnotes={1: t("Wort " * 2000)}).data())
    assert {each.code for each in found} == {"Z169"}


def test_blanks_that_stand_for_many_are_refused_soon() -> None:
    blanks = (
        noisy('<text:p>@<text:s text:c="999999"/></text:p>', 15_000)
        + "<text:p>"
        + '<text:s text:c="200"/>@' * 40_000
        + "</text:p>"
    )
    found = refused(odt(content_xml=lambda data: data.replace(b"</office:text>", blanks.encode() + b"</office:text>")))
    assert {each.code for each in found} <= {"Z169", "Z155"}


def test_fields_that_never_end_take_linear_time() -> None:
    begins = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 20_000
    started = time.process_time()
    forms.loads(
        body(TITLE + p("Text.") + noisy(p("@"), 300) + p(begins) + noisy(p("@"), 300)), "probe.docx", Publication()
    )
    assert time.process_time() - started < SOON


def test_styles_in_a_circle_end() -> None:
    styles = STYLES.replace(
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style></w:styles>',
    )
    assert forms.loads(Draft((TITLE, p("x", style="A")), styles=styles).data(), "probe.docx", Publication())


def test_nothing_is_unpacked_that_nobody_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    tree = trees.tree

    def noting(package: object, part: str) -> object:
        asked.append(part)
        return tree(package, part)  # type: ignore[arg-type]

    monkeypatch.setattr(trees, "tree", noting)
    forms.loads(with_parts({"word/glossary/document.xml": b"<x/>"}), "probe.docx", Publication())
    assert "word/glossary/document.xml" not in asked


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path) -> None:
    from pipeline.cli import main

    (tmp_path / "a.docx").write_bytes(DOCX_CASES["doctype"][1]())
    assert main(["convert", str(tmp_path / "a.docx"), "--to", "commonmark", "--out", str(tmp_path / "neu")]) == 3
    assert main(["build", str(tmp_path / "a.docx"), "--out", str(tmp_path / "dist")]) == 3
    assert [each.name for each in tmp_path.iterdir()] == ["a.docx"]


def test_numbers_that_no_document_has_are_no_numbers() -> None:
    made = Draft((TITLE, item(3, "x", at=10**6), table(1, row(cell_(p("a"), span=10**7))), p(t("y"))))
    assert forms.loads(made.data(), "probe.docx", Publication())
