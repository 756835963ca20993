"""Translations as TOML: exact to the last character, readable for people, every fault with its place."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diagnostics import InputRefusal
from pipeline.easy_language import ledger
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.translation import (
    Comment,
    Leftover,
    Protocol,
    RowPicture,
    Translation,
    TranslationRow,
    Word,
)
from pipeline.publication import toml_shapes

NASTY = [
    '"',
    '"""',
    "'''",
    "\\",
    "\\n",
    "\x00",
    "\x1b[31m",
    "\x7f",
    "\u0085",
    "\u2028",
    "x  ",
    "\t",
    "\r",
    "# kein",
    "[[row]]",
    "",
    " ",
    "• Punkt",
    'text = ["',
    "👩‍👩‍👧",
    "\u00ad\u200b\ufeff",
]
text = st.text(max_size=12) | st.sampled_from(NASTY)
lines = st.lists(text, max_size=3).map(tuple)
digest = st.text("0123456789abcdef", min_size=16, max_size=16)
spans = st.just((None, None)) | st.tuples(st.integers(0, 999), st.integers(0, 99)).map(
    lambda pair: (pair[0], sum(pair))
)
comments = st.lists(st.builds(Comment, text, lines), max_size=2).map(tuple)

pictures = st.lists(st.builds(RowPicture, text.filter(bool), text, text), max_size=2).map(tuple)


@st.composite
def rows(draw: st.DrawFn, at: int) -> TranslationRow:
    first, last = draw(spans)
    return TranslationRow(
        f"S{at:04d}",
        draw(text),
        draw(digest),
        first,
        last,
        draw(st.sampled_from(Status)),
        draw(lines),
        draw(text),
        draw(text),
        draw(text),
        draw(lines),
        draw(comments),
        draw(st.just("") | digest),
        draw(text),
        draw(st.booleans()),
        more_pictures=draw(pictures),
    )


protocols = st.builds(Protocol, text, lines, text, text, text, text, text)


@st.composite
def translations(draw: st.DrawFn) -> Translation:
    return Translation(
        draw(text),
        draw(text),
        draw(text),
        tuple(draw(rows(at)) for at in range(draw(st.integers(0, 3)))),
        draw(st.lists(st.builds(Word, text, text, text, lines), max_size=2).map(tuple)),
        draw(protocols),
        draw(st.lists(st.tuples(text, text), max_size=2).map(tuple)),
        draw(comments),
        draw(st.lists(st.builds(Leftover, text, lines), max_size=2).map(tuple)),
    )


@pytest.mark.slow
@settings(max_examples=400)
@given(translations())
def test_what_is_written_is_read_back_to_the_last_character(translation: Translation) -> None:
    written = ledger.dumps(translation)
    assert ledger.loads(written, "t.toml") == translation
    assert ledger.loads(written.replace("\n", "\r\n"), "t.toml") == translation
    assert ledger.dumps(ledger.loads(written, "t.toml")) == written


SAMPLE = Translation(
    "probe",
    "Probe",
    "0" * 64,
    (
        TranslationRow("S0001", "Probe", "0" * 16),
        TranslationRow(
            "S0002",
            "Ein Satz.",
            "1" * 16,
            1,
            2,
            Status.CHECKED,
            ("Ein kurzer Satz.", "Noch einer."),
            "haus.png",
            "Ein Haus",
            note=("gut",),
            comments=(Comment("Ada", ("Ja.",)),),
            checked="2" * 16,
            checked_on="3. Mai",
        ),
        TranslationRow("S0003", "Noch ein Satz.", "3" * 16, 3, 3),
    ),
    protocol=Protocol("Büro", ("Ada", "Ben")),
)


def test_one_line_of_leichte_sprache_is_one_line_of_the_file() -> None:
    written = ledger.dumps(SAMPLE).split("\n")
    assert written.count('    "Ein kurzer Satz.",') == 1
    assert written.count('    "Noch einer.",') == 1
    assert 'lines = "1–2"' in written
    assert 'lines = "3"' in written
    assert tomllib.loads("\n".join(written))["row"][1]["comment"] == [{"author": "Ada", "text": ["Ja."]}]


def test_people_may_write_a_text_as_several_lines() -> None:
    written = ledger.dumps(SAMPLE).replace("text = []", 'text = """\nErste.\nZweite.\n"""', 1)
    assert ledger.loads(written, "t").rows[0].text == ("Erste.", "Zweite.")


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ('status = "geprüft"', 'status = "fertig"', "Z403", "status"),
        ('status = "geprüft"', 'statsu = "geprüft"', "Z402", "statsu"),
        ("note = [", "notes = [", "Z402", "notes"),
        ('lines = "3"', 'lines = "9–3"', "Z403", "lines"),
        ('name = "S0003"', 'name = "S0002"', "Z403", "name"),
        ('name = "S0003"', 'name = "17"', "Z403", "name"),
        ('name = "S0003"\n', "", "Z403", "row"),
        ('digest = "3333333333333333"', 'digest = "3"', "Z403", "digest"),
        ('author = "Ada"', "author = 3", "Z403", "author"),
        ('    "Ada",\n', "    7,\n", "Z403", "readers"),
        ("format = 1", "format = 2", "Z403", "format"),
        ("[protocol]", "[protokoll]", "Z402", "protokoll"),
        ("[[row.comment]]", "[row.comment]", "Z403", "row.comment"),
        ('slug = "probe"', "slug = probe", "Z401", "probe"),
    ],
)
def test_a_fault_is_told_with_its_place(old: str, new: str, code: str, at: str) -> None:
    written = ledger.dumps(SAMPLE)
    assert old in written
    broken = written.replace(old, new, 1)
    with pytest.raises(InputRefusal) as caught:
        ledger.loads(broken, "t.toml")
    [told] = caught.value.diagnostics
    assert told.code == code
    assert broken.split("\n")[told.place.line - 1][told.place.column - 1 :].startswith(at)
    assert abs(told.place.line - written.count("\n", 0, written.find(old)) - 1) <= 1


def test_all_faults_are_told_together_each_at_its_own_row() -> None:
    broken = ledger.dumps(SAMPLE).replace('status = "offen"', 'status = "auf"')
    with pytest.raises(InputRefusal) as caught:
        ledger.loads(broken, "t.toml")
    lines = broken.split("\n")
    assert [lines[each.place.line - 3] for each in caught.value.diagnostics] == ["[[row]]", 'name = "S0003"']


def test_what_looks_like_a_key_inside_a_text_is_not_taken_for_one() -> None:
    content = 'a = """\n[[row]]\nb = 1\n"""  # b = 2\nc = "b = 3"\n\n[[row]]\nb = 4\n'
    assert (
        toml_shapes.place_of(("row", 0, "b"), content, "t").line,
        toml_shapes.place_of(("row", 0), content, "t").line,
    ) == (
        8,
        7,
    )
