"""Bad input gets a clear error or a proved repair, and loses nothing."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from conftest import HEAD, LINES, TEXT, read

from pipeline.diagnostics import FileRefusal, InputRefusal, Place, Refusal
from pipeline.publication.settings import LineSettings, Publication
from pipeline.sources import decoding, forms
from pipeline.text import walk
from pipeline.text.concordance import Join, concordance
from pipeline.text.model import BulletList, Emphasis, Heading, ListItem, OrderedList, Paragraph, Strong


def refused(data: bytes | str) -> list[tuple[str, int, int]]:
    with pytest.raises(InputRefusal) as caught:
        forms.loads(data.encode() if isinstance(data, str) else data, "probe.md", Publication())
    return [(each.code, each.place.line, each.place.column) for each in caught.value.diagnostics]


def codes(text: str) -> list[str]:
    return [each.code for each in read(text).diagnostics]


def words(text: str) -> dict[int, str]:
    return {line.number: line.text for line in concordance(read(text).numbered)}


SOUND = words(TEXT)


# Bytes


@pytest.mark.parametrize("data", [b"", b"\n \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refused(data)[0][0] == "Z102"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nix.md", tmp_path):
        with pytest.raises(FileRefusal) as caught:
            forms.read(path)
        assert caught.value.diagnostics[0].code == "Z101"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("latin-1", "ISO-8859-1"),
        ("cp1252", "WINDOWS-1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16LE"),
        ("utf-16-be", "UTF-16BE"),
        ("utf-32", "UTF-32"),
    ],
)
def test_another_encoding_is_named_with_the_command_that_converts_it(encoding: str, name: str) -> None:
    text = (HEAD + "1 Für „alle“ da.\n") if encoding != "latin-1" else (HEAD + "1 Für alle da.\n")
    with pytest.raises(InputRefusal) as caught:
        forms.loads(text.encode(encoding), "probe.md", Publication())
    assert caught.value.diagnostics[0].code == "Z103"
    assert f"iconv -f {name} -t UTF-8 'probe.md'" in caught.value.diagnostics[0].hint


def test_the_first_wrong_byte_is_named_with_its_place() -> None:
    assert refused(TEXT.encode().replace("für alle".encode(), "für alle".encode("latin-1"), 1)) == [("Z103", 9, 54)]


def test_sound_utf8_with_one_wrong_byte_is_not_taken_for_another_encoding() -> None:
    with pytest.raises(InputRefusal) as caught:
        forms.loads(TEXT.encode() + b"\xed\xa0\x80", "probe.md", Publication())
    assert "iconv" not in caught.value.diagnostics[0].hint


def test_a_byte_order_mark_crlf_and_a_missing_last_line_end_change_nothing() -> None:
    for data in (
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.rstrip("\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ):
        assert (
            forms.loads(data, "probe.md", Publication()).numbered.chapter.blocks == read(TEXT).numbered.chapter.blocks
        )


@pytest.mark.parametrize(
    "char", ["\0", "\a", "\x7f", "\x85", "\u202e", "\u2066", "\ufeff", "\ufffd", "\u2028", "\ufffe"]
)
def test_invisible_and_damaged_characters_are_refused_with_their_place(char: str) -> None:
    assert refused(TEXT.replace("gerechte", f"gerech{char}te")) == [("Z104", 9, 14)]


@pytest.mark.slow
def test_a_line_of_ten_megabytes_is_refused() -> None:
    assert refused(TEXT + "10 " + "a" * 10_000_000) == [("Z105", 21, 0)]


# Numbers


def test_a_missing_number_is_given_back_where_the_rule_proves_it() -> None:
    text = TEXT.replace("\n3 der", "\nder")
    assert codes(text) == ["Z302"]
    assert words(text) == SOUND


def test_a_missing_first_number_is_given_back_too() -> None:
    text = TEXT.replace("1 Eine", "Eine")
    assert codes(text) == ["Z302"]
    assert words(text) == SOUND


def test_a_number_apart_from_its_text_is_united_with_it() -> None:
    for text in (
        TEXT.replace("\n3 der", "\n3\nder"),
        TEXT.replace("## 5 **Für alle**", "5\n\n## **Für alle**"),
        TEXT.replace("- 9 • Beratung anbieten.", "\n9\n\n- Beratung anbieten."),
    ):
        assert codes(text) == ["Z301"]
        assert words(text) == SOUND


def test_an_item_that_lost_two_numbers_is_cut_by_the_rule() -> None:
    item = "den kommunalen Masterplan zur Umsetzung der Istanbul-Konvention zügig umsetzen, um Frauen effektiv vor Gewalt zu schützen."
    before, _, after = TEXT.partition("- 7 •")
    text = f"{before}7  \n8\n\n- {item}\n- 9 •{after.partition('- 9 •')[2]}"
    assert codes(text) == ["Z301"]
    assert words(text) == SOUND


def test_markup_is_cut_where_its_words_are() -> None:
    before, _, after = TEXT.partition("- 7 •")
    item = "den kommunalen **Masterplan** zur Umsetzung der Istanbul-Konvention zügig umsetzen, um Frau\\*en effektiv zu schützen."
    text = f"{before}7  \n8\n\n- {item}\n- 9 •{after.partition('- 9 •')[2]}"
    assert words(text)[8] == "umsetzen, um Frau*en effektiv zu schützen."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("\n3 der", "\n2 der", "Z206"),  # doubled
        ("\n4 sehr", "\n3 sehr", "Z206"),
        ("- 9 •", "- 12 •", "Z207"),  # jumping at the end
        ("- 9 •", "- 1 •", "Z206"),
        ("## 5 **Für alle**\n\n", "", "Z205"),  # line lost with its number
        ("3 der Verantwortung, soziale Gerechtigkeit, Teilhabe und Schutz für Menschen in", "3", "Z204"),
        ("- 9 • Beratung anbieten.", "- Beratung anbieten.", "Z203"),  # nothing proves that it counts
        ("- 9 • Beratung anbieten.", "- 9 • Beratung anbieten.\n\nEin Nachsatz.", "Z203"),
        ("- 9 • Beratung anbieten.", "- 9 • Beratung anbieten.\n\n10", "Z204"),
    ],
)
def test_numbers_that_contradict_each_other_are_errors(old: str, new: str, expected: str) -> None:
    assert old in TEXT
    assert {code for code, _, _ in refused(TEXT.replace(old, new))} == {expected}


def test_a_number_may_be_padded_with_zeros() -> None:
    assert words(TEXT.replace("- 9 •", "- 09 •")) == words(TEXT)


def test_two_numbers_out_of_order_are_an_error() -> None:
    swapped = TEXT.replace("\n3 der", "\nX der").replace("\n4 sehr", "\n3 sehr").replace("\nX der", "\n4 der")
    assert [code for code, _, _ in refused(swapped)] == ["Z207"]


def test_numbers_that_jump_are_an_error_that_names_what_is_missing() -> None:
    jumped = HEAD + "1 Anfang der Rede.\n\n2 Noch ein Absatz.\n\n41 Ende der Rede.\n\n42 Schluss.\n"
    with pytest.raises(InputRefusal) as caught:
        read(jumped)
    assert "Zeilen 3 bis 40 fehlen" in caught.value.diagnostics[0].message


def test_digits_at_the_start_of_a_line_are_text_where_they_are_not_its_number() -> None:
    text = HEAD + "1 50 % der Stellen.\n\n2 2026 geht es los.\n\n3\n\n## 10 Punkte\n\n4 3 Wünsche und 5 Träume.\n"
    assert words(text) == {1: "50 % der Stellen.", 2: "2026 geht es los.", 3: "10 Punkte", 4: "3 Wünsche und 5 Träume."}


def test_a_text_may_begin_with_another_number_than_one_and_says_so() -> None:
    shifted = HEAD + "206 Erste Zeile.\n\n207 Zweite Zeile.\n"
    assert codes(shifted) == ["Z213"]
    assert list(words(shifted)) == [206, 207]


def test_text_without_any_number_is_refused() -> None:
    assert refused(HEAD + "Nur Text.\n")[0][0] == "Z202"


def test_a_file_may_hold_several_chapters_each_with_its_own_places() -> None:
    other = TEXT.replace("Probe", "Zweites").replace("Eine gerechte", "Eine ferne")
    data = f"{TEXT}\n{other}".encode()
    source = forms.recognised(data, "probe.md", Publication())
    assert source.chapters == 2
    first, second = (source.read(part).numbered for part in range(2))
    assert (first.slug, second.slug) == ("probe", "zweites")
    assert first.chapter.blocks == read(TEXT).numbered.chapter.blocks
    start = walk.line_starts(next(walk.text_blocks(second.chapter.blocks)).content)[0]
    assert data.decode().split("\n")[start.place.line - 1].startswith("1 Eine ferne") if start.place else False


@pytest.mark.parametrize(("number", "chapters"), [(10, 2), (1, 2), (11, 1)])
def test_a_first_heading_without_a_number_begins_a_chapter_where_no_number_is_missing(
    number: int, chapters: int
) -> None:
    data = f"# Eins\n\n{LINES}\n# Zwei\n\n{number} Ein Satz.\n"
    assert forms.recognised(data.encode(), "probe.md", Publication()).chapters == chapters


def test_a_missing_title_is_refused_unless_the_publication_gives_one() -> None:
    assert refused("1 Erste Zeile.\n2 Zweite.\n")[0][0] == "Z201"


def test_digits_without_a_number_before_them_may_be_a_misread_one_and_are_an_error() -> None:
    assert [code for code, _, _ in refused(HEAD + "1 a.\n\n2 b.\n\n13 c.\n\n4 d.\n\n5 e.\n")] == ["Z207"]


def test_what_the_lines_allow_to_be_cut_in_two_ways_is_not_decided() -> None:
    long = "Frauen Dortmund Zugang Wohnungen Rad und noch vieles mehr wollen wir gemeinsam bis Jahr 2030 bauen und dann erhalten."
    text = HEAD + f"1 Wir wollen.\n\n2\n3\n\n{long}\n"
    with pytest.raises(InputRefusal) as caught:
        read(text)
    [told] = caught.value.diagnostics
    assert told.code == "Z203"
    assert '[[chapter]] mit source = "probe.md"' in told.hint
    settled = read(text, publication=Publication(lines=LineSettings(width=80)))
    assert [each.code for each in settled.diagnostics] == ["Z301"]


def test_a_text_before_the_first_number_is_not_dropped() -> None:
    assert [code for code, _, _ in refused(HEAD + "### Präambel\n\n1 Wir wollen das.\n")] == ["Z203"]


def test_a_lost_heading_is_not_replaced_by_its_mark() -> None:
    assert [code for code, _, _ in refused(HEAD + "1 a.\n\n2 b.\n\n##\n\n4 d.\n")] == ["Z205"]


@pytest.mark.parametrize("width", [60, 80, 92, 95])
def test_a_hyphen_of_the_text_stays_whatever_the_width(width: int) -> None:
    lines = [f"{'x' * (width - 10)} Istanbul-", "Konvention gilt."]
    text = HEAD + f"1 {lines[0]}  \n2 {lines[1]}\n"
    block = next(walk.text_blocks(read(text).numbered.chapter.blocks))
    assert "Istanbul-Konvention" in walk.plain(block.content)


# Structure


def test_a_heading_of_two_lines_is_one() -> None:
    first = "Für eine Stadt, in der alle Menschen gut leben und mitreden"
    for second in ("7 können und wollen", "## 7 können und wollen"):
        text = HEAD + f"5 Anfang.\n\n## 6 {first}\n{second}\n\n8 Ende.\n"
        _, heading, _ = read(text, publication=Publication(lines=LineSettings(first=5))).numbered.chapter.blocks
        assert isinstance(heading, Heading)
        assert walk.plain(heading.content) == f"{first} können und wollen"


def test_a_sentence_that_goes_on_behind_a_list_is_no_part_of_its_last_item() -> None:
    item = "mehr sichere Radwege, breite Gehwege und viele weitere Plätze an Kitas"
    text = HEAD + f"1 Wir fordern:\n\n- 2 • {item}\n\n3 einzurichten.\n"
    assert len(read(text).numbered.chapter.blocks) == 3


def test_digits_that_begin_an_item_are_text_unless_the_items_count_with_them() -> None:
    text = HEAD + "1 Wir:\n\n- 2 3. Oktober soll Feiertag bleiben.\n- 3 24. Dezember auch.\n"
    assert words(text) == {1: "Wir:", 2: "3. Oktober soll Feiertag bleiben.", 3: "24. Dezember auch."}
    counted = read(HEAD + "1 Wir:\n\n- 2 3. drittens.\n- 3 4. viertens.\n").numbered.chapter.blocks[1]
    assert isinstance(counted, OrderedList)
    assert counted.start == 3


def test_a_list_that_no_word_processor_can_hold_is_refused() -> None:
    deep = "".join(f"{'  ' * level}- {level + 1} • Punkt\n" for level in range(120))
    assert [code for code, _, _ in refused(HEAD + deep)] == ["Z217"]


def test_a_heading_may_have_its_number_in_any_of_three_forms() -> None:
    for form in ("5\n\n## Für alle", "## 5 Für alle", "## 5 **Für alle**", "## **5 Für alle**", "## **5** Für alle"):
        text = TEXT.replace("## 5 **Für alle**", form)
        heading = next(block for block in read(text).numbered.chapter.blocks if isinstance(block, Heading))
        assert (walk.plain(heading.content), heading.level) == ("Für alle", 1)
        assert not any(isinstance(inline, Strong) for inline in heading.content)


def test_a_page_break_inside_a_paragraph_is_mended() -> None:
    text = TEXT.replace("\n3 der", "\n\n3 der")
    assert codes(text) == ["Z303"]
    assert read(text).numbered.chapter.blocks == read(TEXT).numbered.chapter.blocks


def test_a_page_break_inside_an_item_is_mended() -> None:
    text = TEXT.replace("\n8 umsetzen", "\n\n8 umsetzen")
    assert codes(text) == ["Z303"]
    assert read(text).numbered.chapter.blocks == read(TEXT).numbered.chapter.blocks


def test_a_paragraph_after_a_finished_sentence_stays_one() -> None:
    full = "1 Eine gerechte Stadt misst sich daran, wie gut sie für alle da ist und wie offen.\n\n2 Wir handeln.\n"
    assert len(read(HEAD + full).numbered.chapter.blocks) == 2


def test_what_only_might_go_on_is_reported_and_left_as_it_came() -> None:
    open_end = (
        "1 Eine gerechte Stadt misst sich daran, wie gut sie für alle Menschen funktioniert\n\n2 Dortmund handelt.\n"
    )
    assert codes(HEAD + open_end) == ["Z211"]
    assert len(read(HEAD + open_end).numbered.chapter.blocks) == 2


def test_items_with_blank_lines_between_them_are_one_list() -> None:
    text = HEAD + "1 Wir werden\n\n- 2 • eins.\n\n\n- 3 • zwei.\n  \n- 4 • drei.\n"
    _, found = read(text).numbered.chapter.blocks
    assert isinstance(found, BulletList)
    assert len(found.items) == 3


def test_items_may_hold_lists_and_may_be_counted() -> None:
    text = HEAD + "- 1 • eins\n  - 2 ◦ innen\n  - 3 ◦ innen\n- 4 • zwei\n\n5 Und so:\n\n3. 6 drittens\n4. 7 viertens\n"
    outer, _, counted = read(text).numbered.chapter.blocks
    assert isinstance(outer, BulletList)
    first, second = outer.items
    assert isinstance(first.blocks[0], BulletList)
    assert [len(first.blocks[0].items), len(second.blocks)] == [2, 0]
    assert isinstance(counted, OrderedList)
    assert (counted.start, len(counted.items)) == (3, 2)


# Emphasis


def item(markup: str) -> ListItem:
    found = read(TEXT.replace("Beratung anbieten.", markup)).numbered.chapter.blocks[-1]
    assert isinstance(found, BulletList)
    return found.items[-1]


def test_a_star_inside_a_word_is_a_letter_of_it() -> None:
    for markup in (
        "Senior*innen und Bürger*innen",
        "Senior\\*innen und Bürger\\*innen",
        "Senior_innen und Bürger_innen",
    ):
        assert walk.plain(item(markup).content) == markup.replace("\\", "")


def test_stars_around_words_are_emphasis() -> None:
    content = item("ein **starkes** und *leises* Wort").content
    assert [type(each) for each in content if isinstance(each, Strong | Emphasis)] == [Strong, Emphasis]


def test_emphasis_runs_across_line_ends() -> None:
    text = TEXT.replace("Istanbul-Konvention zügig", "**Istanbul-Konvention zügig**").replace(
        "8 umsetzen, um", "8 **umsetzen**, um"
    )
    found = read(text).numbered.chapter.blocks[-1]
    assert isinstance(found, BulletList)
    strong = [each for each in found.items[0].content if isinstance(each, Strong)]
    assert len(strong) == 1
    assert walk.plain(strong[0].content) == "Istanbul-Konvention zügig umsetzen"


def test_stars_without_partner_stay_text_and_are_reported() -> None:
    text = TEXT.replace("Beratung anbieten.", "**Beratung anbieten.")
    assert codes(text) == ["Z210"]
    assert words(text)[9] == "**Beratung anbieten."


def test_a_title_keeps_its_stars_and_its_second_line() -> None:
    chapter = read(TEXT.replace("**Titel:** Probe", "**Titel:** Schutz für Frauen* und\nMädchen*")).numbered.chapter
    assert chapter.title == "Schutz für Frauen* und Mädchen*"


def test_what_the_head_says_twice_is_not_lost() -> None:
    text = TEXT.replace("**Titel:** Probe", "**Titel:** Probe\n\n**Antragsteller*in:** Jemand")
    chapter = read(text).numbered.chapter
    assert chapter.resolution.body == "Rat"
    assert ("Antragsteller*in", "Jemand") in chapter.details


@pytest.mark.parametrize(
    ("line", "following", "text"),
    [
        ("haupt-", "noch ehrenamtlich", "haupt- noch"),
        ("Schul-", "und/oder Kita", "Schul- und/oder"),
        ("Kinder-", "und.", "Kinder- und."),
    ],
)
def test_a_suspended_hyphen_keeps_its_space(line: str, following: str, text: str) -> None:
    long = "Wir fördern weder die hauptamtlichen Kräfte in der Stadtverwaltung noch"
    found = read(HEAD + f"1 {long} {line}  \n2 {following}\n").numbered.chapter.blocks
    assert text in walk.plain(next(walk.text_blocks(found)).content)


def test_both_kinds_of_stress_may_stand_together() -> None:
    content = item("sehr ***wichtig*** hier").content
    assert walk.plain(content) == "sehr wichtig hier"
    [strong] = [each for each in content if isinstance(each, Strong)]
    assert isinstance(strong.content[0], Emphasis)


def test_a_long_emphasis_over_many_line_ends_takes_no_longer_than_its_text() -> None:
    """The square of this many lines would keep the tests waiting."""
    lines = 1_500
    text = HEAD + "".join(f"{number} **Wort**\n" for number in range(1, lines + 1))
    [paragraph] = read(text).numbered.chapter.blocks
    assert isinstance(paragraph, Paragraph)
    [strong] = paragraph.content
    assert isinstance(strong, Strong)
    assert walk.plain(strong.content) == " ".join(["Wort"] * lines)


def test_emphasis_without_end_does_not_nest_without_end() -> None:
    assert walk.plain(item("*a **b " * 300 + "b** a* " * 300).content)


def test_a_hyphen_that_the_rule_printed_goes_away_and_is_remembered() -> None:
    cut = HEAD + "1 " + "a" * 80 + "-  \n2 " + "a" * 20 + " Ende.\n"
    first, second = concordance(read(cut).numbered)
    assert (first.text, first.join, first.printed) == ("a" * 80, Join.HYPHEN, "a" * 80 + "-")
    assert second.text == "a" * 20 + " Ende."


@pytest.mark.parametrize(
    "markup", ["<script>alert(1)</script>", "{{ 7*7 }} {% raw %}", "& &amp; &#60;", "]]> --> ${x}", "\\n \\x"]
)
def test_markup_of_other_languages_is_text(markup: str) -> None:
    assert words(TEXT.replace("Beratung anbieten.", markup))[9] == markup


def test_all_faults_of_a_text_are_told_together() -> None:
    text = TEXT.replace("\n3 der", "\n2 der").replace("- 9 •", "- 12 •")
    assert [code for code, _, _ in refused(text)] == ["Z206", "Z207"]


def test_no_damage_makes_it_fall() -> None:
    """Any prefix, and any text with one character gone or changed, is read or refused, never a crash."""
    for at in range(0, len(TEXT), 11):
        for damaged in (
            TEXT[:at],
            TEXT[:at] + TEXT[at + 1 :],
            f"{TEXT[:at]}7{TEXT[at + 1 :]}",
            f"{TEXT[:at]}\n\n{TEXT[at:]}",
        ):
            with suppress(Refusal):
                assert read(damaged).numbered.chapter.blocks


def test_a_place_in_a_file_without_lines_says_what_it_counts() -> None:
    assert str(Place("antrag.docx", 12, unit="Absatz")) == "antrag.docx, Absatz 12"
    assert str(Place("antrag.docx", unit="Absatz")) == "antrag.docx"
    assert Place("a.docx", 2, unit="Absatz") < Place("a.docx", 10, unit="Absatz")


def test_a_file_of_several_chapters_is_recognised_and_divided_once_for_all_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = TEXT.replace("Probe", "Zweites")
    decoded, decode = list[str](), decoding.decoded

    def counted(data: bytes, file: str) -> str:
        decoded.append(file)
        return decode(data, file)

    monkeypatch.setattr("pipeline.sources.decoding.decoded", counted)
    source = forms.recognised(f"{TEXT}\n{other}".encode(), "probe.md", Publication())
    assert [source.read(part).numbered.slug for part in range(source.chapters)] == ["probe", "zweites"]
    assert decoded == ["probe.md"]
