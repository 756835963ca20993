"""Copies from PDF and print: their numbers in whatever form are read and proved, or refused with their place."""

from __future__ import annotations

import re

import pytest
from conftest import HEAD, LINES, ROOT, TEXT, read

from pipeline.diagnostics import InputRefusal
from pipeline.sources import commonmark, forms, numbered_lines
from pipeline.text import list_labels, walk
from pipeline.text.concordance import concordance
from pipeline.text.model import BulletList, Note, OrderedList, Paragraph, Table

CASES = ROOT / "tests" / "cases" / "copies"
NUMBER = re.compile(r"^((?:## |- )?)(\d+) (.*?) *$", re.MULTILINE)


def words(text: str) -> dict[int, str]:
    return {line.number: line.text for line in concordance(read(text).numbered)}


def codes(text: str) -> list[str]:
    return [each.code for each in read(text).diagnostics]


def faults(text: str) -> list[tuple[str, int]]:
    with pytest.raises(InputRefusal) as caught:
        read(text)
    return [(each.code, each.place.line) for each in caught.value.diagnostics]


SOUND = words(TEXT)


def fifth(ending: str = "") -> str:
    def changed(match: re.Match[str]) -> str:
        mark, number, text = match.groups()
        if int(number) % 5:
            return f"{mark}{text}"
        return f"{mark}{text}{ending}{number}" if ending else match[0]

    return NUMBER.sub(changed, LINES)


# Numbers in other forms


@pytest.mark.parametrize(
    "form",
    [
        r"\1Z. \2 \3",
        r"\1Zeile \2 \3",
        r"\1Z. \2: \3",
        r"\1\2: \3",
        r"\1\2| \3",
        r"\1\2|\3",
        r"\1\2 | \3",
        r"\1[\2] \3",
        r"\g<1>0\2 \3",
        r"\1\3 \2",
        r"\1\3   \2",
    ],
)
def test_numbers_in_another_form_are_read_and_named_once(form: str) -> None:
    text = HEAD + NUMBER.sub(form, LINES)
    assert numbered_lines.recognises(text)
    assert not commonmark.recognises(text)
    assert words(text) == SOUND
    assert codes(text) == ["Z269"]


def test_characters_that_nobody_sees_are_named_once_with_their_place() -> None:
    text = "---\ntitle: Probe\nresolved: 2026-03-02\n---\n\nRad\u00adweg und Rad\u00adweg\u200b.\n"
    found = read(text).diagnostics
    assert [(each.code, each.place.line, each.place.column) for each in found] == [("Z226", 6, 4), ("Z226", 6, 20)]
    assert "2 Stellen" in found[0].message


@pytest.mark.parametrize("form", [r"\2\n\1\3", r"\2\n\n\1\3"])
def test_numbers_alone_in_their_lines_are_united_with_their_text(form: str) -> None:
    text = HEAD + NUMBER.sub(form, LINES)
    assert words(text) == SOUND
    assert set(codes(text)) <= {"Z301", "Z303"}


def test_a_number_in_another_form_that_is_missing_is_proved_or_refused() -> None:
    text = HEAD + NUMBER.sub(r"\1Z. \2 \3", LINES)
    assert codes(text.replace("Z. 3 der", "der")) == ["Z269", "Z302"]
    assert faults(text.replace("Z. 3 der", "Z. 2 der")) == [("Z206", 11)]


@pytest.mark.parametrize(
    "text",
    [
        "# Titel\n\nDer Bus fährt um\n7: 30 Uhr.\n",
        "# Titel\n\nDas kostet 1\n\nund dann 2\n\nund noch mehr.\n\nAlles gut.\n\nJa.\n",
        "# Titel\n\n5 Menschen kamen.\n\nEs war voll. Dann kamen\n10 weitere.\n",
        "# Titel\n\nZeile 3 der Vorlage gilt.\n\nText.\n",
        "# Titel\n\n[1] Müller, Wege.\n\nText.\n",
    ],
)
def test_prose_with_numbers_is_no_copy(text: str) -> None:
    assert commonmark.recognises(text)


# Numbers on every fifth line


def test_the_numbers_between_every_fifth_are_counted_and_proved() -> None:
    found = forms.read(CASES / "jede-fuenfte.md")
    assert [(line.number, line.text[:10]) for line in concordance(found.numbered)] == [
        (1, "Wir wollen"),
        (2, "Stadtteil."),
        (3, "und arbeit"),
        (4, "Zweiter Ab"),
        (5, "Dritter Ab"),
    ]
    [repair] = [each for each in found.diagnostics if each.code == "Z268"]
    assert repair.place.line == 7
    assert repair.hint.startswith("Beweis:")


@pytest.mark.parametrize("ending", ["", " ", "    "])
def test_every_fifth_number_stands_before_or_behind_its_line(ending: str) -> None:
    assert words(HEAD + fifth(ending)) == SOUND
    assert "Z268" in codes(HEAD + fifth(ending))


def test_a_copy_without_a_head_needs_two_numbers_that_agree() -> None:
    text = "# Wege\n\n" + "".join(
        f"{f'{number} ' if number % 5 == 0 else ''}Satz Nummer {number} steht hier.\n\n" for number in range(1, 13)
    )
    assert list(words(text)) == list(range(1, 13))


def test_a_line_too_many_or_too_few_is_refused_with_its_place() -> None:
    text = HEAD + "".join(
        f"{f'{number} ' if number % 5 == 0 else ''}Satz {number} steht hier.\n\n" for number in range(1, 18)
    )
    assert len(words(text)) == 17
    assert faults(text.replace("Satz 7 steht hier.\n\n", "")) == [("Z271", 25)]
    assert faults(text.replace("Satz 7", "Zuviel.\n\nSatz 7")) == [("Z271", 29)]


def test_lines_that_follow_no_rule_are_refused() -> None:
    text = (
        HEAD + "Kurz\nund doch umbrochen, was bei keiner\nBreite so geschieht,\ndie ein Mensch\n5 kennt, oder\ndoch.\n"
    )
    assert [code for code, _ in faults(text)] == ["Z271"]


# Pages


@pytest.mark.parametrize(
    "foot", ["Seite 1 von 2", "Seite 1", "- 1 -", "– 1 –", "1/2", "1 von 2", "S. 1", "Kommunalwahlprogramm · Seite 1"]
)
def test_page_numbers_are_no_text_and_named_once(foot: str) -> None:
    text = TEXT.replace("\n3 der", f"\n\n{foot}\n\n3 der").replace("- 9 •", f"\n{foot.replace('1', '2', 1)}\n\n- 9 •")
    assert words(text) == SOUND
    assert codes(text).count("Z270") == 1


def test_running_heads_and_bare_page_numbers_beside_a_form_feed_are_no_text() -> None:
    text = TEXT.replace("\n3 der", "\n\n1\n\fProgramm der Partei\n3 der").replace(
        "- 9 •", "\n2\n\fProgramm der Partei\n- 9 •"
    )
    assert words(text) == SOUND
    assert codes(text).count("Z270") == 2


def test_what_stands_on_one_page_alone_is_text_and_refused() -> None:
    assert faults(TEXT.replace("\n3 der", "\n\n\fEin Zwischenruf\n3 der")) == [("Z203", 12)]


def test_a_form_feed_is_white_space_in_commonmark() -> None:
    text = "---\ntitle: a\nresolved: 2026-03-02\n---\n\nEins.\n\f\nZwei.\n"
    assert [line.text for line in concordance(read(text).numbered)] == ["Eins.", "Zwei."]
    assert codes(text) == ["Z270"]


@pytest.mark.parametrize("head", [HEAD + "1 ", "---\ntitle: a\nresolved: 2026-03-02\n---\n\n"])
def test_ligatures_are_written_out_and_named_once(head: str) -> None:
    text = f"{head}Wir ﬁnden Wege, die eﬀektiv ﬂießen.\n"
    assert words(text) == {1: "Wir finden Wege, die effektiv fließen."}
    assert codes(text) == ["Z267"]


# What stands beside the lines, and labels


def test_tables_and_notes_stand_beside_numbered_lines_and_labels_are_kept() -> None:
    found = forms.read(CASES / "nummeriert-mit-tabelle.md").numbered.chapter.blocks
    assert [type(each) for each in found] == [Paragraph, Table, Paragraph, BulletList, OrderedList]
    _, _, second, nested, ordered = found
    assert isinstance(second, Paragraph)
    [note] = [each for each in walk.leaves(second.content) if isinstance(each, Note)]
    assert walk.plain(next(walk.text_blocks(note.blocks)).content) == "Fußnote."
    assert isinstance(nested, BulletList)
    assert isinstance(nested.items[0].blocks[0], BulletList)
    assert isinstance(ordered, OrderedList)
    assert list_labels.labels(ordered) == ("1.", "2.")


def lists(text: str) -> list[tuple[str, ...]]:
    return [
        list_labels.labels(each) for each in read(HEAD + text).numbered.chapter.blocks if isinstance(each, OrderedList)
    ]


def test_labels_of_numbered_items_are_kept_as_typed() -> None:
    assert lists("1 Wir:\n\n2 a) eins\n3 b) zwei\n4 c) drei\n") == [("a)", "b)", "c)")]
    assert lists("1 (1) Der Verein.\n\n2 (2) Der Sitz.\n") == [("(1)", "(2)")]
    assert lists("1 § 1 Name\n\n2 § 2 Sitz\n") == [("§ 1", "§ 2")]
    assert lists("- 1 I. eins\n- 2 II. zwei\n") == [("I.", "II.")]
    assert lists("a) 1 eins\nb) 2 zwei\n") == [("a)", "b)")]
    assert lists("1 7a. alt\n2 7b. neu\n") == [("7a.", "7b.")]


def test_ordinal_numbers_in_numbered_lines_are_text() -> None:
    text = (
        HEAD + "1 Die Wahl ist am\n2 1. Mai.\n\n3 2. Bürgermeisterin ist Frau A.\n\n- 4 3. Oktober\n- 5 9. November\n"
    )
    assert [type(each) for each in read(text).numbered.chapter.blocks] == [Paragraph, Paragraph, BulletList]


def test_labels_that_the_lines_count_as_their_own_words_are_no_items() -> None:
    """The rule cut these lines at 80 characters with „(1) “ among them: they are paragraphs of the motion software."""
    first = "(1) Der Verein führt den Namen „Gemeinschaftsgarten am Kanal“ und hat seinen"
    text = (
        HEAD
        + f"1 {first}\n2 Sitz in der Stadt.\n\n3 (2) Das Geschäftsjahr des Vereins ist das Kalenderjahr, und es beginnt am ersten\n4 Tag des Jahres.\n"
    )
    assert words(text)[1] == first
    assert codes(text) == []


def test_a_note_without_its_call_and_a_call_without_its_note_are_faults() -> None:
    assert faults(HEAD + "1 Text.[^1]\n2 Ende.\n") == [("Z247", 9)]
    assert faults(HEAD + "1 Text.\n2 Ende.\n\n[^1]: Note.\n") == [("Z247", 12)]
