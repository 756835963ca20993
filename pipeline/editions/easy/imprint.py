"""What the edition says of itself in words, the same in every kind of file."""

from __future__ import annotations

from dataclasses import replace

from pipeline.easy_language.own_sentences import LANGUAGE_NAME
from pipeline.easy_language.rendition import Rendition
from pipeline.pages import shells
from pipeline.publication.settings import Publication
from pipeline.text import wording

LANGUAGE = wording.GERMAN


def title(reading: Rendition) -> str:
    """What the files are called."""
    return f"{reading.title} – {LANGUAGE_NAME}"


def check_title(reading: Rendition) -> str:
    """What the check group's copy is called."""
    return f"{title(reading)}, zum Prüfen"


def in_german(publication: Publication) -> Publication:
    """The publication as this edition has it: Leichte Sprache is German, whatever its original is."""
    return publication if wording.alike(publication.language, LANGUAGE) else replace(publication, language=LANGUAGE)


def easy_imprint(reading: Rendition, publication: Publication) -> tuple[tuple[str, str], ...]:
    """What the edition says of itself at its end, label and text. Readers of the check group are not named."""
    protocol = reading.protocol
    by_credit: dict[str, list[str]] = {}
    for each in (picture for passage in reading.passages for picture in passage.pictures):
        if each.credit and each.name not in by_credit.setdefault(each.credit, []):
            by_credit[each.credit].append(each.name)
    credits_ = "; ".join(f"{', '.join(names)}: {credit}" for credit, names in by_credit.items())
    rows = (
        ("Übersetzt von", protocol.translated_by),
        ("Prüfung", f"Von der Prüfgruppe gelesen: {reading.checked_on}" if reading.checked_on else reading.draft),
        ("Freigegeben von", " ".join(filter(None, (protocol.released_by, protocol.released_on)))),
        ("Bilder", credits_),
        ("Original", f"{reading.original_title}. Beschlossen ist das Original."),
        *shells.plain_house(publication),
    )
    return tuple((label, text) for label, text in rows if text)
