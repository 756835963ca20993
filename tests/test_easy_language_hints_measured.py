"""How well the patterns do is counted, not claimed: what program and docs say of them are the figures of this test."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
import tomli_w
from conftest import ROOT
from labelled_sentences import PATTERNS, UNSEEN, Label, LabelledSentence, Part, score, sentences

from pipeline.easy_language.hints import hint_listing
from pipeline.easy_language.hints.fact import Fact, FactKind
from pipeline.easy_language.hints.fidelity import Fate, TranslatedText, fate
from pipeline.easy_language.hints.measures import MEASURES
from pipeline.easy_language.hints.rule_books import measured
from pipeline.easy_language.hints.stated_facts import facts_in

FIGURES = ROOT / "pipeline" / "easy_language" / "hints" / "measured.toml"
PAGE = ROOT / "docs" / "hinweise.md"
KINDS = {
    "Z": FactKind.NUMBER,
    "D": FactKind.DAY,
    "N": FactKind.NEGATION,
    "M": FactKind.MODAL,
    "E": FactKind.NAME,
}
FATES = {"=": Fate.KEPT, "~": Fate.EXPLAINED, "-": Fate.LACKING}
TITLES = {
    "numbers": "Zahlen",
    "days": "Tage und Jahre",
    "names": "Namen",
    "duties": "müssen, können, sollen, dürfen",
    **{each.name: each.title for each in MEASURES.values()},
}


def figures() -> str:
    """``measured.toml`` as it should be."""
    head = "# Von tests/test_easy_language_hints_measured.py gezählt und festgehalten (--update-golden).\n\n"
    found = {name: score(name, *UNSEEN) for name in PATTERNS}
    return head + tomli_w.dumps(
        {
            name: {"precision": round(each.precision, 2), "recall": round(each.recall, 2), "labelled": each.labelled}
            for name, each in found.items()
        }
    )


def table() -> str:
    """The table of docs/hinweise.md as it should be."""
    rows = [
        "| Muster | gefunden | davon richtig | Genauigkeit | ausgezeichnet | Trefferquote |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name in PATTERNS:
        each = score(name, *UNSEEN)
        shares = [f"{share:.2f}".replace(".", ",") for share in (each.precision, each.recall)]
        rows.append(f"| {TITLES[name]} | {each.found} | {each.right} | {shares[0]} | {each.labelled} | {shares[1]} |")
    return "\n".join(rows) + "\n"


def became() -> Iterator[tuple[LabelledSentence, Label, Fate | None]]:
    """Each labelled fact that has a translation, and what the program says became of it; None where it finds no fact."""
    for sentence in sentences():
        of = TranslatedText.of([sentence.translation])
        for label in sentence.labels if sentence.translation else ():
            fact = next((each for each in facts_in(sentence.text) if _is(each, label)), None)
            yield sentence, label, fate(fact, of, {}) if fact else None


def _is(fact: Fact, label: Label) -> bool:
    return fact.kind is KINDS[label.letter] and fact.start < label.end and label.start < fact.end


def fates() -> str:
    """The table of what becomes of facts, as it should be."""
    unseen = [each for each in became() if each[0].part in UNSEEN]
    every = Counter(KINDS[label.letter] for _, label, _ in unseen)
    right = Counter(KINDS[label.letter] for _, label, found in unseen if found is FATES[label.became])
    rows = ["| Angabe | ausgezeichnet | gleich beurteilt |", "|---|--:|--:|"]
    rows += [f"| {hint_listing.KINDS[kind]} | {every[kind]} | {right[kind]} |" for kind in KINDS.values()]
    return "\n".join(rows) + "\n"


def page(text: str) -> str:
    """The page of the docs with its tables as they should be."""
    for name, made in (("muster", table()), ("treue", fates())):
        text = re.sub(rf"(<!-- {name} -->\n).*?(<!-- Ende -->)", rf"\g<1>{made}\g<2>", text, flags=re.DOTALL)
    return text


def test_program_and_docs_say_what_was_counted(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        FIGURES.write_text(figures(), encoding="utf-8")
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    assert FIGURES.read_text(encoding="utf-8") == figures()
    assert page(PAGE.read_text(encoding="utf-8")) == PAGE.read_text(encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8").count("<!-- Ende -->") == 2


def test_there_are_enough_sentences_and_a_part_that_patterns_were_not_made_by() -> None:
    parts = Counter(each.part for each in sentences())
    assert parts.total() >= 300
    assert min(parts[Part.TUNED], parts[Part.HELD_OUT]) >= 150
    assert parts[Part.CHAPTER] >= 50
    assert sum(bool(each.translation) for each in sentences()) >= 50


def test_the_sentences_of_the_chapter_stand_in_it() -> None:
    text = (ROOT / "seeds" / "gleichberechtigung-und-engagement.md").read_text(encoding="utf-8")
    plain = re.sub(r"\s+", " ", re.sub(r"^(?:- )?\d+ (?:• )?", "", text.replace("\\*", "*"), flags=re.MULTILINE))
    for each in sentences():
        if each.part is Part.CHAPTER:
            assert each.text in plain, each.text


def test_every_pattern_is_measured() -> None:
    assert set(measured()) == set(PATTERNS)
    assert {each.name for each in MEASURES.values() if not each.exact} <= set(PATTERNS)


@pytest.mark.parametrize(("name", "least"), [("numbers", 0.95), ("days", 0.95), ("negation", 0.85)])
def test_what_fidelity_counts_on_is_right_where_it_was_not_made(name: str, least: float) -> None:
    found = score(name, *UNSEEN)
    assert found.precision >= least
    assert found.recall >= least


def test_most_facts_are_judged_as_a_person_did() -> None:
    unseen = [(label, found) for sentence, label, found in became() if sentence.part in UNSEEN]
    assert len(unseen) >= 35
    assert sum(found is FATES[label.became] for label, found in unseen) / len(unseen) >= 0.9


def test_a_pattern_that_finds_too_much_or_too_little_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PATTERNS, "negation", ("N", lambda _: [(0, 1)]))
    assert score("negation", *UNSEEN).precision < 0.2
    monkeypatch.setitem(PATTERNS, "negation", ("N", lambda _: []))
    assert score("negation", *UNSEEN).recall == 0
