"""The files of a publication by name (house contract): what editions and checks both have to know of them, once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

RECORD = ".zeilentreu.json"
"""In the folder of a chapter: which files were made of what."""

ASIDE = ".zeilentreu-"
"""What the names of files begin with that stand beside their place until all are there; a stopped build may leave them."""


class Medium(StrEnum):
    """What kind of file an edition is, and so how it is read back."""

    TABLE = "table"
    MODEL = "model"
    WEB = "web"
    PDF = "pdf"
    PRINT = "print"
    """A PDF for the print shop: without tags, and nobody clicks in it."""
    EPUB = "epub"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class EditionFile:
    """One file of a chapter or a book."""

    suffix: str
    """How its name ends, behind the slug."""
    title: str
    """What it is called."""
    medium: Medium
    easy: bool = False
    """Whether it is in Leichte Sprache."""
    of_check_group: bool = False
    """Whether it is no edition for readers, but what the check group reads and sends back."""
    standards: tuple[str, ...] = ()
    """What it must claim and keep, by the names that claims have."""
    least_type: float = 0.0
    """Points that nothing in it may fall below."""
    source_attached: bool = False


CATALOGUE: Mapping[str, EditionFile] = MappingProxyType(
    {
        "lines": EditionFile(".lines.tsv", "Zeilenkonkordanz", Medium.TABLE),
        "json": EditionFile(".json", "Modell", Medium.MODEL),
        "web": EditionFile(".html", "Webseite", Medium.WEB),
        "pdf": EditionFile(".pdf", "PDF", Medium.PDF, standards=("PDF/UA-1", "PDF/A-2a")),
        "archiv": EditionFile(
            "-archiv.pdf",
            "PDF für das Archiv",
            Medium.PDF,
            standards=("PDF/UA-2", "WTPDF 1.0 accessibility", "WTPDF 1.0 reuse", "PDF/A-4f"),
            source_attached=True,
        ),
        # veraPDF has no profile for PDF/X-4, so nothing is claimed here that it could hold the file to.
        "druck": EditionFile("-druck.pdf", "PDF für die Druckerei", Medium.PRINT),
        "grossdruck": EditionFile(
            "-grossdruck.pdf", "PDF in Großdruck", Medium.PDF, standards=("PDF/UA-1",), least_type=18.0
        ),
        "epub": EditionFile(".epub", "EPUB", Medium.EPUB),
        "docx": EditionFile(".docx", "DOCX", Medium.WORD),
        "leicht-web": EditionFile("-leicht.html", "Webseite in Leichter Sprache", Medium.WEB, easy=True),
        "leicht-pdf": EditionFile(
            "-leicht.pdf", "PDF in Leichter Sprache", Medium.PDF, easy=True, standards=("PDF/UA-1", "PDF/A-2a")
        ),
        "leicht-epub": EditionFile("-leicht.epub", "EPUB in Leichter Sprache", Medium.EPUB, easy=True),
        "leicht-docx": EditionFile("-leicht.docx", "DOCX in Leichter Sprache", Medium.WORD, easy=True),
        "pruefung-docx": EditionFile(
            "-pruefung.docx", "DOCX für die Prüfgruppe", Medium.WORD, easy=True, of_check_group=True
        ),
        "pruefung-pdf": EditionFile(
            "-pruefung.pdf",
            "PDF für die Prüfgruppe",
            Medium.PDF,
            easy=True,
            of_check_group=True,
            standards=("PDF/UA-1", "PDF/A-2a"),
            least_type=14.0,
        ),
    }
)
"""Every edition by its name on the command line, in the order of reading it back."""

BY_SUFFIX: Mapping[str, EditionFile] = MappingProxyType({each.suffix: each for each in CATALOGUE.values()})

COPIES: tuple[str, ...] = tuple(each.suffix for each in CATALOGUE.values() if each.of_check_group)
"""The endings of what the check group reads."""


def suffixes(*media: Medium, easy: Collection[bool] = (False,)) -> tuple[str, ...]:
    """The endings of the editions of these media; ``easy`` says whether those in Leichte Sprache are meant, or both."""
    return tuple(each.suffix for each in CATALOGUE.values() if each.medium in media and each.easy in easy)
