"""Makes the exhibits of veraPDF: the finished PDFs of ``whole/``, damaged in one way each where a standard forbids it.

``python -m tests.broken.make_verapdf`` from the top of the tree, after ``make.py`` has renewed ``whole/``. Bytes are damaged
with pikepdf, so no writer has a part in it.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, Operator, Pdf, String

HERE = Path(__file__).parent
SLUG = "probe"

Damage = Callable[[Pdf], None]


def elements(pdf: Pdf, role: str) -> list[Dictionary]:
    """The structure elements with this role, in the order of the file."""
    return [
        each for each in pdf.objects if isinstance(each, Dictionary) and "/P" in each and each.get("/S") == f"/{role}"
    ]


def said(*words: str) -> Damage:
    """Other words in the XMP packet, in pairs of old and new."""

    def damage(pdf: Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes().decode()
        for old, new in zip(words[::2], words[1::2], strict=True):
            assert old in packet, old
            packet = packet.replace(old, new)
        pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)

    return damage


def without(key: str) -> Damage:
    """The catalog has lost an entry."""

    def damage(pdf: Pdf) -> None:
        del pdf.Root[key]

    return damage


def role(old: str, new: str) -> Damage:
    """All elements of a role have another one."""

    def damage(pdf: Pdf) -> None:
        for each in elements(pdf, old):
            each.S = Name(f"/{new}")

    return damage


def title_not_shown(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def untagged_content(pdf: Pdf) -> None:
    """The first tagged content of the first page has lost its marks."""
    rest = iter(pikepdf.parse_content_stream(pdf.pages[0]))
    kept = []
    for each in rest:
        if each.operator == Operator("BDC") and "/MCID" in each.operands[1]:
            break
        kept.append(each)
    for each in rest:
        if each.operator == Operator("EMC"):
            break
        kept.append(each)
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream([*kept, *rest]))


def font_not_embedded(pdf: Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == "/FontDescriptor":
            for key in {"/FontFile2", "/FontFile3"} & set(each.keys()):
                del each[key]


def link_without_contents(pdf: Pdf) -> None:
    for each in pdf.pages[0].Annots:
        del each["/Contents"]


def no_order_of_tabs(pdf: Pdf) -> None:
    for page in pdf.pages:
        del page["/Tabs"]


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.beep()"))


def no_namespaces(pdf: Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/NS" in each and "/S" in each:
            del each["/NS"]


def attachment_without_relation(pdf: Pdf) -> None:
    del pdf.Root.AF[0]["/AFRelationship"]


def no_attachment(pdf: Pdf) -> None:
    del pdf.Root["/AF"]
    del pdf.Root.Names["/EmbeddedFiles"]


SCREEN, ARCHIVE, LARGE = ".pdf", "-archiv.pdf", "-grossdruck.pdf"

EXHIBITS: dict[str, tuple[str, Damage]] = {
    "no-language": (SCREEN, without("/Lang")),
    "no-title": (SCREEN, said("<dc:title>", "<dc:relation>", "</dc:title>", "</dc:relation>")),
    "title-not-shown": (SCREEN, title_not_shown),
    "untagged-content": (SCREEN, untagged_content),
    "item-without-body": (SCREEN, role("LBody", "Span")),
    "figure-without-alt": (SCREEN, role("Strong", "Figure")),
    "unknown-role": (SCREEN, role("Lbl", "Nummer")),
    "link-without-contents": (SCREEN, link_without_contents),
    "no-order-of-tabs": (SCREEN, no_order_of_tabs),
    "skipped-heading": (SCREEN, role("H2", "H3")),
    "not-marked": (SCREEN, without("/MarkInfo")),
    "no-tree": (SCREEN, without("/StructTreeRoot")),
    "font-not-embedded": (SCREEN, font_not_embedded),
    "no-output-intent": (SCREEN, without("/OutputIntents")),
    "script": (SCREEN, script),
    "lower-level": (SCREEN, said("<pdfaid:conformance>A", "<pdfaid:conformance>B")),
    "claims-no-ua": (SCREEN, said("<pdfuaid:part>1</pdfuaid:part>", "")),
    "no-metadata": (SCREEN, without("/Metadata")),
    "damaged-metadata": (SCREEN, said("</rdf:RDF>", "")),
    "archive-no-language": (ARCHIVE, without("/Lang")),
    "archive-no-title": (ARCHIVE, said("<dc:title>", "<dc:relation>", "</dc:title>", "</dc:relation>")),
    "archive-title-not-shown": (ARCHIVE, title_not_shown),
    "archive-untagged-content": (ARCHIVE, untagged_content),
    "archive-item-without-body": (ARCHIVE, role("LBody", "Span")),
    "archive-figure-without-alt": (ARCHIVE, role("Strong", "Figure")),
    "archive-no-namespaces": (ARCHIVE, no_namespaces),
    "archive-font-not-embedded": (ARCHIVE, font_not_embedded),
    "archive-no-attachment": (ARCHIVE, no_attachment),
    "archive-attachment-without-relation": (ARCHIVE, attachment_without_relation),
    "archive-no-year": (ARCHIVE, said("<pdfaid:rev>2020</pdfaid:rev>", "", "<pdfuaid:rev>2024</pdfuaid:rev>", "")),
    "archive-claims-no-ua": (ARCHIVE, said("<pdfuaid:part>2</pdfuaid:part>", "")),
    "archive-claims-other-reuse": (ARCHIVE, said("wtpdf#reuse1.0", "wtpdf#reuse9.9")),
    "large-figure-without-alt": (LARGE, role("Strong", "Figure")),
    "large-claims-ua-2": (LARGE, said("<pdfuaid:part>1", "<pdfuaid:part>2")),
}
"""Name, the file that is damaged, and how. ``tests/test_checks_verapdf.py`` has what must be found."""


def damaged(suffix: str, damage: Damage) -> bytes:
    """The finished file of ``whole/`` with this ending, damaged."""
    with Pdf.open(HERE / "whole" / f"{SLUG}{suffix}") as pdf:
        damage(pdf)
        output = BytesIO()
        # pikepdf 10.17 would write the packet anew and mend it.
        pdf.save(output, deterministic_id=True, fix_metadata_version=False)
    return output.getvalue()


def main() -> None:
    (HERE / "verapdf").mkdir(exist_ok=True)
    for name, (suffix, damage) in EXHIBITS.items():
        (HERE / "verapdf" / f"{name}.pdf").write_bytes(damaged(suffix, damage))


if __name__ == "__main__":
    main()
