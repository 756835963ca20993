"""A sample in Leichte Sprache for tests: the first sections of the seed. No check group has read it."""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from conftest import ROOT
from lxml import etree

from pipeline.build import shelf
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.rendition import Rendition, rendition_of
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import Protocol, Translation, TranslationRow, Word
from pipeline.text.model import NumberedChapter

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FOLDER = ROOT / "tests" / "cases" / "leicht"


@cache
def words() -> dict[str, Any]:
    """The sample as it is written down."""
    return tomllib.loads((FOLDER / "muster.toml").read_text(encoding="utf-8"))


def row(name: str) -> dict[str, Any]:
    """What the sample says of a row, as fields of it."""
    said = words().get(name)
    picture, alternative, credit = words()["bilder"].get(name, ("", "", ""))
    if isinstance(said, str):
        return {"status": Status(said)}
    if said is None:
        return {}
    return {
        "status": Status.TRANSLATED,
        "text": tuple(said),
        "picture": picture,
        "alternative": alternative,
        "credit": credit,
    }


def sample(numbered: NumberedChapter, protocol: Protocol = Protocol(translated_by="Muster-Büro")) -> Translation:  # noqa: B008
    """The translation of the chapter, as far as the sample goes."""
    rows = tuple(
        replace(TranslationRow(each.name, each.text, each.digest, each.first, each.last), **row(each.name))
        for each in segments(numbered)
    )
    explained = tuple(Word(word, agreed=word, explanation=tuple(lines)) for word, lines in words()["woerter"].items())
    chapter = numbered.chapter
    return Translation(numbered.slug, chapter.title, chapter.source.sha256, rows, explained, protocol)


def sample_reading(numbered: NumberedChapter, translation: Translation | None = None) -> Rendition:
    """What readers get of it."""
    of = translation or sample(numbered)
    found = rendition_of(numbered, of, shelf.pictures(FOLDER / "bilder", of, FOLDER / "muster.toml").found)
    assert found
    return found


def filled_in(data: bytes, of: Translation) -> bytes:
    """The hand-over as a translator fills it in with Word: text, status, picture, words, protocol."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(out, "w") as filled:
        for name in whole.namelist():
            part = whole.read(name)
            filled.writestr(name, _written(part, of) if name == "word/document.xml" else part)
    return out.getvalue()


def _written(part: bytes, of: Translation) -> bytes:
    root: Any = etree.fromstring(part)
    rows = {each.name: each for each in of.rows}
    controls = {each.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): each for each in root.iter(f"{W}sdt")}
    for name, each in rows.items():
        if each.text:
            _put(controls[name], each.text)
        _put(controls[f"{name}-status"], (str(each.status),))
        if each.picture:
            cell = controls[name].getparent().getnext()
            _paragraphs(cell, (each.picture, each.alternative, f"Quelle: {each.credit}"), cell.findall(f"{W}p"))
    labels = {"".join(each.itertext()): each for each in root.iter(f"{W}tc")}
    _put(labels["Übersetzt von"].getnext().find(f"{W}sdt"), (of.protocol.translated_by,))
    for number, reader in enumerate(of.protocol.readers, 1):
        _put(labels[f"Geprüft von ({number})"].getnext().find(f"{W}sdt"), (reader,))
    _put(labels["Datum der Prüfung"].getnext().find(f"{W}sdt"), (of.protocol.checked_on,))
    table = labels["Vereinbartes Wort"].getparent().getparent()
    free = [row for row in table.findall(f"{W}tr") if not "".join(row.itertext())]
    for row, word in zip(free, of.words, strict=False):
        first, _, agreed, explained = row.findall(f"{W}tc")
        for cell, lines in ((first, (word.word,)), (agreed, (word.agreed,)), (explained, word.explanation)):
            _paragraphs(cell, lines, cell.findall(f"{W}p"))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _put(control: Any, lines: Iterable[str]) -> None:
    content = control.find(f"{W}sdtContent")
    hint = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    if hint is not None:
        hint.getparent().remove(hint)
    _paragraphs(content, lines, content.findall(f"{W}p"))


def _paragraphs(parent: Any, lines: Iterable[str], old: Iterable[Any]) -> None:
    for each in old:
        parent.remove(each)
    for line in lines:
        paragraph = etree.SubElement(parent, f"{W}p")
        text = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")
        text.text = line
