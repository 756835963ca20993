"""The line rule held against lines that the issuing system itself has cut, through the command that users have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from pipeline.cli import main
from pipeline.diagnostics import InputRefusal
from pipeline.publication.settings import Publication
from pipeline.sources.forms import loads

CASES: list[dict[str, Any]] = json.loads((ROOT / "tests/cases/lines/line_splitting.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_text_has_the_lines_that_the_issuing_system_gives_it(
    case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "text.html"
    path.write_text(case["html"], encoding="utf-8")
    assert main(["lines", str(path), "--width", str(case["line_length"])]) == 0
    expected = "".join(f"{number}\t{text}\n" for number, text in enumerate(case["expected_text"], 1))
    assert capsys.readouterr().out == expected


def printed(html: str, width: int = 80) -> list[str]:
    from pipeline.publication.settings import LineSettings
    from pipeline.text.concordance import concordance

    reading = loads(html.encode(), "text.html", Publication(lines=LineSettings(width)), titled=False)
    return [line.printed for line in concordance(reading.numbered)]


@pytest.mark.parametrize(
    ("html", "width"),
    [
        ("<p>{}</p>", 40),
        ("<div><p>{}</p></div>", 40),
        ("<section>{}</section>", 40),
        ("<div>{}</div>", 40),
        ("<h1>{}</h1>", 24),
        ("<h2>{}</h2>", 24),
        ("<h3>{}</h3>", 30),
        ("<h4>{}</h4>", 30),
        ("<ul><li>{}</li></ul>", 34),
        ("<ul><li><p>{}</p></li></ul>", 34),
        ("<blockquote>{}</blockquote>", 34),
        ("<pre>{}</pre>", 34),
        ("<ul><li>x<ol><li>{}</li></ol></li></ul>", 28),
        ("<blockquote><ul><li>{}</li></ul></blockquote>", 28),
        ("<blockquote><h2>{}</h2></blockquote>", 20),
        ("<ul><li><h3>{}</h3></li></ul>", 25),
    ],
)
def test_each_block_has_its_width_and_what_stands_around_it_narrows_it(html: str, width: int) -> None:
    lines = [line for line in printed(html.format("a" * 60), 40) if line != "x"]
    assert len(lines[0]) == width + 1
    assert "".join(line.removesuffix("-") for line in lines) == "a" * 60


def test_a_break_ends_its_line_and_one_that_stands_alone_is_a_line() -> None:
    assert printed("<p>eins<br>zwei<br><br>drei<br></p>") == ["eins", "zwei", "", "drei"]


def test_a_break_after_a_full_line_takes_no_line_of_its_own() -> None:
    assert printed(f"<p>{'a' * 40}<br>b</p>", 40) == ["a" * 40, "b"]


def test_paragraphs_without_words_are_no_lines() -> None:
    assert printed("<p>eins</p><p></p><p>&nbsp;</p><p><br></p><p>zwei</p>") == ["eins", "zwei"]


def test_the_place_of_the_last_break_outlives_a_forced_one() -> None:
    assert printed(f"<p>eins zwei<br>{'a' * 12}</p>", 10) == ["eins zwei", "aaaaa", "aaaaaaa"]


def test_entities_are_one_character_and_a_no_break_space_is_a_space() -> None:
    assert printed("<p>a&amp;b z.&nbsp;B. c</p>", 6) == ["a&b z.", "B. c"]


def test_space_between_spans_of_text_is_kept() -> None:
    assert printed("<p><strong>a</strong> <em>b</em></p>") == ["a b"]


def test_line_feeds_of_preformatted_text_break_nothing() -> None:
    assert printed("<pre>eins\nzwei</pre>") == ["eins zwei"]


def test_html_without_a_title_can_be_looked_at_but_not_built() -> None:
    assert printed("<p>eins</p>") == ["eins"]
    with pytest.raises(InputRefusal) as refusal:
        loads(b"<p>eins</p>", "text.html", Publication())
    assert refusal.value.diagnostics[0].code == "Z201"
