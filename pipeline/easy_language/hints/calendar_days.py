"""The days, months and years that a text names, and what they come to, as ISO 8601 writes them.

3. Mai 2025 · 03.05.2025 · 3.5.25        2025-05-03
30. Juni · 30.6.                         --06-30
März 2027                                2027-03
2030                                     2030
2. bis 30. März 2026                     2026-03-02/30

A number of four digits is a year where it has no unit after it („1500 Bäume“), or a word of time before it („bis 2030“).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.easy_language.hints.fact import Fact, FactKind

_MONTHS = (
    *("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november"),
    "dezember",
)
_SHORT = {"jan": 1, "feb": 2, "mär": 3, "mrz": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10}
_SHORT |= {"sept": 9, "nov": 11, "dez": 12, "jänner": 1}
_MONTH = "(?P<{}>(?:" + "|".join(_MONTHS) + r"|jänner)(?!\w)|(?:" + "|".join(_SHORT) + r")\.)"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_BEFORE = (
    r"(?:Jahre?s?|Jahren|seit|bis|ab|vor|nach|Ende|Anfang|Mitte|Sommer|Herbst|Winter|Frühling|Frühjahr|Agenda|Stand|von|"
    r"Wahlperiode|Haushalt|Haushaltsjahr|Doppelhaushalt|Januar|März|zwischen)"
)
_DAY = re.compile(
    rf"""
    (?<![\w.])(?:(?P<from>\d{{1,2}})\.\s?(?:bis(?:\szum)?|und|[–-])\s?)?(?P<day>\d{{1,2}})\.\s?(?i:{_MONTH.format("month")})
        (?:\s(?P<year>{_YEAR}))?(?!\d)
    | (?<![\w.,])(?P<d>0?[1-9]|[12]\d|3[01])\.\s?(?P<m>0?[1-9]|1[0-2])\.(?:\s?(?P<y>{_YEAR}|\d\d)(?!\.?\d))?(?!\d)
    | (?<![\w-])(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\w-])
    | (?<!\w)(?i:{_MONTH.format("only")})\s(?P<of>{_YEAR})(?!\d)
    | (?<![\w.,:§/])(?P<alone>{_YEAR})(?![\w%€°]|[.,:]\d|\s?[%€°])
    """,
    re.VERBOSE,
)
_UNIT = re.compile(r"\s(?:[A-ZÄÖÜ]|m²|km|neue[rn]?\b|weitere[rn]?\b|kWh|ha\b)")
_TIME = re.compile(rf"(?i)(?:^|\W){_BEFORE}\s$|\d\d\d\d\s?[/–-]\s?$|\d\d\d\d\s(?:und|bis|oder)\s$")


def days(text: str) -> Iterator[Fact]:
    """The days, months and years of the text."""
    for found in _DAY.finditer(text):
        start, end = found.span()
        if found["alone"] and _UNIT.match(text, end) and not _TIME.search(text[max(start - 20, 0) : start]):
            continue
        if value := _value(found):
            yield Fact(start, end, FactKind.DAY, text[start:end], value)


def _value(found: re.Match[str]) -> str:
    """The day as ISO 8601 writes it; empty where there is no such day."""
    if found["alone"] or found["iso"]:
        return found["alone"] or found["iso"]
    if found["only"]:
        return f"{found['of']}-{_month(found['only']):02d}"
    if found["d"]:
        year = found["y"] or "-"
        return f"{'20' + year if year.isdigit() and len(year) == len('25') else year}-{int(found['m']):02d}-{int(found['d']):02d}"
    day, first = int(found["day"]), found["from"]
    if not 1 <= day <= 31:  # noqa: PLR2004 - the days of a month
        return ""
    until = f"{int(first):02d}/{day:02d}" if first else f"{day:02d}"
    return f"{found['year'] or '-'}-{_month(found['month']):02d}-{until}"


def _month(word: str) -> int:
    name = word.lower().rstrip(".")
    return _MONTHS.index(name) + 1 if name in _MONTHS else _SHORT[name]
