"""Each note is reached from its call, and the call from the note, in every edition with links."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken import make_notes

from pipeline.checks.finished import Finished
from pipeline.checks.notes_reached import check
from pipeline.editions.registry import EDITIONS
from pipeline.publication.catalogue import BY_SUFFIX

EXHIBITS = Path(__file__).parent / "broken" / "note_ways"


def found(data: bytes, suffix: str) -> list[str]:
    file = Finished(Path(f"probe{suffix}"), suffix, make_notes.book(), "de", data)
    return [f"{each.code} {each.message}" for each in check(file)]


@pytest.mark.parametrize("name", make_notes.EXHIBITS)
def test_every_exhibit_is_caught(name: str) -> None:
    suffix = max((each for each in BY_SUFFIX if name.endswith(each)), key=len)
    wanted = [f"Z635 {each}" for each in make_notes.EXHIBITS[name][2]]
    assert found((EXHIBITS / name).read_bytes(), suffix) == wanted


def test_all_exhibits_on_disk_are_in_the_table() -> None:
    assert {path.name for path in EXHIBITS.iterdir()} == set(make_notes.EXHIBITS)


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["web", "epub", "pdf", "archiv", "grossdruck"])
def test_the_notes_of_whole_editions_are_reached(edition: str) -> None:
    assert found(make_notes.whole(edition), EDITIONS[edition].suffix) == []


def test_a_file_without_the_notes_of_its_text_says_how_many_are_reached() -> None:
    bare = make_notes.whole("web").replace(b'role="doc-noteref"', b"")
    assert found(bare, ".html") == ["Z635 Von 2 Anmerkungen sind 0 durch einen Verweis zu erreichen."]
