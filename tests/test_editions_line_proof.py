"""No PDF is written with a wrong official line: the lines are read off the pages as laid out, before they are written."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pipeline.diagnostics import InputRefusal
from pipeline.editions import pdf
from pipeline.editions.pdf.typesetting import manuscript as setting
from pipeline.pages import shells
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.text.model import Book, book_of

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TEXT = (
    f"---\ntitle: Probe\nwidth: 40\n---\n\nWir **handeln[^1] und gehen** mit {WORD} *ans* Werk.\n\n"
    f"- Ufer: 12 km und *so weiter bis an das Ende des Flusses*\n- Berg  [Weg](https://example.org)\n\n"
    "```\na   b\nc   d\n```\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n[^1]: Eins.\n"
)
WRITERS = {"screen": pdf.screen, "archive": pdf.archive, "print_shop": pdf.print_shop, "large_print": pdf.large_print}


def book(text: str = TEXT) -> Book:
    return book_of(forms.loads(text.encode(), "probe.md", Publication()).numbered)


DAMAGES: dict[str, Callable[[str], str]] = {
    "a number of another line": lambda html: html.replace('data-number="2"', 'data-number="20"'),
    "a lost number": lambda html: re.sub(r'<span class="number" data-number="2"[^>]*></span>', "", html),
    "a lost word": lambda html: html.replace("Ufer: ", ""),
    "a lost space": lambda html: html.replace("Ufer: 12", "Ufer:12"),
    "a lost line": lambda html: re.sub(r"<li>(?:(?!</li>).)*Berg.*?</li>", "", html),
    "a line too many": lambda html: html.replace("</article>", '<p><span class="line"><span class="number" data-number="99"></span>x</span></p></article>'),
    "swapped items": lambda html: re.sub(r"(<li>(?:(?!</li>).)*</li>)(<li>(?:(?!</li>).)*</li>)", r"\2\1", html, count=1),
}  # fmt: skip


@pytest.fixture
def damaged(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str], str]], None]:
    def damage(how: Callable[[str], str]) -> None:
        right = shells.page
        setting.manuscript.cache_clear()

        def page(*given: object, **named: object) -> str:
            html = right(*given, **named)  # type: ignore[arg-type]
            assert how(html) != html
            return how(html)

        monkeypatch.setattr(shells, "page", page)

    return damage


@pytest.mark.parametrize("name", DAMAGES)
def test_a_wrong_line_is_not_written(name: str, damaged: Callable[[Callable[[str], str]], None]) -> None:
    damaged(DAMAGES[name])
    with pytest.raises(InputRefusal) as caught:
        pdf.screen(book(), Publication())
    setting.manuscript.cache_clear()
    assert [each.code for each in caught.value.diagnostics] == ["Z504"]


@pytest.mark.parametrize("name", WRITERS)
def test_a_hyphen_of_the_rule_that_is_not_printed_stops_every_pdf(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = shells.style
    setting.manuscript.cache_clear()
    monkeypatch.setattr(shells, "style", lambda *names: right(*names).replace('content: "-\\A"', 'content: "\\A"'))
    with pytest.raises(InputRefusal) as caught:
        WRITERS[name](book(), Publication())
    setting.manuscript.cache_clear()
    assert [each.code for each in caught.value.diagnostics] == ["Z504"]
    assert "Donau" in caught.value.diagnostics[0].message


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "---\ntitle: Probe\n---\n\nEin Wort mit weichem Strich: " + "Wort\N{SOFT HYPHEN}teil" * 12 + " steht hier.\n",
        "---\ntitle: Probe\n---\n\nשלום עולם (10) und 🧑‍🤝‍🧑 ☐ x\N{COMBINING ACUTE ACCENT} z.\N{NARROW NO-BREAK SPACE}B.\n",
        "# Kapitel\n\n**Titel:** Probe\n\n## Text\n\n1 Wir\n\n## 2 Für alle\n\n3 Alle.\n",
    ],
)
def test_right_lines_are_written(name: str, text: str) -> None:
    assert WRITERS[name](book(text), Publication()).startswith(b"%PDF-")
