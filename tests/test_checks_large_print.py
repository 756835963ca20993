"""Where a line begins in large print whose lines run on: what hides it is caught, in finished files."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken import make_large_print

from pipeline.checks import chapter_text, sheets
from pipeline.checks.finished import Finished

EXHIBITS = Path(__file__).parent / "broken" / "large_print"


@pytest.mark.parametrize("name", make_large_print.EXHIBITS)
def test_every_exhibit_is_caught_and_the_whole_one_passes(name: str) -> None:
    path, suffix = EXHIBITS / f"{name}.pdf", "-grossdruck.pdf"
    file = Finished(path, suffix, make_large_print.book(), "de", path.read_bytes())
    found = {each.code for check in (chapter_text.check, sheets.area, sheets.fonts) for each in check(file)}
    assert found == make_large_print.EXHIBITS[name][1]


def test_all_exhibits_on_disk_are_in_the_table() -> None:
    assert {path.stem for path in EXHIBITS.iterdir()} == {*make_large_print.EXHIBITS}
