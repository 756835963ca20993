"""What CommonMark does not have, or what missed its mark, is a warning with its place; ordinary prose is none."""

from __future__ import annotations

import pytest
from conftest import ROOT, read

from pipeline.diagnostics import InputRefusal
from pipeline.diagnostics.codes import Severity
from pipeline.sources import forms
from pipeline.sources.commonmark import damage, dialects
from pipeline.text import walk
from pipeline.text.model import Inline, Inlines, LineBreak, LineStart, Link, Mark, Marked, Note, Paragraph, Text

FRONT = "---\ntitle: Probe\nresolved: 2026-03-02\n---\n\n"


def told(body: str) -> list[tuple[str, int, int]]:
    return [(each.code, each.place.line - 5, each.place.column) for each in read(f"{FRONT}{body}\n").diagnostics]


def paragraph(body: str) -> Paragraph:
    found = read(FRONT + body).numbered.chapter.blocks[0]
    assert isinstance(found, Paragraph)
    return found


def spans(content: Inlines) -> list[Inline]:
    """All inlines, also those that stand in others."""
    found: list[Inline] = []
    for each in content:
        found.append(each)
        if not isinstance(each, Text | LineBreak | Note | LineStart):
            found += spans(each.content)
    return found


# What is read


@pytest.mark.parametrize(
    ("body", "mark", "words"),
    [
        ("Ein ~~alter~~ Satz", Mark.STRIKE, "alter"),
        ("Ein <s>alter</s> Satz", Mark.STRIKE, "alter"),
        ("Ein <del>alter</del> Satz", Mark.STRIKE, "alter"),
        ("H~2~O", Mark.SUBSCRIPT, "2"),
        ("H<sub>2</sub>O", Mark.SUBSCRIPT, "2"),
        ("100 m^2^ Wiese", Mark.SUPERSCRIPT, "2"),
        ("100 m<sup>2</sup> Wiese", Mark.SUPERSCRIPT, "2"),
        ("<u>Unterstrichen</u> ist das", Mark.UNDERLINE, "Unterstrichen"),
        ("<U>Auch *groß*</U> geschrieben", Mark.UNDERLINE, "Auch groß"),
    ],
)
def test_struck_raised_lowered_and_underlined_text_is_read(body: str, mark: Mark, words: str) -> None:
    [found] = [each for each in spans(paragraph(body).content) if isinstance(each, Marked)]
    assert (found.mark, walk.plain(found.content)) == (mark, words)
    assert told(body) == []


def test_a_struck_out_text_may_hold_emphasis_and_be_held_by_it() -> None:
    assert walk.plain(paragraph("**ganz ~~alt *und* grau~~ neu**").content) == "ganz alt und grau neu"
    assert told("**ganz ~~alt *und* grau~~ neu**") == []


@pytest.mark.parametrize(
    ("body", "column"), [("Ein <u>offener Tag", 5), ("Ein </u> Ende", 5), ("*Ein <u>Kreuz*</u>", 6)]
)
def test_a_tag_without_its_partner_is_a_fault(body: str, column: int) -> None:
    with pytest.raises(InputRefusal) as caught:
        read(FRONT + body)
    assert ("Z243", 6, column) in [(each.code, each.place.line, each.place.column) for each in caught.value.diagnostics]


# Other dialects


@pytest.mark.parametrize(
    ("body", "column"),
    [
        ("Text {#anker} hier\n", 6),
        ("Text {.klasse .zwei}\n", 6),
        ("Text {width=50%}\n", 6),
        ("::: kasten\n", 1),
        ("Das ist $E=mc^2$ hier\n", 9),
        ("Das ist $$x+1$$ hier\n", 9),
        ("\\begin{itemize} x\n", 1),
        ("Siehe \\cite{knuth} dort\n", 7),
        ("Das ist ==neu== hier\n", 9),
        ("Das ist ++neu++ hier\n", 9),
        ("Das ist {++neu++} hier\n", 9),
        ("Das ist {~~alt~>neu~~} hier\n", 9),
        ("Ein Satz.^[Mit Note.] Ende\n", 10),
        ("- [ ] offen\n", 3),
        ("1. [x] eins\n2. zwei\n", 4),
        ("So [@meier2020, S. 3] steht es\n", 4),
        ("So [siehe @meier2020] steht es\n", 4),
        ("Ein [[Wiki]] Verweis\n", 5),
        ("![[bild.png]] hier\n", 1),
        ("Lieber {{ name }}, hallo\n", 8),
        ("{% include x %} hallo\n", 1),
        ("[TOC]\n", 1),
        ("[[_TOC_]]\n", 1),
        ("*[HTML]: Hypertext\n", 1),
        ("Das ist gut :smile: oder\n", 13),
        ("!!! note\n", 1),
        ("> [!WARNING]\n> Text\n", 3),
        ("import X from 'y'\n", 1),
        ("% Ein Titel\n", 1),
        ("Begriff\n\n:   Erklärung\n", 1),
        ("+-----+----+\n| a | b |\n+-----+----+\n", 1),
        ("Ein %%Kommentar%% hier\n", 5),
        ("Das ist ~alt~ jetzt\n", 9),
        ("Weg   km\n---- ---\n12    3\n", 1),
        ("(@gut) Ein Beispiel\n", 1),
        ("#. eins\n", 1),
        ("Table: Unterschrift\n", 1),
        ("Ein ![[bild.png]] hier\n", 5),
        ("- [>] verschoben\n", 3),
        ("Ein Absatz mit Marke ^abc123\n", 22),
        ("feld:: wert\n", 1),
        ("Ein [feld:: wert] hier\n", 5),
        ("Das {漢字|かんじ} hier\n", 5),
        ("Es gilt \\( x^2 \\) hier\n", 9),
        ("\\[ a_1 = b \\]\n", 1),
    ],
)
def test_markup_of_other_dialects_is_a_warning_with_its_place(body: str, column: int) -> None:
    found = [(code, at) for code, _, at in told(body) if code == "Z262"]
    assert found == [("Z262", column)]


def test_brackets_that_were_escaped_are_no_formula() -> None:
    assert told("Die \\[Stadt\\] und \\(der Kreis\\) zahlen.\n") == []


def test_lines_that_state_a_title_without_a_fence_are_a_warning() -> None:
    with pytest.raises(InputRefusal) as caught:
        read("Title: Wege\nAuthor: Rat der Stadt\n\nText.\n")
    assert [(each.code, each.place.line, each.place.column) for each in caught.value.diagnostics][1:] == [
        ("Z262", 1, 1)
    ]
    assert told("Titel: Wege\n") == []


def test_a_further_front_matter_is_a_warning() -> None:
    assert ("Z262", 3, 1) in told("Text.\n\n---\ntitle: Noch einer\nauthor: Wer\n---\n\nMehr Text.\n")


# Damage


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("![Plan ] West](weg.png) hier\n", 1, 1),
        ("Siehe [Satzung](satzung.pdf\n", 1, 7),
        ("Siehe [Satzung] (https://example.org)\n", 1, 7),
        ("Siehe (Satzung)[https://example.org]\n", 1, 7),
        ("Siehe [Satzung][s] dort\n", 1, 7),
        ("Siehe <https://example.org dort\n", 1, 7),
        ("##Kosten\n", 1, 1),
        ("#Kosten der Wege\n", 1, 1),
        ("####### Zu tief\n", 1, 1),
        ("Text davor\n##Kosten\n", 2, 1),
        ("1.Punkt\n", 1, 1),
        ("(1)Der Verein\n", 1, 1),
        ("a)Der Verein\n", 1, 1),
        ("-zwei\n", 1, 1),
        ("•zwei\n", 1, 1),
        ("Ein <.p> Rest\n", 1, 5),
        ("Ein < /p> Rest\n", 1, 5),
        ("Ein <br Rest\n", 1, 5),
        ("Ein&nbsp Rest\n", 1, 4),
        ("Die *„Wohnen“*politik ist\n", 1, 5),
        ("Ein ![Weg] (weg.png) hier\n", 1, 5),
        ("Das ist ** fett ** gesetzt\n", 1, 9),
        ("*eins und mehr\n", 1, 1),
        ("–eins und mehr\n", 1, 1),
        ("Die SchÃ¶nheit\n", 1, 8),
        ("| Weg | km |\n| Ufer | 12 |\n", 1, 1),
        ("| Weg | km |\n|-----|\n| Ufer | 12 |\n", 1, 1),
        ("Weg | km\nUfer | 12\n", 1, 1),
        ("| Weg | km |\n", 1, 1),
        ("| eine Zeile\n| noch eine\n", 1, 1),
        ("Text.\n\n```\nohne Ende\n", 3, 1),
        ("Text.\n\n    eingerückt\n", 3, 5),
    ],
)
def test_markup_that_missed_its_mark_is_a_warning_with_its_place(body: str, line: int, column: int) -> None:
    assert [each for each in told(body) if each[0] == "Z263"] == [("Z263", line, column)]


@pytest.mark.parametrize(
    "body",
    [
        "Das beschließt der Rat.\n---\n",
        "Ein langer Absatz,\nder weitergeht\n---\n",
        "Musterstadt im Mai\n---\n",
        "Zwei\nZeilen\n====\n",
    ],
)
def test_a_paragraph_above_dashes_that_becomes_a_heading_is_a_warning(body: str) -> None:
    assert [(code, line) for code, line, _ in told(body) if code == "Z266"] == [("Z266", 1)]


@pytest.mark.parametrize("body", ["Kosten\n------\n\nText.\n", "Kosten\n===\n\nText.\n"])
def test_an_underlined_heading_is_none(body: str) -> None:
    assert told(body) == []


# Links


@pytest.mark.parametrize(
    "href", ["satzung.pdf", "#kosten", "www.example.org", "ftp://example.org/x", "", "//example.org", "anderes.html#x"]
)
def test_the_words_of_a_link_that_leads_nowhere_are_kept_with_a_warning(href: str) -> None:
    body = f"Siehe [Satzung]({href}) dort"
    assert walk.plain(paragraph(body).content) == "Siehe Satzung dort"
    assert not any(isinstance(each, Link) for each in paragraph(body).content)
    assert [(code, column) for code, _, column in told(body)] == [("Z264", 7)]


def test_a_mail_address_is_one() -> None:
    [link] = [each for each in paragraph("Schreiben Sie [uns](rad@example.org)").content if isinstance(each, Link)]
    assert link.target == "mailto:rad@example.org"


# Lines that flow into one another


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("→ Wege", "→ Bäume"),
        ("☐ ja", "☐ nein"),
        ("✓ Wege", "✗ Bäume"),
        ("o Wege", "o Bäume"),
        ("α) Wege", "β) Bäume"),
        ("A.1 Wege", "A.2 Bäume"),
        ("1.a) Wege", "1.b) Bäume"),
        ("Nr. 1 Wege", "Nr. 2 Bäume"),
        ("Art. 1 Wege", "Art. 2 Bäume"),
        ("TOP 1: Wege", "TOP 2: Bäume"),
        ("§ 1: Wege", "§ 2: Bäume"),
        ("**(1)** Wege", "**(2)** Bäume"),
        ("*a)* Wege", "*b)* Bäume"),
        ("**§ 5** Wege", "**§ 6** Bäume"),
        ("[1] Wege", "[2] Bäume"),
        ("① Wege", "② Bäume"),
        ("№ 1 Wege", "№ 2 Bäume"),
        ("#1 Wege", "#2 Bäume"),
        ("1a Wege", "1b Bäume"),
        ("1 a) Wege", "1 b) Bäume"),
        ("a1) Wege", "a2) Bäume"),
        ("(a.) Wege", "(b.) Bäume"),
        ("zu 1) Wege", "zu 2) Bäume"),
        ("12.5.2026 Wege", "13.5.2026 Bäume"),
        ("9:30 Wege", "11:00 Bäume"),
        ("Erstens: Wege", "Zweitens: Bäume"),
        ("-- Wege", "-- Bäume"),
    ],
)
def test_lines_that_begin_with_a_sign_of_one_kind_are_reported_where_they_flow(one: str, other: str) -> None:
    assert told(f"Wir wollen:\n{one}\n{other}.") == [("Z260", 2, 1)]
    assert told(f"{one}\n\n{other}.") == []
    assert told(f"{one}\\\n{other}.") == []
    assert told(f"{one}  \n{other}.") == []


def test_days_that_stood_under_each_other_are_reported_where_they_flow() -> None:
    assert told("8. März: Wege\n1. Mai: Bäume.") == [("Z260", 1, 1)]


# No false alarm


def test_ordinary_prose_has_no_warning() -> None:
    found = forms.read(ROOT / "tests" / "cases" / "commonmark" / "alltag.md").diagnostics
    assert [each for each in found if each.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("path", ["programm/wege.md", "programm/alte-texte.md"])
def test_the_texts_of_a_programme_have_no_warning(path: str) -> None:
    found = forms.read(ROOT / "tests" / "cases" / path).diagnostics
    assert [each.code for each in found if each.code.startswith("Z26")] == []


@pytest.mark.parametrize(
    "sign",
    [
        "[",
        "![",
        "[a](",
        "{",
        "{{",
        "$",
        "$a_",
        "==a",
        "++a",
        "^[",
        "<",
        "<a ",
        "~a",
        "^a",
        "*„",
        "&nbsp",
        "|",
        "| a |\n",
        ":a",
        "[@a",
        "\\a{",
        "%%",
        "#",
        "(a)[",
        "1.A\n",
    ],
)
def test_time_grows_with_the_text(sign: str) -> None:
    """No pattern is unbounded: the square of this text would keep the tests waiting for minutes."""
    text = sign * (40_000 // len(sign))
    assert len(list(dialects.found(text))) + len(list(damage.found(text, paragraph=True))) <= len(text)
    assert damage.barred(text) is None or "|" in sign
    assert damage.stacked(text, text) is None
