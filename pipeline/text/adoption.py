"""Who adopted a text, and when, in words."""

from __future__ import annotations

from pipeline.text import wording
from pipeline.text.model import Resolution
from pipeline.text.wording import Phrase, Said, Wording


def resolved(by: Resolution, say: Wording, space: str = " ", language: str = "") -> Phrase:
    """Who resolved a text, and when, for readers: ``Jahreshauptversammlung, beschlossen am 3. Mai 2025``.

    ``space`` stands inside the date, ``language`` is that of the body's name where it is not that of the words around.
    """
    when = say("beschlossen am {day}", day=say.day(by.day, space)) if by.day else ""
    if not by.body:
        return (Said(_capital(when)),) if when else ()
    body = Said(_capital(by.body), ours=False, language=language)
    return (body, Said(", ", ours=False), Said(when)) if when else (body,)


def resolved_plainly(by: Resolution, say: Wording) -> str:
    """The same where no word can be marked, as in metadata; beside a foreign text without words of ours."""
    return wording.words(resolved(Resolution(by.body) if say.foreign else by, say))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
