"""What a Word document looks like: letters that stand out from their ground, and Leichte Sprache that is large enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.checks.word_access.document import WordDocument, document_rows, first_words
from pipeline.easy_language import form_wording
from pipeline.publication.settings import contrast
from pipeline.readback.containers import Element, local_name
from pipeline.readback.word_styles import W
from pipeline.readback.word_text import run_text

LEGIBLE = 4.5
"""The contrast of text (WCAG 2.2, 1.4.3); large text might have less, but nobody needs that."""

SIZE, LINE = 14, 1.5
"""Points and row distance of Leichte Sprache (BITV 2.0, annex 2, part 2, 9, as offices read it)."""

_LEFT = {"", "left", "start"}


def findings(document: WordDocument, *, easy: bool) -> Iterator[str]:
    """What cannot be read, or not easily; ``easy`` says that all text is Leichte Sprache."""
    yield from _contrasts(document)
    texts = _throughout(document) if easy else _targets(document)
    yield from dict.fromkeys(message for each in texts for message in _easy(document, each))


def _contrasts(document: WordDocument) -> Iterator[str]:
    faint, hidden = Counter[tuple[str, str]](), Counter[str]()
    first: dict[tuple[str, str], str] = {}
    for run in (run for story in document.stories for run in story.iter(f"{W}r")):
        if text := "".join(each.text or "" for each in run.iter(f"{W}t")).strip():
            if document.looks.hides(run):
                hidden[text] += 1
                continue
            pair = document.looks.colours(run)
            if contrast(f"#{pair[0]}", f"#{pair[1]}") < LEGIBLE:
                faint[pair] += 1
                first.setdefault(pair, text)
    for (letters, ground), count in faint.items():
        ratio = f"{contrast(f'#{letters}', f'#{ground}'):.1f}".replace(".", ",")
        often = f", {count} Stellen" if count > 1 else ""
        yield f"Der Kontrast von #{letters} auf #{ground} ist {ratio}:1 (mindestens 4,5:1{often}): „{first_words(first[letters, ground])}“."
    for text in hidden:
        yield f"Text ist verborgen: „{first_words(text)}“."


def _targets(document: WordDocument) -> Iterator[Element]:
    """The paragraphs that are for Leichte Sprache."""
    for table in document.tables():
        head, *others = document_rows(table) or [[]]
        columns = [at for at, cell in enumerate(head) if run_text(cell).strip() == form_wording.TARGET]
        yield from (each for row in others for at in columns if at < len(row) for each in row[at].iter(f"{W}p"))


def _throughout(document: WordDocument) -> Iterator[Element]:
    """All paragraphs with text, but for headings and lines that are nothing but a link."""
    for each in document.paragraphs():
        unlinked = (
            run for run in each.iter(f"{W}r") if not any(local_name(up) == "hyperlink" for up in run.iterancestors())
        )
        titled = document.level(each) or document.looks.style(each).lower() == "title"
        if not titled and any(run_text(run).strip() for run in unlinked):
            yield each


def _easy(document: WordDocument, paragraph: Element) -> Iterator[str]:
    looks, style = document.looks, document.looks.style(paragraph)
    runs = [run for run in paragraph.iter(f"{W}r") if run_text(run).strip()]
    sizes = [*(looks.size(run) for run in runs), *([] if runs else [looks.paragraph_size(paragraph)])]
    if min(sizes) < SIZE:
        yield f"Leichte Sprache im Stil „{style}“ hat {min(sizes):g} Punkt, erwartet mindestens {SIZE}."
    if (line := looks.line(paragraph, max(sizes))) < LINE:
        yield f"Leichte Sprache im Stil „{style}“ hat den Zeilenabstand {line:.2g}, erwartet mindestens 1,5.".replace(
            "1.", "1,"
        )
    if (side := looks.layout(paragraph, "jc")) not in _LEFT:
        yield f"Leichte Sprache im Stil „{style}“ ist nicht linksbündig ({side})."
