"""Every hint leads to a text that is read: each is followed here. One fault hides no other."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import HEAD, LINES, read

from pipeline.build import programme, source_jobs
from pipeline.diagnostics import InputRefusal, Refusal
from pipeline.publication.settings import ChapterSettings, LineSettings, Publication
from pipeline.sources import forms
from pipeline.text import outline
from pipeline.text.model import OrderedList


def diagnostics(text: str) -> list[tuple[str, int, str]]:
    try:
        found = read(text).diagnostics
    except InputRefusal as refusal:
        found = refusal.diagnostics
    return [(each.code, each.place.line, each.hint) for each in found]


def hint(text: str, code: str) -> str:
    [found] = [said for each, _, said in diagnostics(text) if each == code]
    return found


# Front matter


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("date: 2026-03-02", "resolved: 2026-03-02"),
        ("date: 2. März 2026", "resolved: 2. März 2026"),
        ("date: March 2, 2026", "resolved: 02.03.2026"),
        ("datum: 02.03.2026", "resolved: 02.03.2026"),
        ("author: Rat der Stadt", "initiator: Rat der Stadt"),
        ("author: [Anna, Otto]", "initiator: Rat der Stadt"),
        ("Autorin: Anna", "initiator: Anna"),
        ("lang: de-DE", "language: de-DE"),
        ("sprache: deutsch!", "language: de"),
        ("subject: Antrag", "kind: Antrag"),
        ("titel: Wege", "title: Wege"),
        ("initator: Rat", "initiator: Rat"),
        ("resolvd: 02.03.2026", "resolved: 02.03.2026"),
    ],
)
def test_an_unknown_key_names_the_one_that_is_meant_and_that_is_read(line: str, meant: str) -> None:
    known = "" if meant.startswith("title") else "title: Probe\n"
    said = hint(f"---\n{known}{line}\n---\n\nText.\n", "Z241")
    assert f"Schreiben Sie „{meant}“" in said
    followed = read(f"---\n{known}{meant}\n---\n\nText.\n")
    assert [each.code for each in followed.diagnostics if each.code != "Z214"] == []


def test_no_hint_proposes_a_key_that_is_there_or_was_proposed() -> None:
    said = [
        hint_
        for code, _, hint_ in diagnostics("---\ntitle: A\nsubtitle: B\nauthor: C\npublisher: D\n---\n\nText.\n")
        if code == "Z241"
    ]
    assert ["Meinten Sie" in each for each in said] == [False, True, False]


def test_json_in_the_place_of_a_front_matter_is_called_so() -> None:
    [(code, line, said)] = diagnostics('{\n"title": "Wege"\n}\n\nText.\n')
    assert (code, line, "Vorspann eines Textes" in said) == ("Z220", 5, True)


@pytest.mark.parametrize("line", ["tags: Wege", "keywords: Rad, Fuß", "layout: post", "description: Kurz gesagt"])
def test_what_a_text_needs_not_goes_away_or_into_the_details(line: str) -> None:
    said = hint(f"---\ntitle: Probe\n{line}\n---\n\nText.\n", "Z241")
    assert "Löschen Sie die Zeile" in said
    assert "details:" in said
    details = read(f"---\ntitle: Probe\ndetails:\n  {line}\n---\n\nText.\n").numbered.chapter.details
    assert details == (tuple(line.split(": ")),)


def test_a_list_in_front_matter_hides_nothing() -> None:
    text = (
        "---\ntags: [a, b]\ndate: 2026-03-02\nkeywords:\n  - a\n  - b\nwidth: breit\n---\n\nText <blink>fett</blink>.\n"
    )
    assert [(code, line) for code, line, _ in diagnostics(text)][:5] == [
        ("Z241", 2),
        ("Z241", 3),
        ("Z241", 4),
        ("Z242", 7),
        ("Z243", 10),
    ]


def test_a_line_that_is_no_yaml_hides_nothing() -> None:
    text = "---\ntitle: Wege: für alle\ndate: 2026-03-02\nkind: @Beschluss\nwidth: breit\n---\n\nText <blink>fett</blink>, [x](y.pdf).\n"
    found = {(code, line) for code, line, _ in diagnostics(text)}
    assert {("Z240", 2), ("Z241", 3), ("Z240", 4), ("Z242", 5), ("Z243", 8), ("Z264", 8)} <= found


def test_front_matter_and_a_text_that_is_too_deep_are_reported_together() -> None:
    found = [code for code, _, _ in diagnostics("---\ntitle: a\nautor: b\n---\n\n" + "> " * 60 + "a\n")]
    assert found == ["Z241", "Z252"]


def test_the_language_of_a_chapter_is_said_in_its_front_matter() -> None:
    assert read("---\ntitle: Ways\nlanguage: en\n---\n\nText.\n").numbered.chapter.language == "en"
    assert [code for code, _, _ in diagnostics("---\ntitle: Ways\nlanguage: auf Deutsch\n---\n\nText.\n")] == ["Z242"]


def test_a_front_matter_of_many_levels_is_refused_at_the_ninth() -> None:
    assert diagnostics("---\ntitle: " + "[" * 5_000 + "\n---\n\nText.\n")[0][0] == "Z240"


# The title


@pytest.mark.parametrize("text", ["Nur Text.\n", "# Eins\n\nText.\n\n# Zwei\n\nText.\n", "## Eins\n\nText.\n"])
def test_the_hint_for_a_missing_title_leads_to_one(text: str) -> None:
    said = hint(text, "Z201")
    assert "„---“, „title: …“, „---“" in said
    assert read(f"---\ntitle: Probe\n---\n{text}").numbered.chapter.title == "Probe"
    settings = Publication(chapters=(ChapterSettings(source="probe.md", title="Wege"),))
    assert 'source = "probe.md"' in said
    assert read(text, publication=settings).numbered.chapter.title == "Wege"


@pytest.mark.parametrize("kind", ["Kapitel", "Antrag", "Antrag A12", "Kommunalwahlprogramm", "Beschluss"])
@pytest.mark.parametrize("initiator", ["", "**Initiator\\*innen:** Rat\n\n"])
def test_the_kind_of_a_document_is_never_its_title(kind: str, initiator: str) -> None:
    text = f"# {kind}\n\n{initiator}## Text\n\n{LINES}"
    said = hint(text, "Z201")
    assert "„**Titel:** …“" in said
    followed = read(text.replace("## Text", "**Titel:** Wege\n\n## Text")).numbered.chapter
    assert (followed.title, followed.kind) == ("Wege", kind)
    settings = Publication(chapters=(ChapterSettings(source="probe.md", title="Wege"),))
    given = read(text, publication=settings).numbered.chapter
    assert (given.title, given.kind) == ("Wege", kind)


def test_a_missing_title_hides_no_warning() -> None:
    assert {code for code, _, _ in diagnostics("Siehe [Satzung](satzung.pdf).\n")} == {"Z201", "Z264"}


# Numbers and days that the text itself states


def test_a_number_that_the_text_states_itself_is_no_warning() -> None:
    text = "---\ntitle: Vierstellig\nfirst: 998\nresolved: 2026-03-02\n---\n\nEins.\n\nZwei.\n\nDrei.\n"
    assert diagnostics(text) == []
    assert diagnostics(text.replace("first: 998\n", "")) == []
    stated = Publication(lines=LineSettings(first=12))
    assert [each.code for each in read(text, publication=stated).diagnostics] == []


def test_a_number_that_arrives_unexpected_is_one() -> None:
    assert [code for code, _, _ in diagnostics(HEAD + "206 Erste.\n\n207 Zweite.\n")] == ["Z213"]


def test_the_hint_for_a_missing_day_leads_to_one() -> None:
    said = hint("---\ntitle: a\n---\n\nText.\n", "Z214")
    [line] = re.findall(r"„(resolved: [^“]+)“", said)
    found = read(f"---\ntitle: a\n{line}\n---\n\nText.\n")
    assert (found.numbered.chapter.resolution.day, found.diagnostics) == (date(2026, 3, 2), ())


# References to lines


def outcome(folder: Path, *names: str) -> list[tuple[str, str]]:
    try:
        programme.texts(list(source_jobs.jobs([folder / name for name in names] if names else [folder])))
    except Refusal as refusal:
        return [(each.code, each.hint) for each in refusal.diagnostics]
    return []


def test_the_hint_for_a_line_that_is_not_there_leads_to_a_text_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "wege.md"
    front = "---\ntitle: Wege\nresolved: 2026-03-02\n---\n\n"
    path.write_text(f"{front}Das steht hier, siehe Zeile 99.\n", encoding="utf-8")
    [(code, said)] = outcome(tmp_path, "wege.md")
    assert code == "Z248"
    assert "Er hat die Zeilen 1 bis 1" in said
    assert "„Zeile 3 der Vorlage“" in said
    path.write_text(f"{front}Das steht hier, siehe Zeile 99 der Vorlage.\n", encoding="utf-8")
    assert outcome(tmp_path, "wege.md") == []
    path.write_text(f"{front}Das steht hier, siehe Zeile 1.\n", encoding="utf-8")
    assert outcome(tmp_path, "wege.md") == []


def test_the_hint_for_a_chapter_that_is_not_there_leads_to_it(tmp_path: Path) -> None:
    for name in ("wege", "kosten"):
        text = f"---\ntitle: {name}\nresolved: 2026-03-02\n---\n\nText.\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    with (tmp_path / "wege.md").open("a", encoding="utf-8") as file:
        file.write("\nDort: [Zeile 1](kosten.md#zeile-1).\n")
    (tmp_path / "publication.toml").write_text('[[chapter]]\nsource = "wege.md"\n', encoding="utf-8")
    [(code, said)] = outcome(tmp_path)
    assert code == "Z248"
    assert "nennen Sie beide in publication.toml unter [[chapter]]" in said
    with (tmp_path / "publication.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[chapter]]\nsource = "kosten.md"\n')
    assert outcome(tmp_path) == []


def test_the_hint_of_a_link_without_a_whole_address_leads_to_one() -> None:
    front = "---\ntitle: a\nresolved: 2026-03-02\n---\n\n"
    said = hint(f"{front}Siehe [Netz](www.example.org).\n", "Z264")
    [address] = re.findall(r"https://\S+(?=\.)", said)
    assert diagnostics(f"{front}Siehe [Netz]({address}).\n") == []
    assert forms.loads(f"{front}Siehe [Netz]({address}).\n".encode(), "a.md", Publication()).diagnostics == ()


# Lists, and what stands around numbered lines


def test_the_hint_for_an_item_below_an_item_leads_to_a_list_in_it() -> None:
    front = "---\ntitle: x\n---\n\n"
    said = hint(f"{front}(1) Jedes Mitglied hat das Recht,\n1. zu kommen,\n2. zu gehen.\n", "Z260")
    assert "drei Leerzeichen" in said
    text = f"{front}(1) Jedes Mitglied hat das Recht,\n\n   1. zu kommen,\n   2. zu gehen.\n"
    [outer] = read(text).numbered.chapter.blocks
    assert isinstance(outer, OrderedList)
    assert [len(each.items) for item in outer.items for each in item.blocks if isinstance(each, OrderedList)] == [2]
    assert not [code for code, _, _ in diagnostics(text) if code == "Z260"]


@pytest.mark.parametrize("inner", ["a) zahlt,\nb) kommt.", "- zahlt,\n- kommt.", "1. zahlt,\n2. kommt."])
def test_a_list_beside_the_item_that_it_belongs_to_is_reported_and_the_hint_leads_below(inner: str) -> None:
    front = "---\ntitle: x\n---\n\n"
    text = f"{front}(1) Mitglied ist, wer\n\n{inner}\n\n(2) Die Mitgliedschaft endet.\n"
    assert "vier Leerzeichen" in hint(text, "Z261")
    mended = text.replace(inner, "    " + inner.replace("\n", "\n    "))
    assert not [code for code, _, _ in diagnostics(mended) if code == "Z261"]
    [outer] = read(mended).numbered.chapter.blocks
    assert isinstance(outer, OrderedList)
    assert [len(item.blocks) for item in outer.items] == [1, 0]


def test_lists_that_count_anew_stand_beside_each_other() -> None:
    front = "---\ntitle: x\n---\n\n"
    text = f"{front}(1) Eins.\n\n(2) Zwei.\n\n- ein Punkt\n\nText.\n\n(1) Anders.\n"
    assert not [code for code, _, _ in diagnostics(text) if code == "Z261"]


def test_what_stands_before_the_first_line_is_said_to_be_missing() -> None:
    text = f"{HEAD.replace('## Text', 'Hallo zusammen!')}{LINES}"
    [found] = [each for each in read(text).diagnostics if each.code == "Z212"]
    assert "fehlt deshalb in den Ausgaben" in found.message
    assert "Hallo" not in outline.tree(read(text).numbered)
    details = read(text.replace("Hallo zusammen!", "**Antrag:** A-17")).numbered.chapter.details
    assert ("Antrag", "A-17") in details


def test_what_stands_behind_the_last_line_may_be_deleted() -> None:
    text = f"{HEAD}{LINES}"
    assert "löschen Sie es" in hint(f"{text.rstrip()}\n\nViele Grüße und bis bald!\n", "Z203")
    assert read(text)
