"""The Leichte-Sprache editions against the translation that they were made of (Z685).

All that the translation says stands in the file, once, in order and without a word between; each passage names its official
lines and leads to them and back; the contents name every heading; the file says that it is a draft as long as it is one, and never claims more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.finding import NotRunError, limited, of_code
from pipeline.checks.finished import WITH_SOURCE, Finished
from pipeline.checks.word_difference import in_quotes
from pipeline.diagnostics import Diagnostic
from pipeline.easy_language.list_signs import plain_rows
from pipeline.easy_language.own_sentences import DRAFT
from pipeline.easy_language.rendition import Rendition, RenditionPassage, State
from pipeline.readback.easy import EASY_READERS, EasyReading
from pipeline.readback.reading import UnreadableError
from pipeline.text import walk
from pipeline.text.model import Table

CLAIMS = re.compile(r"\bgeprüft\b|Prüfgruppe", re.IGNORECASE)


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether the edition says what the translation says."""
    if file.easy is None:
        raise NotRunError("Kein Vergleich: die Übersetzung ist nicht bekannt", WITH_SOURCE)
    try:
        reading = EASY_READERS[file.suffix](file.data)
    except UnreadableError as error:
        return iter((file.unreadable(error),))
    return file.findings(limited(of_code("Z685", findings(reading, file.easy))))


def findings(reading: EasyReading, easy: Rendition) -> Iterator[str]:
    """What differs, in words."""
    yield from _spoken(reading, list(_body(easy)))
    # A term and what it stands for are two elements in markup, and one paragraph in Word.
    apart = f"{easy.passages[0].lines}:" in reading.texts
    yield from _spoken(reading, list(_originals(easy, apart=apart)))
    yield from _links(reading, easy)
    yield from _contents(reading, easy)
    yield from _state(reading, easy)
    yield from _spoken(reading, list(_objects(easy)))
    pictures = (*(each for of in easy.passages for each in of.pictures), *(each.picture for each in easy.objects))
    wanted = [each.alternative for each in pictures if each]
    shown = [each for each in reading.pictures if not each.startswith("Umschlag: ")]
    if shown != wanted:
        yield f"Bilder: erwartet {in_quotes(', '.join(wanted))}, gefunden {in_quotes(', '.join(shown))}."


def _body(easy: Rendition) -> Iterator[str]:
    """The texts of the Leichte Sprache in order, each as one element has it."""
    for part in easy.parts:
        for passage in (*([part.heading] if part.heading else []), *part.passages):
            heading = passage is part.heading or passage.kind == "heading"
            yield from ([" ".join(passage.text)] if heading else [*plain_rows(passage.shown)])
            yield passage.lines
    if easy.words:
        yield "Wörter"
    for word in easy.words:
        yield word.agreed or word.word
        yield from word.explanation


def _originals(easy: Rendition, *, apart: bool) -> Iterator[str]:
    for each in easy.passages:
        yield from [f"{each.lines}:", each.original] if apart else [f"{each.lines}: {each.original}"]


def _objects(easy: Rendition) -> Iterator[str]:
    """The tables and pictures of the original."""
    for each in easy.objects:
        yield f"{each.place}:"
        cells = (
            (cell for row in (*each.block.header, *each.block.rows) for cell in row)
            if isinstance(each.block, Table)
            else ()
        )
        caption = (each.block.caption,) if each.block.caption else ()
        yield from filter(None, (_plain(walk.plain(node.content)) for node in (*caption, *cells)))


def _spoken(reading: EasyReading, wanted: list[str]) -> Iterator[str]:
    """The texts stand there one after the other; a text may go on after what is wanted of it."""
    wanted = [_plain(each) for each in wanted]
    if not wanted:
        return
    begins = [at for at, text in enumerate(reading.texts) if text.startswith(wanted[0])]
    best = max(begins, key=lambda at: _agreeing(reading.texts[at:], wanted), default=None)
    count = 0 if best is None else _agreeing(reading.texts[best:], wanted)
    if best is None or count < len(wanted):
        there = reading.texts[best + count] if best is not None and best + count < len(reading.texts) else ""
        yield f"Erwartet {in_quotes(wanted[count])}, gefunden {in_quotes(there)}."


def _agreeing(texts: tuple[str, ...], wanted: list[str]) -> int:
    count = 0
    for text, want in zip(texts, wanted, strict=False):
        if not _same(text, want):
            break
        count += 1
    return count


def _same(text: str, want: str) -> bool:
    """An original may be followed by the remark that there is no translation of it."""
    rest = text.removeprefix(want)
    return text.startswith(want) and rest in {"", *_REMARKS}


_REMARKS = (" In Leichter Sprache ist das weggelassen.", " Das ist noch nicht in Leichter Sprache.")


def _links(reading: EasyReading, easy: Rendition) -> Iterator[str]:
    """Where the format keeps links: each passage to its original, and back."""
    if not reading.links:
        return
    ways = [(each.lines, _plain(f"{each.lines}: {each.original}")) for each in _translated(easy)]
    backs = [(f"{each.lines}:", _begun(each)) for each in _translated(easy)]
    names = {each.lines for each in easy.passages}
    there = [link for link in reading.links if link[0] in names]
    back = [link for link in reading.links if link[0].removesuffix(":") in names and link[0].endswith(":")]
    for name, wanted, found in (("zum Original", ways, there), ("zurück", backs, back)):
        if len(wanted) != len(found):
            yield f"Erwartet {len(wanted)} Verweise {name}, gefunden {len(found)}."
            continue
        for want, got in zip(wanted, found, strict=True):
            first = want[1].split(" ")[:3]
            if want[0] != got[0] or _letters(" ".join(first)) not in _letters(got[1])[:120]:
                yield f"Der Verweis {in_quotes(want[0])} führt nicht {name}: {in_quotes(got[1][:80])}."


def _contents(reading: EasyReading, easy: Rendition) -> Iterator[str]:
    """Every heading has its entry in the contents, in the order of the text."""
    if reading.contents is None:
        return
    left = iter(reading.contents)
    for heading in _headings(easy):
        name = _plain(" ".join(heading.text))
        if name not in left:
            yield f"Im Inhalt fehlt die Überschrift {in_quotes(name)}, oder sie steht dort an anderer Stelle."
            return


def _headings(easy: Rendition) -> Iterator[RenditionPassage]:
    for part in easy.parts:
        yield from [part.heading] if part.heading else []
        yield from (each for each in part.passages if each.kind == "heading")


def _begun(passage: RenditionPassage) -> str:
    """What the passage begins with: its first row; a heading is one."""
    if passage.kind == "heading":
        return _plain(" ".join(passage.text))
    return next((_plain(row) for row in plain_rows(passage.shown)), "")


def _translated(easy: Rendition) -> Iterator[RenditionPassage]:
    yield from (each for each in easy.passages if each.state is State.TRANSLATED)


def _state(reading: EasyReading, easy: Rendition) -> Iterator[str]:
    said = [text for text in (*reading.texts, *reading.statements) if CLAIMS.search(text)]
    if easy.draft:
        if DRAFT not in reading.texts:
            yield f"Auf der Titelseite fehlt: {in_quotes(DRAFT)}."
        if not any(DRAFT in text for text in reading.statements):
            yield f"In den Angaben der Datei fehlt: {in_quotes(DRAFT)}."
        claims = [text for text in said if DRAFT not in text and not _quotes(text, easy)]
        yield from (f"Die Datei ist ein Entwurf, sagt aber: {in_quotes(text)}." for text in claims)
    elif any(DRAFT in text for text in said):
        yield "Die Prüfgruppe hat den Text gelesen, die Datei nennt sich trotzdem einen Entwurf."
    if easy.title not in " ".join(reading.statements[:1]):
        yield f"Titel: erwartet {in_quotes(easy.title)}, gefunden {in_quotes(' '.join(reading.statements[:1]))}."


def _quotes(text: str, easy: Rendition) -> bool:
    """Whether the words are the translation's or the original's own."""
    own = {_plain(line) for each in easy.passages for line in (*each.text, each.original)}
    own |= {_plain(line) for word in easy.words for line in word.explanation}
    return any(text == line or (line and line in text and CLAIMS.search(line)) for line in own)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)
