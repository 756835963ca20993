"""publication.toml: every key optional, every fault told with its place and a way out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from conftest import TEXT, read

from pipeline.diagnostics import InputRefusal
from pipeline.publication import settings as publication
from pipeline.publication.settings import Publication


def refused(text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(InputRefusal) as caught:
        publication.loads(text, "publication.toml")
    return [(each.code, each.place.line, f"{each.message} {each.hint}") for each in caught.value.diagnostics]


def test_an_empty_file_gives_the_defaults() -> None:
    assert publication.loads("", "publication.toml") == Publication()


def test_all_keys_are_read() -> None:
    text = """
        publisher = "Verlag"
        responsible = "A. B., Straße 1"
        language = "de-AT"
        rights = "CC BY"
        accent = "#123456"
        address = "https://example.org/x"
        [lines]
        width = 92
        first = 206
        [[chapter]]
        source = "a.md"
        title = "A"
        initiator = "Rat"
        resolved = 2025-05-03
        slug = "a-b"
    """
    found = publication.loads(text, "publication.toml")
    assert (found.publisher, found.lines.width, found.lines.first) == ("Verlag", 92, 206)
    assert found.settings_for("a.md").resolved == date(2025, 5, 3)
    assert found.settings_for("b.md").title == ""


def test_an_unknown_key_is_an_error_with_the_nearest_known_name() -> None:
    [(code, line, text)] = refused('language = "de"\nacent = "#123456"\n')
    assert (code, line) == ("Z402", 2)
    assert "„accent“" in text


def test_an_unknown_key_in_a_section_is_named_with_the_section() -> None:
    [(code, line, text)] = refused("[lines]\nwidht = 80\n")
    assert (code, line) == ("Z402", 2)
    assert "„lines.width“" in text


@pytest.mark.parametrize(
    "text",
    [
        "language = 7",
        'language = "deutsch!"',
        'accent = "rot"',
        'accent = "#ffee00"',
        "[lines]\nwidth = true",
        "[lines]\nwidth = 3",
        'lines = "80"',
        'chapter = "a.md"',
        "[[lines]]\nwidth = 80",
        '[chapter]\nsource = "a"',
        '[[chapter]]\nresolved = "heute"',
        '[[chapter]]\nsource = "../a.md"',
        '[[chapter]]\nslug = "A b"',
        'publisher = "a\\nb"',
    ],
)
def test_a_value_that_does_not_fit_is_refused(text: str) -> None:
    assert {code for code, _, _ in refused(text)} == {"Z403"}


@pytest.mark.parametrize(
    ("text", "lines"),
    [("[[chapter]]\n", [1]), ('[[chapter]]\nsource = "a.md"\n\n[[chapter]]\ntitle = "B"\n[[chapter]]\n', [4, 6])],
)
def test_a_chapter_without_its_source_is_refused_at_its_place(text: str, lines: list[int]) -> None:
    assert [(code, line) for code, line, _ in refused(text)] == [("Z403", line) for line in lines]
    assert "source" in refused(text)[0][2]


def test_the_width_of_a_text_goes_before_that_of_the_publication() -> None:
    text = '[lines]\nwidth = 92\n[[chapter]]\nsource = "a.md"\nwidth = 70\n[[chapter]]\nsource = "b.md"\n'
    found = publication.loads(text, "publication.toml")
    assert [found.width_for(name) for name in ("a.md", "b.md", "c.md")] == [70, 92, 92]
    assert read(TEXT, "a.md", found).numbered.rule.width == 70
    assert read(TEXT, "b.md", found).numbered.rule.width == 92


@pytest.mark.parametrize(("colour", "shown"), [("#ffee00", "1,20"), ("#777777", "4,47")])
def test_contrast_is_said_with_a_comma_and_never_rounded_up(colour: str, shown: str) -> None:
    [(_, _, told)] = refused(f'accent = "{colour}"')
    assert f"Kontrast von {shown}:1" in told


def test_all_faults_are_told_together() -> None:
    assert [code for code, _, _ in refused("x = 1\ny = 2\nlanguage = 3\n")] == ["Z402", "Z402", "Z403"]


def test_broken_toml_is_refused_with_its_place() -> None:
    assert refused('language = "de"\npublisher = Verlag\n')[0][:2] == ("Z401", 2)


BROKEN_TOML = {
    "quotes of a word processor": ("publisher = „Stadt Plön“", 'publisher = "Stadt Plön"'),
    "quotes of English": ("publisher = “Stadt Plön”", 'publisher = "Stadt Plön"'),
    "no quotes": ("publisher = Stadt Plön", 'publisher = "Stadt Plön"'),
    "a colon": ("publisher: Stadt Plön", 'publisher = "Stadt Plön"'),
    "one quote": ('publisher = "Stadt Plön', 'publisher = "Stadt Plön"'),
    "a German day": (
        '[[chapter]]\nsource = "a.md"\nresolved = 14.3.2026',
        '[[chapter]]\nsource = "a.md"\nresolved = 2026-03-14',
    ),
    "a day without zeros": (
        '[[chapter]]\nsource = "a.md"\nresolved = 2026-3-14',
        '[[chapter]]\nsource = "a.md"\nresolved = 2026-03-14',
    ),
}


@pytest.mark.parametrize("name", BROKEN_TOML)
def test_the_hint_for_broken_toml_is_the_line_as_it_is_written_rightly(name: str) -> None:
    broken, mended = BROKEN_TOML[name]
    with pytest.raises(InputRefusal) as caught:
        publication.loads(f"# Angaben\n{broken}\n", "publication.toml")
    [found] = caught.value.diagnostics
    assert (found.code, found.place.line) == ("Z401", broken.count("\n") + 2)
    assert found.hint == f"Schreiben Sie: {mended.rpartition(chr(10))[2]}"
    assert "line" not in found.message
    publication.loads(f"# Angaben\n{mended}\n", "publication.toml")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('publisher = "a"\nrights = "b"\npublisher = "c"\n', 3, "steht zweimal"),
        ('[chapter]\nsource = "a.md"\n[[chapter]]\n', 3, "steht zweimal"),
        ("[lines]\nwidth = 80\n[lines]\n", 3, "steht zweimal"),
        ("[[chapter]\n", 1, "Klammer"),
        ('accent = "#00543c"\n[print]\nprofile = "C:\\Users\\x.icc"\n', 3, "„\\“"),
        ("[[chapter]]\nresolved = 2026-02-30\n", 2, "Tag"),
        ("Unser Programm\n", 1, "„=“"),
    ],
)
def test_what_is_wrong_in_toml_is_said_in_german_at_its_line(text: str, line: int, words: str) -> None:
    [(code, at, message)] = refused(text)
    assert (code, at) == ("Z401", line)
    assert words in message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('[[chapter]]\nsource = "a.md"\nrights = "frei"\n', "über der ersten Zeile in eckigen Klammern"),
        ('[lines]\npublisher = "Rat"\n', "über der ersten Zeile in eckigen Klammern"),
        ('initiator = "Rat"\n', "unter [[chapter]]"),
        ("numbering = 'through'\n", "unter [lines]"),
        ('[[chapter]]\nsource = "a.md"\nprofile = "x.icc"\n', "unter [print]"),
        ('[[chapter]]\nsource = "a.md"\ninitator = "Rat"\n', "Meinten Sie „chapter.initiator“?"),
    ],
)
def test_a_key_in_the_wrong_section_is_led_to_its_own(text: str, hint: str) -> None:
    with pytest.raises(InputRefusal) as caught:
        publication.loads(text, "publication.toml")
    [found] = caught.value.diagnostics
    assert found.code == "Z402"
    assert hint in found.hint


def test_the_texts_own_words_win_and_gaps_are_filled() -> None:
    settings = publication.loads(
        '[[chapter]]\nsource = "probe.md"\ntitle = "Anders"\ninitiator = "Wer"\n', "publication.toml"
    )
    assert read(TEXT, publication=settings).numbered.chapter.title == "Probe"
    bare = read("1 Erste Zeile.\n2 Zweite.\n", publication=settings).numbered.chapter
    assert (bare.title, bare.resolution.body) == ("Anders", "Wer")


def test_stamps_come_from_the_text_or_the_epoch_and_never_from_the_clock() -> None:
    numbered = read(TEXT).numbered
    assert Publication().modified(numbered) == datetime(2025, 5, 3, 12, tzinfo=UTC)
    epoch = datetime(2020, 1, 1, tzinfo=UTC)
    assert Publication(epoch=epoch).modified(numbered) == epoch
    undated = read(TEXT.replace(" (dort beschlossen am: 03.05.2025)", "")).numbered
    assert Publication().modified(undated) == datetime(1980, 1, 1, tzinfo=UTC)


def test_contrast_is_that_of_wcag() -> None:
    assert publication.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert publication.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
