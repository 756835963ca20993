"""The seed chapter as it was resolved: facts that hold whatever the code looks like."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

from conftest import SEED, seed

from pipeline.diagnostics.codes import Severity
from pipeline.text import outline, walk
from pipeline.text.concordance import concordance, tsv
from pipeline.text.model import BulletList, Heading, Paragraph
from pipeline.text.numbering import proof


def test_the_seed_is_the_file_as_it_arrived() -> None:
    digest = "d9f6a3449da14fb53d9eaf43f93c9b978ecfe229b0c70676c6348f7c9ebd5dc4"
    assert hashlib.sha256(SEED.read_bytes()).hexdigest() == digest
    assert seed().numbered.chapter.source.sha256 == digest


def test_title_initiator_and_day_are_the_heads() -> None:
    chapter = seed().numbered.chapter
    assert chapter.title == "Gleichberechtigung und Engagement"
    assert chapter.resolution.body == "Jahreshauptversammlung"
    assert chapter.resolution.day == date(2025, 5, 3)
    assert (chapter.kind, chapter.section) == ("Kapitel", "Text")
    assert seed().numbered.slug == "gleichberechtigung-und-engagement"


def test_the_chapter_has_its_headings_paragraphs_and_lists() -> None:
    blocks = seed().numbered.chapter.blocks
    assert sum(isinstance(block, Heading) for block in blocks) == 6
    assert sum(isinstance(block, Paragraph) for block in blocks) == 16
    assert [len(block.items) for block in blocks if isinstance(block, BulletList)] == [15, 19, 15, 12, 23, 13]
    assert len(blocks) == 6 + 16 + 6


def test_273_lines_stand_each_once_and_in_order() -> None:
    assert [line.number for line in concordance(seed().numbered)] == list(range(1, 274))


def test_the_rule_proves_all_273_lines() -> None:
    proved = proof(seed().numbered.chapter, seed().numbered.rule)
    assert (proved.agreeing, proved.total) == (273, 273)


def test_words_stay_as_resolved() -> None:
    lines = {line.number: line.text for line in concordance(seed().numbered)}
    assert lines[264].endswith("mit attraktiven.")
    assert lines[6].endswith("oder Sexarbeiter*innen.")
    assert '"Begegnung VorOrt"' in lines[81]
    assert "„Echte Männer reden“" in lines[48]
    assert "'Nachbarbude'" in lines[109]
    assert lines[66].endswith("Frauenquote von 50 % in")


def test_three_damages_are_repaired_with_proof_and_no_more() -> None:
    told = seed().diagnostics
    assert [each.severity for each in told] == [Severity.REPAIR] * 3
    assert sorted(each.code for each in told) == ["Z301", "Z301", "Z303"]
    assert all("Beweis" in each.hint for each in told)
    lines = {line.number: line.text for line in concordance(seed().numbered)}
    assert lines[22] == "Für die Gleichstellung von Frauen"
    assert lines[272] == "Förderanträge durch digitale Lösungen und Unterstützungsangebote"
    assert lines[273] == "vereinfachen."


def test_the_item_that_a_page_break_cut_is_one() -> None:
    blocks = list(walk.text_blocks(seed().numbered.chapter.blocks))
    cut = next(block for block in blocks if 228 in {start.number for start in walk.line_starts(block.content)})
    assert [start.number for start in walk.line_starts(cut.content)] == [228, 229]
    assert "unterstützen und Schutz vor" in walk.plain(cut.content)


def test_every_node_knows_where_it_stood() -> None:
    text = SEED.read_text(encoding="utf-8").split("\n")
    for block in walk.text_blocks(seed().numbered.chapter.blocks):
        for start in walk.line_starts(block.content):
            assert start.place is not None
            # Lines 272 and 273 come from one line of the file, so that column counts as well.
            words = next(line.text for line in concordance(seed().numbered) if line.number == start.number)
            rest = text[start.place.line - 1][start.place.column - 1 :].replace("\\", "").replace("**", "")
            assert rest.startswith(words)


def test_lines_and_tree_are_the_golden_ones(golden: Callable[[str, str], None]) -> None:
    golden("lines.tsv", tsv(concordance(seed().numbered)))
    golden("tree.txt", outline.tree(seed().numbered) + "\n")
