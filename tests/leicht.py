"""A sample in Leichte Sprache for tests: the first sections of the seed. No check group has read it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from typing import Any

from conftest import ROOT

from pipeline import shelf
from pipeline.easy_language.form import Status
from pipeline.easy_language.reading import Reading, reading
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import Protocol, Row, Translation, Word
from pipeline.model import NumberedChapter

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
        replace(Row(each.name, each.text, each.digest, each.first, each.last), **row(each.name))
        for each in segments(numbered)
    )
    explained = tuple(Word(word, agreed=word, explanation=tuple(lines)) for word, lines in words()["woerter"].items())
    chapter = numbered.chapter
    return Translation(numbered.slug, chapter.title, chapter.source.sha256, rows, explained, protocol)


def sample_reading(numbered: NumberedChapter, translation: Translation | None = None) -> Reading:
    """What readers get of it."""
    of = translation or sample(numbered)
    found = reading(numbered, of, shelf.pictures(FOLDER / "bilder", of, FOLDER / "muster.toml"))
    assert found
    return found
