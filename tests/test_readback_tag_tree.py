"""The reader of structure trees: all the ways that contents and roles may be written, and damage that must not stop it."""

from __future__ import annotations

import random
from typing import Any

import pydyf
import pytest
from broken.make_tags import document, texts
from broken.tagged import Again, Artifact, Drawing, Element, Link, NewPage, Orphan, Raw, Text, pdf

from pipeline.readback.marked_content import MarkedContent
from pipeline.readback.reading import UnreadableError
from pipeline.readback.tag_tree import DEEPEST, Annotation, Tag, TagTree, every_tag, tag_tree, walk


def tree_of(*parts: Any, **more: Any) -> TagTree:
    return tag_tree(pdf(Element("Document", list(parts)), **more))


def said(tree: TagTree) -> list[str]:
    return [each.text for each in walk(tree.tags) if isinstance(each, MarkedContent)]


def painted(*operators: bytes) -> Any:
    """The operators put before all others of the last page."""

    def change(drawing: Drawing) -> None:
        drawing.streams[-1].stream[:0] = operators

    return change


def test_contents_stand_in_the_order_of_the_tree_and_know_their_page() -> None:
    tree = tree_of(Element("P", [Text("eins "), NewPage(), Text("zwei")]))
    assert [each for each in walk(tree.tags) if isinstance(each, MarkedContent)] == [
        MarkedContent(0, 0, "eins "),
        MarkedContent(1, 0, "zwei"),
    ]
    assert tree.faults == ()


def test_umlauts_bullets_and_dashes_come_back() -> None:
    assert said(tree_of(Element("P", [Text("• für „alle“ – groß")]))) == ["• für „alle“ – groß"]


def test_artifacts_keep_type_subtype_and_text() -> None:
    tree = tree_of(Element("P", [Text("x")]), Artifact("36"), Artifact("Seite 1", "Pagination", "Footer"))
    assert [(each.kind, each.subtype, each.text) for each in tree.artifacts] == [
        ("Pagination", "", "36"),
        ("Pagination", "Footer", "Seite 1"),
    ]


def test_text_outside_of_marks_is_loose_and_inner_marks_without_mcid_belong_to_the_outer() -> None:
    change = painted(
        b"BT /F 9 Tf (los) Tj ET /Span BMC BT /F 9 Tf ( und los) Tj ET EMC",
        b"/P <</MCID 0>> BDC BT /F 9 Tf /Span <</Lang (en)>> BDC (in) Tj EMC (nen) Tj ET EMC",
    )
    tree = tree_of(Element("P", [Raw(0)], {"Pg": b"4 0 R"}), change=change)
    assert [each.text for each in tree.untagged] == ["los und los"]
    assert [each.text for each in tree.contents] == ["innen"]


def test_actual_text_in_the_page_stands_for_the_glyphs() -> None:
    tree = tree_of(Element("P", [Text("abc", {"ActualText": pydyf.String("ẞ")}), Text("d")]))
    assert said(tree) == ["ẞ", "d"]


def test_property_lists_are_found_by_name_in_the_resources() -> None:
    def change(drawing: Drawing) -> None:
        properties = drawing.made({"MCID": 0})
        drawing.pages[0]["Resources"]["Properties"] = pydyf.Dictionary({"M": properties.reference})
        drawing.streams[0].stream[1] = b"/M"

    tree = tree_of(Element("P", [Text("benannt")]), change=change)
    assert said(tree) == ["benannt"]
    assert tree.untagged == ()


def form(drawing: Drawing) -> None:
    """A form XObject with a content of its own, painted on the page and named by the paragraph."""
    stream = pydyf.Stream(
        [b"/P <</MCID 0>> BDC BT /F 9 Tf (im Formular) Tj ET EMC"],
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([0, 0, 500, 500]),
            "StructParents": 70,
            "Resources": drawing.pages[0]["Resources"],
        },
    )
    drawing.pdf.add_object(stream)
    drawing.pages[0]["Resources"] = pydyf.Dictionary(
        {**drawing.pages[0]["Resources"], "XObject": pydyf.Dictionary({"X": stream.reference})}
    )
    drawing.streams[0].stream.append(b"/X Do")
    paragraph = drawing.elements[-1]
    reference = {"Type": "/MCR", "Pg": drawing.pages[0].reference, "Stm": stream.reference, "MCID": 0}
    paragraph["K"].append(pydyf.Dictionary(reference))
    parents = next(each for each in drawing.pdf.objects if isinstance(each, dict) and "Nums" in each)
    parents["Nums"] += [70, pydyf.Array([paragraph.reference])]


def test_contents_of_form_xobjects_are_reached() -> None:
    tree = tree_of(Element("P", [Text("vorher ")]), change=form)
    assert said(tree) == ["vorher ", "im Formular"]
    assert (tree.faults, tree.untagged) == ((), ())


def test_text_of_a_plain_form_belongs_to_the_content_that_paints_it() -> None:
    def change(drawing: Drawing) -> None:
        form(drawing)
        xobject = next(each for each in drawing.pdf.objects if isinstance(each, pydyf.Stream) and each.extra)
        xobject.stream = [b"BT /F 9 Tf (im Formular) Tj ET"]
        stream = drawing.streams[0].stream
        stream.insert(-2, stream.pop())
        drawing.elements[-1]["K"].pop()

    assert said(tree_of(Element("P", [Text("vorher ")]), change=change)) == ["vorher im Formular"]


def test_attributes_come_in_fixed_order_from_the_element_its_objects_and_classes() -> None:
    def change(drawing: Drawing) -> None:
        drawing.root["ClassMap"] = pydyf.Dictionary({"kopf": pydyf.Dictionary({"O": "/Table", "Scope": "/Column"})})

    entries = {
        **texts("Lang=en"),
        "C": "/kopf",
        **texts("Alt=Bild"),
        "A": pydyf.Array(
            [
                pydyf.Dictionary({"O": "/Layout", "BBox": pydyf.Array([1, 2.5, 3, 4.25])}),
                0,
                pydyf.Dictionary({"O": "/Table", "ColSpan": 2, "Headers": pydyf.Array([pydyf.String("a")])}),
            ]
        ),
    }
    [_, cell] = every_tag(tree_of(Element("TH", [Text("x")], entries), change=change).tags)
    assert cell.attributes == (
        ("Lang", "en"),
        ("Alt", "Bild"),
        ("Scope", "Column"),
        ("Headers", "a"),
        ("ColSpan", "2"),
        ("BBox", "1 2.5 3 4.25"),
    )
    assert (cell.get("Alt"), cell.get("E")) == ("Bild", None)


def test_roles_are_mapped_to_the_end_of_the_chain_and_circles_end() -> None:
    def change(drawing: Drawing) -> None:
        drawing.root["RoleMap"] = pydyf.Dictionary({"Absatz": "/Text", "Text": "/P", "Ich": "/Du", "Du": "/Ich"})

    tree = tree_of(Element("Absatz", [Text("x")]), Element("Ich", [Text("y")]), change=change)
    assert [tag.standard for tag in every_tag(tree.tags)][:2] == ["Document", "P"]


def test_namespaces_have_role_maps_of_their_own() -> None:
    def change(drawing: Drawing) -> None:
        own = drawing.made({"Type": "/Namespace", "NS": pydyf.String("urn:eigen")})
        standard = next(iter(drawing.spaces.values()))
        own["RoleMapNS"] = pydyf.Dictionary({"Absatz": pydyf.Array(["/P", standard.reference]), "Wort": "/Strong"})
        for element in drawing.elements[1:3]:
            element["NS"] = own.reference

    tree = tree_of(
        Element("Absatz", [Text("x")]),
        Element("Wort", [Text("y")]),
        Element("Strong", [Text("z")]),
        version="2.0",
        change=change,
    )
    assert [(tag.standard, tag.namespace) for tag in every_tag(tree.tags)] == [
        ("Document", "pdf2"),
        ("P", "urn:eigen"),
        ("Span", "urn:eigen"),
        ("Strong", "pdf2"),
    ]


def test_annotations_are_told_with_their_contents() -> None:
    tree = tree_of(Element("Link", [Text("hier"), Link("Zum Abschnitt")]))
    assert tree.links == (Annotation(0, 0, "Link", "Zum Abschnitt", size=(9, 9)),)
    assert [each for each in walk(tree.tags) if isinstance(each, Annotation)] == list(tree.links)


@pytest.mark.parametrize(
    ("kid", "told"),
    [
        ("null", "NoneType"),
        ("true", "bool"),
        ("/Name", "PSLiteral"),
        (pydyf.Array([0]), "list"),
        (pydyf.Dictionary({"Type": "/MCR"}), "dict"),
        (b"999 0 R", "NoneType"),
        (7, "ohne Seite"),
        (pydyf.Dictionary({"Type": "/OBJR", "Obj": b"999 0 R"}), "Objekt, das es nicht gibt"),
    ],
)
def test_kids_of_a_wrong_kind_are_faults_and_the_rest_is_read(kid: Any, told: str) -> None:
    tree = tree_of(Element("P", [Raw(kid), Text("gut")]))
    assert said(tree) == ["gut"]
    assert any(told in fault for fault in tree.faults)


def test_elements_without_kids_and_trees_of_a_wrong_kind_are_read_as_empty() -> None:
    def change(drawing: Drawing) -> None:
        del drawing.elements[-1]["K"]

    assert [tag.kids for tag in every_tag(tree_of(Element("P", []), change=change).tags)][-1] == ()
    for value in ("null", 7, "/Name", pydyf.Array(), b"999 0 R"):
        assert not tree_of(change=lambda drawing, value=value: drawing.root.__setitem__("K", value)).tags


def test_a_circle_in_the_tree_is_a_fault() -> None:
    def change(drawing: Drawing) -> None:
        drawing.elements[1]["K"].append(drawing.elements[0].reference)

    tree = tree_of(Element("P", [Text("x")]), change=change)
    assert said(tree) == ["x"]
    assert any("an mehr als einer Stelle" in fault for fault in tree.faults)


def test_an_object_that_is_a_reference_to_itself_ends() -> None:
    def change(drawing: Drawing) -> None:
        class Itself(pydyf.Object):  # type: ignore[misc]
            @property
            def data(self) -> bytes:
                return bytes(self.reference)

        itself = Itself()
        drawing.pdf.add_object(itself)
        drawing.elements[1]["K"].append(itself.reference)
        drawing.root["RoleMap"] = itself.reference

    assert said(tree_of(Element("P", [Text("x")]), change=change)) == ["x"]


def test_a_bottomless_tree_is_read_to_a_depth() -> None:
    inner = Element("Span", [Text("tief")])
    for _ in range(DEEPEST + 50):
        inner = Element("Span", [inner])
    tree = tree_of(inner)
    assert any("tiefer als" in fault for fault in tree.faults)
    assert len(list(every_tag(tree.tags))) == DEEPEST


def test_a_content_given_twice_and_marks_that_do_not_match_are_faults() -> None:
    change = painted(b"/P <</MCID 0>> BDC BT /F 9 Tf (a) Tj ET EMC EMC /P <</MCID 5>> BDC")
    tree = tree_of(Element("P", [Text("b")]), change=change)
    assert [" ".join(fault.split()[2:5]) for fault in tree.faults] == [
        "ein markierter Inhalt",
        "die Kennung 0",
        "1 markierte Inhalte",
    ]


def test_the_way_back_is_compared() -> None:
    def change(drawing: Drawing) -> None:
        del drawing.pages[0]["StructParents"]

    text = Text("x")
    assert tree_of(Element("P", [text]), Element("P", [Again(text)])).faults == ()
    assert "ParentTree" in tree_of(Element("P", [Text("x")]), change=change).faults[0]
    assert "Verweise: 1" in tree_of(Element("P", [Link("x")]), change=_lose).faults[0]


def _lose(drawing: Drawing) -> None:
    drawing.root["ParentTree"] = drawing.made({"Nums": pydyf.Array()}).reference


def test_a_file_without_a_tree_still_tells_what_is_painted() -> None:
    tree = tree_of(Orphan("x"), change=lambda drawing: drawing.pdf.catalog.pop("StructTreeRoot"))
    assert (tree.present, tree.tags, [each.text for each in tree.contents]) == (False, (), ["x"])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-1.7" + b"\0" * 99])
def test_what_is_no_pdf_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        tag_tree(data)


def test_no_damage_of_bytes_ends_in_another_error() -> None:
    whole, dice = pdf(document()), random.Random(36)
    for _ in range(80):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 3, 30))):
            data[dice.randrange(8, len(data))] = dice.choice(b"0159 /<>[]()RK\0\xff")
        try:
            tree = tag_tree(bytes(data[: dice.choice((len(data), dice.randrange(len(data))))]))
        except UnreadableError:
            continue
        assert all(isinstance(tag, Tag) for tag in tree.tags)
