"""Makes the exhibits of what a text may hold besides lines, in Word: each document is damaged in one way.

``PYTHONPATH=tests python -m broken.make_docx`` from the top of the tree, when the hand-over changes. ``tests/test_everything_docx.py`` holds the
documents against the codes that stand here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from everything import numbered

from pipeline.editions import docx
from pipeline.publication.settings import Publication

from .damages import Damage, swapped, zipped
from .make_web import OTHER, rezipped

HERE = Path(__file__).parent
DOCUMENT, NOTES, NUMBERING = "word/document.xml", "word/footnotes.xml", "word/numbering.xml"
LINKS, LINKS_OF_NOTES = "word/_rels/document.xml.rels", "word/_rels/footnotes.xml.rels"

CALL = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'
SHOWN = 'descr="Ein breiter Weg am Fluss, rechts ein Baum"'
PLAIN = '<w:pStyle w:val="BodyText"/>'
REASONS = '<w:p><w:pPr><w:pStyle w:val="Heading2"/><w:ind w:left="1077"/>'
REASON = "Mehr Menschen fahren Rad. Ihre Wege sind zu schmal, und manche Brücke ist für Rollstühle zu steil."
TIMES = "Gebaut wird zu diesen Zeiten:"
LATER = ">Dies kam später dazu.</w:t></w:r>"


def last(old: str, new: str) -> Damage:
    """The last place where the text has ``old``: rows of the hand-over come before the official text."""

    def damage(text: str) -> str:
        before, found, after = text.rpartition(old)
        if not found:
            raise ValueError(f"{old!r} stands nowhere")
        return before + new + after

    return damage


def around(words: str, old: str, new: str) -> Damage:
    """What stands last before the last place of the words: in their cell, or in its row."""

    def damage(text: str) -> str:
        before, found, after = text.rpartition(f">{words}<")
        if not found:
            raise ValueError(f"{words!r} stand nowhere")
        return last(old, new)(before) + found + after

    return damage


def moved(what: str, behind: str) -> Damage:
    """The one stretch moved behind the last place of another."""
    return lambda text: last(behind, behind + what)(last(what, "")(text))


def _to_the_note_before(words: str) -> Damage:
    """The last paragraph of a note, with these words, as the last one of the note before it."""

    def damage(text: str) -> str:
        first, second, rest = re.split("(?<=</w:footnote>)", text[text.index('<w:footnote w:id="1"') :], maxsplit=2)
        begin = second.rindex("<w:p>")
        paragraph = second[begin : second.rindex("</w:footnote>")]
        if words not in paragraph:
            raise ValueError(f"{words!r} is not the last paragraph")
        longer = first.replace("</w:footnote>", f"{paragraph}</w:footnote>")
        before = text[: text.index('<w:footnote w:id="1"')]
        return f"{before}{longer}{second.replace(paragraph, '')}{rest}"

    return damage


DAMAGE: Mapping[str, tuple[str, Damage, str]] = {
    "other-cell": (DOCUMENT, last(">1,2 Mio. Euro<", ">1,3 Mio. Euro<"), "Z616"),
    "other-caption": (DOCUMENT, last(">Kosten der Wege<", ">Kosten<"), "Z616"),
    "lost-word-without-line": (DOCUMENT, last("Mehr Menschen fahren Rad.", "Mehr Menschen fahren."), "Z616"),
    "stray-text": (DOCUMENT, last(REASONS, f"<w:p><w:r><w:t>Neu.</w:t></w:r></w:p>{REASONS}"), "Z612"),
    "other-note": (NOTES, last(">Diese zählt der Kreis.<", ">Diese zählt das Land.<"), "Z616"),
    "note-that-nothing-calls": (DOCUMENT, last(CALL.format(1), ""), "Z612"),
    "note-in-another-line": (DOCUMENT, moved(CALL.format(2), LATER), "Z680"),
    "paragraph-of-another-note": (NOTES, _to_the_note_before("Diese zählt der Kreis."), "Z616"),
    "heading-of-another-level": (DOCUMENT, last('"Heading2"', '"Heading4"'), "Z613"),
    "paragraph-as-heading": (DOCUMENT, around(TIMES, '"OhneZeile"', '"Heading4"'), "Z613"),
    "item-as-paragraph": (DOCUMENT, around("Das ist seit Jahren bekannt.", '<w:numId w:val="10"/>', ""), "Z613"),
    "swapped-paragraphs": (DOCUMENT, swapped(f">{REASON}<", f">{TIMES}<"), "Z616"),
    "note-without-words": (NOTES, last('<w:footnote w:id="2">', '<w:footnote w:id="7">'), "Z616"),
    "other-target": (LINKS, last("https://example.org/radnetz", "https://example.org/"), "Z613"),
    "other-target-in-note": (LINKS_OF_NOTES, last("https://example.org/rad", "https://example.org/"), "Z613"),
    "reference-to-another-line": (DOCUMENT, last('w:anchor="zeile_4"', 'w:anchor="zeile_5"'), "Z613"),
    "table-without-head": (DOCUMENT, around("Länge", "<w:tblHeader/>", ""), "Z613"),
    "lost-span": (DOCUMENT, around("zusammen 12", '<w:gridSpan w:val="2"/>', ""), "Z613"),
    "other-span": (
        DOCUMENT,
        around("Kosten in Tausend Euro", '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>'),
        "Z682",
    ),
    "lost-merge": (DOCUMENT, around("Bergweg", '<w:vMerge w:val="restart"/>', ""), "Z613"),
    "head-of-a-row-as-cell": (DOCUMENT, around("Nordsteg", '"Reihenkopf"', '"Tabellentext"'), "Z613"),
    "second-row-of-heads-that-is-none": (DOCUMENT, last("<w:tblHeader/>", ""), "Z613"),
    "picture-without-words": (DOCUMENT, last(SHOWN, 'descr=""'), "Z682"),
    "picture-with-other-words": (DOCUMENT, last(SHOWN, 'descr="Ein Weg"'), "Z613"),
    "quotation-that-is-none": (DOCUMENT, last('w:name="zitat_1"', 'w:name="zitat"'), "Z613"),
    "quotation-of-another-style": (DOCUMENT, last('<w:pStyle w:val="Quote"/>', PLAIN), "Z613"),
    "preformatted-that-is-none": (DOCUMENT, last('<w:pStyle w:val="HtmlPreformatted"/>', PLAIN), "Z613"),
    "other-label": (NUMBERING, last('"7b."', '"8b."'), "Z613"),
    "other-count": (NUMBERING, last('<w:startOverride w:val="9"/>', '<w:startOverride w:val="8"/>'), "Z613"),
    "other-way-of-counting": (NUMBERING, last('"(%1)"', '"%1."'), "Z613"),
    "row-without-place": (DOCUMENT, last("S0038, Bild nach Zeile 31, Alternativtext", "S0038, Bild"), "Z680"),
    "link-to-a-program": (LINKS, last("https://example.org/radnetz", "file:///c:/start.exe"), "Z681"),
}
"""Part of the document, what is done to it, and the code that it is caught under."""

OTHER_PICTURE = "other-picture"
"""The document that shows the file of another picture."""

CODES = {**{name: code for name, (_, _, code) in DAMAGE.items()}, OTHER_PICTURE: "Z613"}
"""The code that each exhibit is caught under."""


def exhibits() -> dict[str, bytes]:
    """All documents by their names; ``whole`` is the undamaged one."""
    whole = docx.write(numbered(), Publication(publisher="Stadt"))
    damaged = {name: zipped(whole, part, damage) for name, (part, damage, _) in DAMAGE.items()}
    return {"whole": whole, **damaged, OTHER_PICTURE: rezipped(whole, {"word/media/bild1.png": OTHER})}


def main() -> None:
    """Write all exhibits, and nothing else."""
    folder = HERE / "word"
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, data in exhibits().items():
        (folder / f"{name}.docx").write_bytes(data)


if __name__ == "__main__":
    main()
