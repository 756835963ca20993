"""Sources: from the files that people have to a Chapter. The registry SOURCES names the forms that are read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.diagnostics import Diagnostic, FileRefusal, InputRefusal, Place
from pipeline.diagnostics.reasons import reason
from pipeline.publication.settings import Publication
from pipeline.sources import commonmark, decoding, ending, note_calls, numbered_lines, stray_numbers, unread, web_page
from pipeline.sources.drafts import docx, odt
from pipeline.sources.material import Material
from pipeline.sources.motions import antragsgruen_json, antragsgruen_page, openslides_json
from pipeline.sources.numbered import numbered_markdown
from pipeline.text import numbering, references, slugs
from pipeline.text.model import Chapter, LineRule, NumberedChapter, Resolution, SourceFile

Read = tuple[Chapter, LineRule, tuple[Diagnostic, ...]]
"""A chapter, the rule of its lines, and what there is to report."""

TextReader = Callable[[str, SourceFile, str, int | None, int], Read]
"""Reads a text: its characters, its file, the path for messages, the width of its lines, and the first number."""


@dataclass(frozen=True, slots=True)
class Source:
    """A form that texts arrive in: how it is recognised by its content, and how it is read.

    Each form takes from the material what it needs: the bytes, or the characters. Those that need bytes come first in the
    registry, so that nobody asks for the characters of a file that has none.
    """

    name: str
    recognises: Callable[[Material], bool]
    chapter: Callable[[Material, int], Read]
    """The chapter with this number, counted from 0."""
    chapters: Callable[[Material], int] = lambda _: 1
    """How many chapters the material holds."""
    written: bool = False
    """Whether it is text."""
    by_line: bool = False
    """Whether the lines of the file are lines of the text."""
    counted: bool = False
    """Whether its lines always get their numbers here, from the one that the text or its publication says."""


def _whole(text: str) -> tuple[str, ...]:
    return (text,)


def _written(
    name: str,
    recognises: Callable[[str], bool],
    read: TextReader,
    divided: Callable[[str], tuple[str, ...]] = _whole,
    *,
    by_line: bool = False,
    counted: bool = False,
) -> Source:
    """A form that is text.

    ``divided`` gives as many texts as it has chapters, each with blank lines for all that stands before it. What is read
    ``by_line`` has no line of any length.
    """
    divide = lru_cache(maxsize=1)(divided)

    def texts(material: Material) -> tuple[str, ...]:
        if by_line:
            decoding.require_lines(material.text, material.file)
        return divide(material.text)

    return Source(
        name,
        lambda material: recognises(material.text),
        lambda material, part: read(
            texts(material)[part], material.source, material.file, material.width, material.first
        ),
        lambda material: len(texts(material)),
        written=True,
        by_line=by_line,
        counted=counted,
    )


NUMBERED_MARKDOWN = _written(
    "numbered-markdown",
    numbered_lines.recognises,
    numbered_markdown.chapter,
    numbered_markdown.divided,
    by_line=True,
)

SOURCES = (
    Source("odt", odt.recognises, odt.chapter),
    Source("docx", docx.recognises, docx.chapter),
    Source(
        "openslides-json", openslides_json.recognises, openslides_json.chapter, openslides_json.chapters, counted=True
    ),
    Source("antragsgruen-json", antragsgruen_json.recognises, antragsgruen_json.chapter, antragsgruen_json.chapters),
    _written("antragsgruen-html", antragsgruen_page.recognises, antragsgruen_page.page),
    _written("html", web_page.recognises, web_page.chapter),
    _written("commonmark", commonmark.recognises, commonmark.chapter, by_line=True, counted=True),
    NUMBERED_MARKDOWN,
)
"""The forms in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """A chapter that was read, and what there is to report of it."""

    numbered: NumberedChapter
    diagnostics: tuple[Diagnostic, ...]


def raw(path: Path) -> bytes:
    """The bytes of a source. Raises FileRefusal (Z101, Z802)."""
    place = Place(str(path))
    try:
        if path.is_dir():
            raise FileRefusal(Diagnostic("Z101", place, "Das ist ein Ordner, keine Datei."))
        if path.exists() and not path.is_file():
            raise FileRefusal(Diagnostic("Z101", place, "Das ist keine gewöhnliche Datei."))
        with path.open("rb") as file:
            return file.read(decoding.LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise FileRefusal(Diagnostic("Z101", place, "Diese Datei gibt es nicht.")) from error
    except (OSError, ValueError) as error:
        raise FileRefusal(Diagnostic("Z802", place, f"Die Datei lässt sich nicht lesen: {reason(error)}.")) from error


def read(path: Path, publication: Publication | None = None) -> NumberedSource:
    """The numbered chapter in the file. Raises FileRefusal or InputRefusal with all faults found."""
    return loads(raw(path), str(path), publication or Publication())


@dataclass(frozen=True, slots=True)
class RecognisedSource:
    """The bytes of a source whose form is known: its chapters are read one after the other."""

    material: Material
    form: Source
    publication: Publication

    @property
    def chapters(self) -> int:
        """How many it holds. Raises InputRefusal."""
        return self.form.chapters(self.material)

    def read(self, part: int = 0, first: int | None = None, *, titled: bool = True) -> NumberedSource:
        """The numbered chapter ``part``, counted from 0, whose lines begin with ``first`` where the text has no numbers.

        Raises InputRefusal with all faults found; a missing title is none unless it has to be ``titled``.
        """
        material, form, publication = self.material.beginning(first or 1), self.form, self.publication
        chapter, rule, reported = form.chapter(material, part)
        chapter = _completed(chapter, publication)
        if titled and not chapter.title:
            raise InputRefusal(_untitled(material, form), *reported)
        slug = publication.settings_for(material.name).slug or slugs.slug(chapter.title or Path(material.name).stem)
        chapter = replace(chapter, blocks=references.linked(note_calls.beside_words(chapter.blocks)))
        numbered, warnings = numbering.numbered(chapter, slug, rule)
        guessed = [*self._ending(numbered, part), *self._strays(numbered, reported)]
        remarks = _remarks(numbered, form, material, publication)
        return NumberedSource(numbered, (*reported, *warnings, *guessed, *remarks))

    def _strays(self, numbered: NumberedChapter, reported: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
        """What shows that numbers of lines stand among the words."""
        if self.form is NUMBERED_MARKDOWN or "Z256" in {each.code for each in reported}:
            return
        text = self.material.text if self.form.by_line else None
        if remark := stray_numbers.remark(numbered.chapter.blocks, self.material.file, text):
            yield remark

    def _ending(self, numbered: NumberedChapter, part: int) -> Iterator[Diagnostic]:
        """What shows that the text breaks off."""
        form, material = self.form, self.material
        lines = material.text if form.by_line and part == self.chapters - 1 else None
        # HTML that is whole ends with a tag; only those two forms are written without being read line by line.
        cut = form.written and not form.by_line and "<p" in material.text and not material.text.rstrip().endswith(">")
        if remark := ending.remark(numbered.chapter.blocks, material.file, lines, cut=cut):
            yield remark


def recognised(data: bytes, file: str, publication: Publication) -> RecognisedSource:
    """The source in the form that somebody named for it, else in the first one that recognises it. Raises InputRefusal."""
    bare = Material(data, file)
    width, tracked = publication.width_for(bare.name), publication.settings_for(bare.name).tracked
    material = replace(bare, width=width, tracked=tracked)
    return RecognisedSource(material, _form(material, publication), publication)


def _form(material: Material, publication: Publication) -> Source:
    """The form that somebody named for the source, else the first one that recognises it.

    Raises InputRefusal (Z258) for a form that is not read.
    """
    given = publication.settings_for(material.name).form
    if given and given not in {each.name for each in SOURCES}:
        hint = f"Es gibt: {', '.join(each.name for each in SOURCES)}."
        raise InputRefusal(Diagnostic("Z403", Place(material.file), f"Die Form „{given}“ gibt es nicht.", hint))
    if given:
        form = next(each for each in SOURCES if each.name == given)
        packed = material.data.startswith(b"PK\3\4") and form.written
        if packed and (actual := next((each for each in SOURCES if each.recognises(material)), None)):
            message = f"Die Datei hat die Form „{actual.name}“, nicht „{given}“."
            hint = "Lassen Sie --from weg und in publication.toml form."
            raise InputRefusal(Diagnostic("Z258", Place(material.file), message, hint))
        return form
    form = next((each for each in SOURCES if each.recognises(material)), NUMBERED_MARKDOWN)
    if form.written and (refusal := unread.of_text(material.text, material.file)):
        raise InputRefusal(refusal)
    return form


def loads(data: bytes, file: str, publication: Publication, part: int = 0, *, titled: bool = True) -> NumberedSource:
    """The numbered chapter in the bytes of a source; ``part`` and ``titled`` as in ``RecognisedSource.read``."""
    return recognised(data, file, publication).read(part, publication.lines.first, titled=titled)


def _untitled(material: Material, form: Source) -> Diagnostic:
    place = Place(material.file, int(form.written))
    return Diagnostic("Z201", place, "Der Text hat keinen Titel.", _title_hint(form, material.name))


def _completed(chapter: Chapter, publication: Publication) -> Chapter:
    """The chapter with what its source left open taken from publication.toml; what the text says itself wins."""
    given, said = publication.settings_for(chapter.source.name), chapter.resolution
    return replace(
        chapter,
        title=chapter.title or given.title,
        resolution=Resolution(said.body or given.initiator, said.day or given.resolved),
        language=chapter.language or given.language,
    )


def _title_hint(form: Source, name: str) -> str:
    """Where the title is written: in the text itself, if it has a place for it, or in the settings."""
    beside = f'in publication.toml unter [[chapter]]: source = {json.dumps(name, ensure_ascii=False)} und title = "…"'
    if form.name == "commonmark":
        return f"Schreiben Sie ganz oben drei Zeilen: „---“, „title: …“, „---“. Oder nennen Sie ihn {beside}."
    if form is NUMBERED_MARKDOWN:
        return f"Schreiben Sie über die erste amtliche Zeile: „**Titel:** …“. Oder nennen Sie ihn {beside}."
    if not form.written:
        return f"Geben Sie ihm in Word oder LibreOffice die Formatvorlage „Titel“. Oder nennen Sie ihn {beside}."
    return f"Nennen Sie ihn {beside}."


def _remarks(
    numbered: NumberedChapter, form: Source, material: Material, publication: Publication
) -> tuple[Diagnostic, ...]:
    from pipeline.text.concordance import concordance

    remarks, file = [], material.file
    first, expected = concordance(numbered)[0].number, material.first
    if first != expected and not form.counted:
        remarks.append(
            Diagnostic(
                "Z213",
                Place(file),
                f"Die erste amtliche Zeile ist {first}, erwartet war {expected}.",
                "Ist das richtig, stellen Sie [lines] first in publication.toml ein.",
            )
        )
    if numbered.chapter.resolution.day is None and publication.epoch is None:
        remarks.append(
            Diagnostic(
                "Z214",
                Place(file),
                "Der Text nennt keinen Tag des Beschlusses.",
                _day_hint(form, numbered.chapter.source.name),
            )
        )
    return tuple(remarks)


def _day_hint(form: Source, name: str) -> str:
    beside = f"in publication.toml unter [[chapter]]: source = {json.dumps(name, ensure_ascii=False)} und resolved = 2026-03-02"
    if form.name == "commonmark":
        return f"Ergänzen Sie im Vorspann eine Zeile „resolved: 02.03.2026“, oder {beside}."
    return f"Ergänzen Sie ihn {beside}."
