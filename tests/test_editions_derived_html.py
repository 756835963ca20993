"""A person who reads only the tags reads the text: HTML derived from them has every word, in order, in its element."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from derived_html import derived
from everything import numbered

from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback.tag_tree import tag_tree
from pipeline.text.concordance import concordance
from pipeline.text.model import book_of

pytestmark = pytest.mark.slow


def html(name: str) -> str:
    return derived(tag_tree(EDITIONS[name].write(book_of(numbered()), Publication())))


@pytest.mark.parametrize("name", ["pdf", "archiv"])
def test_html_derived_from_the_tags_reads_well(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"derived-everything-{name}.html", html(name))


@pytest.mark.parametrize("name", ["pdf", "archiv", "grossdruck"])
def test_every_official_line_is_read_in_order(name: str) -> None:
    text = " ".join(unescape(re.sub(r"<[^>]+>", "", html(name))).split())
    at = 0
    for line in concordance(numbered(), calls=True):
        # In the archive each begins with its number; the last rows of a block may follow without a space.
        at = text.find(" ".join(line.text.split()), at)
        assert at >= 0, line
