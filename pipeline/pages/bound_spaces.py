"""Spaces at which no row may end, where an edition ends rows by itself: „z. B.“, „10 000 Euro“, „§ 3“, „Straße 1“.

Pages show U+00A0 like a space, and PDFs say that it is one, so nothing that is read, copied or searched changes.
"""

from __future__ import annotations

import re

_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|\\d{1,2}\\.|\\d{4}\\b"
_UNITS = "%|‰|€|°|Euro|Cent|EUR|Mio\\.|Mrd\\.|Millionen|Milliarden|Prozent|Uhr|[kmcd]?m[²³]?|[kM]?g|t|ha|[kMGT]?Wh?|km/h|l|Std\\.|Min\\."
_BEFORE_NUMBERS = (
    "§§?|Art\\.|Abs\\.|Nrn?\\.|Ziff\\.|Bd\\.|Kap\\.|Anm\\.|Bst\\.|S\\.|Rn\\.|ca\\.|Artikel|Absatz|Satz|Nummer|Ziffer|Kapitel|Seiten?"
    "|Zeilen?|Punkt|Anlage|Anmerkung|Nr|\\w*[Ss]tr(?:aße|\\.)|\\w*(?:[Ww]eg|[Pp]latz|[Aa]llee|[Gg]asse|[Mm]arkt|[Uu]fer)"
)

_BOUND = re.compile(
    rf"""
      (?<=\b[A-Za-zÄÖÜäöü]\.)[ ](?=[A-Za-zÄÖÜäöü]\.)          # z. B., d. h., A. B.
    | (?<=\d)[ ](?=\d{{3}}(?!\d))                             # 10 000
    | (?<=\d)[ ](?=(?:{_UNITS})(?!\w))                        # 10 Euro, 5 km, 50 %
    | (?<=\b(?:Mio|Mrd)\.)[ ](?=Euro|€)
    | (?<=\d\.)[ ](?={_MONTHS})                               # 31. 12. 2026, 2. März
    | (?<=\b(?:Dr|St)\.)[ ](?=[A-ZÄÖÜ])
    | (?<=\bProf\.)[ ](?=[A-ZÄÖÜ])
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(rf"(?<!\w)({_BEFORE_NUMBERS})[ ](?=\d)")


def bound(text: str) -> str:
    """The text with U+00A0 for each space that parts no words; as long as it was."""
    if " " not in text:
        return text
    return _NUMBERED.sub("\\1\N{NO-BREAK SPACE}", _BOUND.sub("\N{NO-BREAK SPACE}", text))
