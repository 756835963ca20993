"""Templates and style sheets → whole documents. Here, and only here, pages get their shell.

Templates hold what surrounds the text: language, title, metadata, landmarks, contents, imprint. No template looks at a
node of the model; that is done in ``xhtml``.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline import walk, xhtml
from pipeline.concordance import concordance
from pipeline.model import Chapter, NumberedChapter
from pipeline.publication import Publication

_MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def _folder(name: str) -> Path:
    """A folder of the house: beside the package in a checkout, inside it once installed."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_folder("templates")), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip


@cache
def style(*names: str) -> str:
    """The style sheets of these names, one after the other."""
    return "\n".join((_folder("styles") / f"{name}.css").read_text(encoding="utf-8") for name in names)


def page(template: str, numbered: NumberedChapter, publication: Publication, **more: Any) -> str:
    """A document made from the template of this name, with what every shell knows about the chapter."""
    chapter = numbered.chapter
    sections = walk.sections(chapter.blocks)
    context: dict[str, Any] = {
        "chapter": chapter,
        "publication": publication,
        "resolution": resolution(chapter),
        "sections": sections,
        "section_anchor": xhtml.section_anchor,
        "first": sections[0].first,
        "last": sections[-1].last,
        "imprint": imprint(chapter, publication),
    }
    return _environment().get_template(template).render(context | more)


def body(numbered: NumberedChapter) -> Markup:
    """The text of the chapter, as every edition on markup shows it."""
    return xhtml.body(numbered.chapter.blocks)


def line_edition(numbered: NumberedChapter, document: str) -> Markup:
    """The chapter line by line, linked to the ``document`` that holds the running text."""
    return xhtml.line_edition(numbered.chapter.blocks, concordance(numbered), document)


def resolution(chapter: Chapter) -> str:
    """Who resolved the text, and when, for readers: ``Jahreshauptversammlung, beschlossen am 3. Mai 2025``."""
    who, day = chapter.resolution.body, chapter.resolution.day
    when = f"beschlossen am {german_date(day)}" if day else ""
    text = ", ".join(part for part in (who, when) if part)
    return text[:1].upper() + text[1:]


def imprint(chapter: Chapter, publication: Publication) -> tuple[tuple[str, str], ...]:
    """What an edition says of itself at its end, label and text: where it comes from and who answers for it."""
    who = resolution(chapter)
    rows = (
        ("Text", f"{chapter.title}. {who}." if who else f"{chapter.title}."),
        *chapter.details,
        ("Herausgegeben von", publication.publisher),
        ("Verantwortlich im Sinne des Presserechts", publication.responsible),
        ("Rechte", publication.rights),
        ("Zeilennummern", "Sie sind amtlich und in allen Ausgaben dieselben."),
    )
    return tuple((label, text) for label, text in rows if text)


def german_date(day: date) -> str:
    """The day in words: ``3. Mai 2025``."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def pale(accent: str, share: float = 0.12) -> str:
    """A tint of the colour on white, as a background."""
    channels = (int(accent[index : index + 2], 16) for index in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - value) * share):02x}" for value in channels)
