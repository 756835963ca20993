"""Fields of Word: what is computed, and what of that is text (17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINK = re.compile(
    r'\s*HYPERLINK\s+(?!\\)(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))(?:.*?\\l\s+"(?P<mark>[^"]*)")?', re.IGNORECASE
)
_CONTENTS = frozenset({"TOC", "INDEX", "TOA"})
"""They list what stands in the text. A bibliography does not: its words stand nowhere else."""
_SILENT = frozenset({"XE", "TC", "TA", "RD", "SET", "ASK", "FILLIN", "PRIVATE", "ADVANCE"})
"""They print nothing (17.16.5)."""
_COMPUTED = frozenset(
    "DATE TIME PRINTDATE SAVEDATE CREATEDATE PAGE NUMPAGES SECTION SECTIONPAGES FILENAME EDITTIME REVNUM "
    "MERGEFIELD MERGEREC MERGESEQ NEXT ADDRESSBLOCK GREETINGLINE USERNAME USERINITIALS USERADDRESS LASTSAVEDBY".split()
)
"""Word prints something else in them on another day, page or machine, or for another addressee."""
_LOST = {
    "EQ": "Eine Formel",
    "MACROBUTTON": "Eine Schaltfläche",
    "FORMCHECKBOX": "Ein Kästchen zum Ankreuzen",
    "FORMDROPDOWN": "Eine Auswahlliste",
    **dict.fromkeys(
        ("AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"), "Eine Nummer, die Word erst beim Anzeigen zählt,"
    ),
}


@dataclass(slots=True)
class Field:
    """A field that has begun: its instruction so far, and whether its result has."""

    instruction: str = ""
    shows: bool = False

    @property
    def kind(self) -> str:
        """Its name, such as ``TOC``."""
        return next(iter(self.instruction.split()), "").upper()

    @property
    def is_contents(self) -> bool:
        """Whether it lists what stands elsewhere in the text."""
        return self.kind in _CONTENTS

    @property
    def is_silent(self) -> bool:
        """Whether it prints nothing."""
        return self.kind in _SILENT

    @property
    def lost(self) -> str:
        """What it is, where its formatting is not in its result."""
        return _LOST.get(self.kind, "")

    @property
    def is_computed(self) -> bool:
        """Whether its result is one of many."""
        return self.kind in _COMPUTED

    @property
    def link(self) -> str:
        """The address that its result leads to; ``#`` for one inside the document."""
        found = _LINK.match(self.instruction)
        if found is None:
            return "#" if self.kind == "HYPERLINK" else ""
        address = found["quoted"] or found["bare"] or ""
        return f"{address}#{found['mark']}" if address and found["mark"] else address
