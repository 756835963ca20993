"""The audit of tags: every damaged tree is caught under its own code, whole ones pass, and few findings tell it."""

from __future__ import annotations

from pathlib import Path

import pydyf
import pytest
from broken import make_tags
from broken.make_tags import document, elements, texts
from broken.probe import CHAPTER
from broken.tagged import Artifact, Element, NewPage, Orphan, Text, pdf

from pipeline.checks import tags
from pipeline.checks.finding import MOST, Finding, limited
from pipeline.checks.finished import Finished, outcome
from pipeline.readback.tag_tree import tag_tree
from pipeline.text.model import book_of

FOLDER = Path(__file__).parent / "broken" / "tags"
CAUGHT = {name: codes for name, _, codes in make_tags.exhibits()}


def found(data: bytes) -> list[Finding]:
    return list(tags.findings(tag_tree(data), book_of(CHAPTER)))


def of_tree(tree: Element) -> list[Finding]:
    return found(pdf(tree))


@pytest.mark.parametrize("name", CAUGHT)
def test_every_exhibit_is_caught_under_its_code_alone_and_in_few_findings(name: str) -> None:
    findings = found((FOLDER / f"{name}.pdf").read_bytes())
    assert {code for code, _ in findings} == CAUGHT[name]
    assert len(findings) <= 3


def test_the_exhibits_on_disk_are_those_that_the_generator_makes() -> None:
    made = {f"{name}.pdf": data for name, data, _ in make_tags.exhibits()}
    assert {path.name: path.read_bytes() for path in FOLDER.glob("*.pdf")} == made


def test_an_edition_without_tags_must_not_have_a_tree() -> None:
    whole, bare = ((FOLDER / f"{name}.pdf").read_bytes() for name in ("whole", "no-tree"))

    def codes(data: bytes) -> list[str]:
        file = Finished(Path("probe-druck.pdf"), "-druck.pdf", book_of(CHAPTER), "de", data)
        return [each.code for each in outcome(tags.check, file)]

    assert codes(whole) == ["Z620"]
    assert codes(bare) == []


def test_the_check_of_an_edition_knows_which_has_no_tags_and_says_what_it_could_not_do() -> None:
    def codes(name: str, suffix: str, *, known: bool = True) -> list[str]:
        data = (FOLDER / f"{name}.pdf").read_bytes() if name else b"%PDF-1.7"
        file = Finished(Path(f"probe{suffix}"), suffix, book_of(CHAPTER) if known else None, "de", data)
        return [each.code for each in outcome(tags.check, file)]

    assert codes("whole", ".pdf") == codes("whole-archiv", "-archiv.pdf") == codes("no-tree", "-druck.pdf") == []
    assert codes("no-tree", "-grossdruck.pdf") == codes("whole", "-druck.pdf") == ["Z620"]
    assert codes("", ".pdf") == codes("whole", ".pdf", known=False) == ["Z690"]


def test_without_the_model_the_file_alone_is_judged() -> None:
    codes = {
        name: {code for code, _ in tags.findings(tag_tree((FOLDER / f"{name}.pdf").read_bytes()), None)}
        for name in ("whole", "swapped-blocks", "untagged-text")
    }
    assert codes == {"whole": set(), "swapped-blocks": set(), "untagged-text": {"Z621"}}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("number-in-mid-sentence", "Zeilen 1 bis 3 (Absatz): mitten im Satz wird die Nummer 2 vorgelesen"),
        ("glued-words", "zu „zügigumsetzen,“ verklebt"),
        ("torn-paragraph", "in 2 Elemente zerrissen"),
        ("torn-list", "Erwartet 1 Listen mit 3 Punkten, gefunden 2 mit 1, 2."),
        ("swapped-blocks", "steht an anderer Stelle"),
        ("orphaned-content", "„Mehr auf “ steht in keinem Element"),
        ("doubly-reached-content", "„Wir werden“ steht 2-mal im Strukturbaum"),
    ],
)
def test_a_finding_names_what_happened(name: str, told: str) -> None:
    assert any(told in message for _, message in found((FOLDER / f"{name}.pdf").read_bytes()))


def test_a_paragraph_may_cross_pages_as_one_element() -> None:
    tree = document()
    elements(tree, "P")[0].kids.insert(3, NewPage())
    assert of_tree(tree) == []


def test_title_contents_and_imprint_are_free_but_nothing_may_stand_inside_the_text() -> None:
    tree = document()
    section = elements(tree, "Sect")[1]
    tree.kids.insert(1, Element("P", [Text("Beschlossen vom Rat")]))
    assert of_tree(tree) == []
    section.kids.insert(2, Element("P", [Text("Das steht nirgends.")]))
    assert [code for code, _ in of_tree(tree)] == ["Z624"]


def test_text_between_blocks_without_a_block_of_its_own_is_found() -> None:
    tree = document()
    elements(tree, "Sect")[1].kids.insert(2, Text("Das steht nirgends."))
    assert ["Text ohne Block" in message for _, message in of_tree(tree)] == [True]


@pytest.mark.parametrize(
    "part",
    [
        Element("Lbl", [Text("36")]),
        Element("Span", [Text("und mehr")]),
        Element("Sect", [Element("P", [Text("x")])], texts("ActualText=Das steht nirgends.")),
    ],
)
def test_nothing_is_said_inside_the_text_that_the_model_does_not_have(part: Element) -> None:
    between, inside = document(), document()
    elements(between, "Sect")[1].kids.insert(2, part)
    elements(inside, "LI")[1].kids.append(part)
    assert "Z624" in {code for code, _ in of_tree(between)}
    assert part.role == "Lbl" or "Z624" in {code for code, _ in of_tree(inside)}


def test_a_body_whose_actual_text_hides_the_words_is_found() -> None:
    tree = document()
    elements(tree, "LBody")[0].entries = texts("ActualText=etwas anderes")
    assert {code for code, _ in of_tree(tree)} == {"Z624"}


def test_a_list_of_terms_in_the_imprint_is_no_list_of_the_text() -> None:
    tree = document()
    term = Element("LI", [Element("Lbl", [Text("Text")]), Element("LBody", [Text("Rat")])])
    elements(tree, "Sect")[-1].kids.append(Element("L", [term], make_tags.numbering("None")))
    assert of_tree(tree) == []


def test_an_item_may_hold_its_text_in_a_paragraph() -> None:
    tree = document()
    for body in elements(tree, "LBody"):
        body.kids = [Element("P", body.kids)]
    assert of_tree(tree) == []


def test_silent_numbers_are_as_good_as_announced_ones() -> None:
    tree = document()
    for element in elements(tree):
        for index, kid in enumerate(element.kids):
            if isinstance(kid, Element) and "ActualText" in kid.entries:
                [number] = [each.text for each in kid.kids if isinstance(each, Text)]
                element.kids[index] = Artifact(number)
    assert of_tree(tree) == []


def test_a_heading_of_the_page_that_shows_a_number_is_no_line_number() -> None:
    tree = document()
    tree.kids.append(Artifact("2", "Pagination", "Footer"))
    assert of_tree(tree) == []


def test_a_soft_hyphen_and_stress_inside_words_change_nothing() -> None:
    tree = document()
    element, index = make_tags.holder(tree, "fahrten")
    hyphen = Text("-", {"ActualText": pydyf.String("\u00ad")})
    element.kids[index : index + 1] = [hyphen, Text("fahr"), Element("Strong", [Text("ten")])]
    assert of_tree(tree) == []


def test_many_faults_of_a_kind_are_counted_not_listed() -> None:
    tree = document()
    elements(tree, "P")[-1].kids += [Orphan(f"{number} verwaist") for number in range(25)]
    messages = [message for _, message in limited(of_tree(tree))]
    assert len(messages) == MOST + 1
    assert messages[-1] == "… und 15 weitere Befunde Z620."


def test_empty_cells_are_allowed_and_empty_rows_are_not() -> None:
    tree = document()
    cells = [Element("TH", [Text("Amt")], texts("Alt=x")), Element("TD")]
    tree.kids.append(Element("Table", [Element("TR", list(cells))]))
    assert list(tags.findings(tag_tree(pdf(tree)), None)) == []
    tree.kids.append(Element("Table", [Element("TR", [Element("TD")])]))
    assert [code for code, _ in tags.findings(tag_tree(pdf(tree)), None)] == ["Z622", "Z622"]
