"""Makes the exhibits: finished files that are damaged in one way each, and the whole ones that they were.

Run it when the editions change, from the top of the tree: ``python -m tests.broken.make``. It may use the writers, as the checks may not. Markup is
damaged before the page is set, so that the PDFs are damaged as well; all other files are damaged once finished.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from unittest import mock

from markupsafe import Markup

from pipeline.easy_language import form_wording
from pipeline.editions import pdf
from pipeline.editions.pdf.typesetting.manuscript import manuscript
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication

from .damages import Damage, both, cut, replaced, swapped, zipped
from .probe import BOOK, SLUG

HERE = Path(__file__).parent


def appendix(damage: Damage) -> Damage:
    """The damage to the official lines alone: each sentence of a hand-over stands in its row as well."""

    def within(text: str) -> str:
        before, heading, after = text.rpartition(f">{form_wording.ORIGINALS}<")
        if not heading:
            raise ValueError("the document has no appendix")
        return before + heading + damage(after)

    return within


MARKUP: Mapping[str, Damage] = {
    "swapped-number": both(swapped('"2"', '"3"'), swapped('"zeile-2"', '"zeile-3"')),
    "swapped-visible-number": swapped('data-number="2"', 'data-number="3"'),
    "lost-word": replaced(("misst sich daran", "misst daran")),
    "glued-at-line-end": replaced((": nicht <", ": nicht<")),
    "glued-in-line": replaced(("für alle da", "füralle da")),
    "lost-line": cut(r'<span class="line turn" id="zeile-2">.*?nicht </span>'),
    "stray-text": replaced(("Wir werden</span></p>", "Wir werden</span></p><p>Das steht nirgends.</p>")),
}
"""For the web page, the EPUB and the PDF."""

OUTLINE = {
    "split-list": replaced(
        ('<li><span class="line turn" id="zeile-8">', '</ul><ul><li><span class="line turn" id="zeile-8">')
    )
}
"""For the web page and the EPUB; a printed list shows no end."""

LINE_EDITION: Mapping[str, Damage] = {
    "line-edition-lost-word": replaced(("misst sich daran", "misst daran")),
    "line-edition-swapped-number": swapped('id="fassung-2"', 'id="fassung-3"'),
}

LOST_WORD, GLUED_IN_LINE = replaced(("misst sich daran", "misst daran")), replaced(("für alle da", "füralle da"))

DOCX: Mapping[str, Damage] = {
    name: appendix(damage)
    for name, damage in {
        "swapped-number": both(swapped(">2<", ">3<"), swapped('"zeile_2"', '"zeile_3"')),
        "swapped-visible-number": swapped(">2<", ">3<"),
        "lost-word": LOST_WORD,
        "glued-at-line-end": replaced((": nicht<", ": nichtnur<"), ("nur für die", "für die")),
        "glued-in-line": GLUED_IN_LINE,
        "lost-line": cut(
            r"<w:r><w:br/></w:r><w:r><w:rPr><w:rStyle[^>]*/></w:rPr><w:t[^>]*>2</w:t>.*?<w:bookmarkEnd [^>]*/>"
        ),
        "stray-text": cut(
            r'("zeile_5"/>(?:(?!</w:p>).)*</w:p>)', r"\1<w:p><w:r><w:t>Das steht nirgends.</w:t></w:r></w:p>"
        ),
        "split-list": cut(r"<w:numPr>(?:(?!</w:numPr>).)*</w:numPr>(?=(?:(?!</w:p>).)*zeile_8)"),
    }.items()
}

FORM: Mapping[str, Damage] = {
    "lost-row": cut(r'<w:tr>(?:(?!</w:tr>).)*w:name="S0004".*?</w:tr>'),
    "misplaced-property": cut(r'(w:name="S0004"/>)', r"\1<w:tblHeader/>"),
    "unrepeated-head": cut(r"<w:tblHeader/>(?=(?:(?!<w:tblHeader/>).)*>S0001<)"),
}
"""For the hand-over alone: what its own checks catch."""

TABLE: Mapping[str, Damage] = {
    "swapped-number": swapped("\n2\t", "\n3\t"),
    "lost-word": LOST_WORD,
    "glued-at-line-end": replaced((": nicht\n", ": nichtnur\n"), ("nur für die", "für die")),
    "glued-in-line": GLUED_IN_LINE,
    "lost-line": cut(r"(?<=\n)2\t[^\n]*\n"),
    "stray-text": replaced(("Wir werden\n", "Wir werden\nDas steht nirgends.\n")),
}


CHECKS: Mapping[str, tuple[str, ...]] = {
    "line_concordance": (
        "swapped-number",
        "swapped-visible-number",
        "lost-word",
        "glued-at-line-end",
        "glued-in-line",
        "lost-line",
        "line-edition-lost-word",
        "line-edition-swapped-number",
    ),
    "block_structure": ("split-list",),
    "chapter_text": ("unreadable", "wrong-kind"),
    "particulars": ("stray-text", "foreign-font", "small-type"),
    "epubcheck": ("dead-link",),
    "handover_rows": ("lost-row",),
    "open_xml": ("misplaced-property",),
    "word_access": ("unrepeated-head",),
}
"""Module of a check → the damages that it must catch; their folder lies in one of its name."""


def folder(damage: str) -> Path:
    """Where the files of this damage lie; those of ``whole`` are undamaged."""
    return next((HERE / check / damage for check, damages in CHECKS.items() if damage in damages), HERE / damage)


def _json(change: Callable[[list[dict[str, object]]], None]) -> Damage:
    """The model with its first paragraph's inlines changed."""

    def damage(text: str) -> str:
        data = json.loads(text)
        change(data["blocks"][0]["content"])
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    return damage


def _swap_numbers(content: list[dict[str, object]]) -> None:
    content[2]["number"], content[4]["number"] = 3, 2


def _lose_line(content: list[dict[str, object]]) -> None:
    del content[2:4]


MODEL: Mapping[str, Damage] = {
    "swapped-number": _json(_swap_numbers),
    "lost-word": LOST_WORD,
    "glued-at-line-end": replaced((": nicht ", ": nicht")),
    "glued-in-line": GLUED_IN_LINE,
    "lost-line": _json(_lose_line),
}


def written(edition: str, **damages: Damage) -> bytes:
    """The edition of the chapter; the damages are done to what the functions with their names give."""
    with ExitStack() as stack:
        for name, damage in damages.items():
            for module in _with(name):
                stack.enter_context(mock.patch.object(module, name, _damaged(getattr(module, name), damage)))
        # A build refuses to write most of these.
        stack.enter_context(mock.patch.object(pdf, "require_official_lines"))
        # The last manuscript is kept, and would be set again without its damage.
        manuscript.cache_clear()
        data = EDITIONS[edition].write(BOOK, Publication(publisher="Rat"))
        manuscript.cache_clear()
    # Nothing in an exhibit depends on the fonts inside the web page, which make most of its size.
    return re.sub(rb"<style>.*</style>", b"", data, flags=re.DOTALL) if edition == "web" else data


def _with(name: str) -> list[ModuleType]:
    """The modules of the house that have the function, or import it."""
    found = [each for key, each in sys.modules.items() if key.startswith("pipeline.") and name in vars(each)]
    if not found:
        raise ValueError(f"no module has {name}")
    return found


def _damaged(function: Callable[..., str], damage: Damage) -> Callable[..., str]:
    return lambda *given, **named: Markup(damage(str(function(*given, **named))))


def exhibits() -> Iterator[tuple[str, str, bytes]]:
    """Damage, ending of the file, and its bytes; ``whole`` are the undamaged ones."""
    whole = {edition.suffix: written(name) for name, edition in EDITIONS.items()}
    yield from (("whole", suffix, data) for suffix, data in whole.items())
    for edition, suffix in (("web", ".html"), ("epub", ".epub"), ("pdf", ".pdf"), ("grossdruck", "-grossdruck.pdf")):
        yield from ((name, suffix, written(edition, chapter_body=damage)) for name, damage in MARKUP.items())
    for edition, suffix in (("web", ".html"), ("epub", ".epub")):
        yield from ((name, suffix, written(edition, chapter_body=damage)) for name, damage in OUTLINE.items())
        yield from ((name, suffix, written(edition, lines_by_section=damage)) for name, damage in LINE_EDITION.items())
    yield from (
        (name, ".docx", zipped(whole[".docx"], "word/document.xml", damage))
        for name, damage in {**DOCX, **FORM}.items()
    )
    yield from ((name, ".lines.tsv", damage(whole[".lines.tsv"].decode()).encode()) for name, damage in TABLE.items())
    yield from ((name, ".json", damage(whole[".json"].decode()).encode()) for name, damage in MODEL.items())
    yield (
        "dead-link",
        ".epub",
        zipped(whole[".epub"], "EPUB/nav.xhtml", lambda text: text.replace("#abschnitt-4", "#nirgends")),
    )
    yield (
        "foreign-font",
        ".pdf",
        written("pdf", style=lambda text: f'{text} .lead {{ font-family: "DejaVu Sans", serif }}'),
    )
    yield (
        "small-type",
        "-grossdruck.pdf",
        written("grossdruck", style=lambda text: f"{text} .kind {{ font-size: 16pt }}"),
    )
    yield from (
        ("unreadable", suffix, data[: len(data) // 2]) for suffix, data in whole.items() if suffix != ".lines.tsv"
    )
    yield "unreadable", ".lines.tsv", "Zeile 1: Eine gerechte Stadt".encode("utf-16")
    yield "wrong-kind", ".epub", whole[".pdf"]
    yield "wrong-kind", ".docx", whole[".epub"]
    yield "wrong-kind", ".html", whole[".json"]
    yield "wrong-kind", ".pdf", whole[".html"]


def main() -> None:
    """Write all exhibits."""
    for damage, suffix, data in exhibits():
        folder(damage).mkdir(parents=True, exist_ok=True)
        (folder(damage) / f"{SLUG}{suffix}").write_bytes(data)


if __name__ == "__main__":
    main()
