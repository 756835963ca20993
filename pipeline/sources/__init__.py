"""Sources: from the files that people have to a Chapter. The registry SOURCES names the forms that are read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import numbering, references, slugs
from pipeline.errors import Diagnostic, FileRefusal, InputRefusal, Place
from pipeline.model import Chapter, LineRule, NumberedChapter, Resolution, SourceFile
from pipeline.publication import Publication
from pipeline.reasons import reason
from pipeline.sources import commonmark, decoding, motion_html, motion_json, numbered_markdown

Reader = Callable[[str, SourceFile, str, int | None, int], tuple[Chapter, LineRule, tuple[Diagnostic, ...]]]


def _whole(text: str) -> tuple[str, ...]:
    return (text,)


@dataclass(frozen=True, slots=True)
class Source:
    """A form that texts arrive in: how it is recognised by its content, and how it is read."""

    name: str
    recognises: Callable[[str], bool]
    chapter: Reader
    divided: Callable[[str], tuple[str, ...]] = _whole
    """The text in as many texts as it has chapters, each with blank lines for all that stands before it."""
    by_line: bool = False
    """Whether it is read line by line, so that a line of it cannot be of any length."""


NUMBERED_MARKDOWN = Source(
    "numbered-markdown",
    numbered_markdown.recognises,
    numbered_markdown.chapter,
    numbered_markdown.divided,
    by_line=True,
)

SOURCES = (
    Source("antragsgruen-json", motion_json.recognises, motion_json.chapter),
    Source("antragsgruen-html", motion_html.recognises_page, motion_html.page),
    Source("html", motion_html.recognises, motion_html.fragment),
    Source("commonmark", commonmark.recognises, commonmark.chapter, by_line=True),
    NUMBERED_MARKDOWN,
)
"""The forms in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A chapter that was read, and what there is to tell about it."""

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


def read(path: Path, publication: Publication | None = None) -> Reading:
    """The numbered chapter in the file. Raises FileRefusal or InputRefusal with all faults found."""
    return loads(raw(path), str(path), publication or Publication())


def parts(data: bytes, file: str, publication: Publication | None = None) -> int:
    """How many chapters the bytes of a source hold. Raises InputRefusal."""
    text = decoding.decoded(data, file)
    return len(_form(text, file, publication or Publication()).divided(text))


def _form(text: str, file: str, publication: Publication) -> Source:
    """The form that somebody named for the source, else the first one that recognises it. Raises InputRefusal (Z105)."""
    given = publication.settings_for(_name(file)).form
    if given and given not in {each.name for each in SOURCES}:
        hint = f"Es gibt: {', '.join(each.name for each in SOURCES)}."
        raise InputRefusal(Diagnostic("Z403", Place(file), f"Die Form „{given}“ gibt es nicht.", hint))
    fitting = (each for each in SOURCES if (each.name == given if given else each.recognises(text)))
    form = next(fitting, NUMBERED_MARKDOWN)
    if form.by_line:
        decoding.require_lines(text, file)
    return form


def _name(file: str) -> str:
    """The name of the file; one that is no UTF-8 stays readable, and can be written into every edition."""
    return Path(file).name.encode("utf-8", "replace").decode()


def loads(data: bytes, file: str, publication: Publication, part: int = 0, *, titled: bool = True) -> Reading:
    """The numbered chapter in the bytes of a source; ``part`` counts its chapters from 0.

    Raises InputRefusal with all faults found; a missing title is none unless it has to be ``titled``.
    """
    text, name = decoding.decoded(data, file), _name(file)
    source = SourceFile(name, hashlib.sha256(data).hexdigest(), data)
    form = _form(text, file, publication)
    chapter, rule, told = form.chapter(
        form.divided(text)[part], source, file, publication.width_for(name), publication.lines.first or 1
    )
    chapter = _completed(chapter, publication)
    if titled and not chapter.title:
        hint = "Nennen Sie ihn in publication.toml unter [[chapter]]; in Markdown auch über dem Text: „**Titel:** …“."
        raise InputRefusal(Diagnostic("Z201", Place(file, 1), "Der Text hat keinen Titel.", hint))
    slug = publication.settings_for(name).slug or slugs.slug(chapter.title or Path(name).stem)
    chapter = replace(chapter, blocks=references.linked(chapter.blocks))
    numbered, warnings = numbering.numbered(chapter, slug, rule)
    return Reading(numbered, (*told, *warnings, *_remarks(numbered, file, publication)))


def _completed(chapter: Chapter, publication: Publication) -> Chapter:
    """The chapter with what its source left open taken from publication.toml; what the text says itself wins."""
    given, said = publication.settings_for(chapter.source.name), chapter.resolution
    return replace(
        chapter,
        title=chapter.title or given.title,
        resolution=Resolution(said.body or given.initiator, said.day or given.resolved),
    )


def _remarks(numbered: NumberedChapter, file: str, publication: Publication) -> tuple[Diagnostic, ...]:
    from pipeline.concordance import concordance

    remarks = []
    first, expected = concordance(numbered)[0].number, publication.lines.first or 1
    if first != expected:
        remarks.append(Diagnostic("Z213", Place(file), f"Die erste amtliche Zeile ist {first}, erwartet war {expected}.",
                                  "Ist das richtig, stellen Sie [lines] first in publication.toml ein."))  # fmt: skip
    if numbered.chapter.resolution.day is None and publication.epoch is None:
        remarks.append(Diagnostic("Z214", Place(file), "Der Text nennt keinen Tag des Beschlusses.",
                                  "Ergänzen Sie in publication.toml unter [[chapter]] den Schlüssel resolved."))  # fmt: skip
    return tuple(remarks)
