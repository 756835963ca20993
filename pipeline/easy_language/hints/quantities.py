"""The numbers that a text states, in digits and in words, and what they come to.

1.200 · 85 000 · 2,4 Milliarden · 50 %          1200 · 85000 · 2400000000 · 50 %
fünfundzwanzig · drei Millionen · zweimal        25 · 3000000 · 2
ein Drittel · zur Hälfte                         1/3 · 1/2

No numbers are „ein“ and „eine“, which are articles nearly always, and ordinals in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from text_to_num import text2num

from pipeline.easy_language.hints.fact import Fact, FactKind

LONGEST = 80
"""Letters of a number in words that are looked at; „neunhundertneunundneunzigtausendneunhundertneunundneunzig“ has 53."""
MOST_DIGITS = 30
"""Longer ones are no numbers of a text."""

_DIGIT = "zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun"
_BELOW_TWENTY = f"{_DIGIT}|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn"
_TENS = "zwanzig|drei(?:ß|ss)ig|(?:vier|fünf|sech|sieb|acht|neun)zig"
_BELOW_HUNDRED = rf"(?:(?:ein|{_DIGIT})und)?(?:{_TENS})|{_BELOW_TWENTY}"
_ANY = rf"(?:(?:{_BELOW_HUNDRED}|ein)?tausend)?(?:(?:{_BELOW_TWENTY}|ein)?hundert)?(?:und)?(?:{_BELOW_HUNDRED})?(?:ein(?:s)?)?"
_WORD = rf"null|(?=[a-zäöüß]{{4}}|elf)(?:(?:{_ANY})(?:hundert)?tausend)?{_ANY}"
_PART = "Drittel|Viertel|Fünftel|Sechstel|Siebtel|Achtel|Neuntel|Zehntel|Zwanzigstel|Hundertstel"
_PARTS = dict(zip(_PART.lower().split("|"), (3, 4, 5, 6, 7, 8, 9, 10, 20, 100), strict=True))
_UNIT = {"tausend": 1000, "million": 10**6, "mio": 10**6, "milliarde": 10**9, "mrd": 10**9, "billion": 10**12}
_OF_HUNDRED = r"(?:\s?(?P<{}>%|(?:Prozent|v\.\s?H\.)(?!\w)))?"

_NUMBER = re.compile(
    rf"""
    (?<![\w.,:])(?P<digits>(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d)|\d+)(?:[,:]\d+)?)
        (?:\s(?P<unit>Tausend|tausend|Million(?:en)?|Milliarden?|Billion(?:en)?|Mio\b\.?|Mrd\b\.?))?
        {_OF_HUNDRED.format("percent")}
    | (?<!\w)(?P<share>(?:(?i:eine?[mns]?|{_DIGIT})\s)?(?i:hälfte)|(?i:ein|{_DIGIT})\s(?:{_PART}))(?!\w)
    | (?<!\w)(?P<word>(?i:{_WORD}))(?:(?P<times>mal)(?!\w)|(?!\w))
        (?:\s(?P<word_unit>Tausend|Million(?:en)?|Milliarden?|Billion(?:en)?))?
        {_OF_HUNDRED.format("word_percent")}
    | (?<!\w)(?P<bare>Million|Milliarde|Billion)(?!\w)
    """,
    re.VERBOSE,
)
_CARE = re.compile(r"(?i)\s*(?:$|[.!?;,]|(?:zu\s)?(?:geb|gib|gab|nehm|nimm|nahm|hab))")
"""What follows on „acht“ where it is no number: Acht geben, „gibt auf alle acht.“"""

_OPENS = re.compile(r"(?:^|[.!?:„“»«(\n–-])\s*$")


def numbers(text: str, taken: str) -> Iterator[Fact]:
    """The numbers of the text; ``taken`` is the text with blanks where something else has its digits."""
    for found in _NUMBER.finditer(taken):
        word = found["word"]
        if word is not None and (not word or not _is_number(found, text)):
            continue
        if (value := _value(found)) is not None:
            start, end = found.span()
            yield Fact(start, end, FactKind.NUMBER, text[start:end], value)


def _is_number(found: re.Match[str], text: str) -> bool:
    """Whether the word is one: no article, no noun, and not what somebody gives or takes („Acht“)."""
    word = found["word"]
    if len(word) > LONGEST or word.lower() in {"ein", "eins", "und"}:
        return False
    if word[0].isupper() and not _OPENS.search(text[max(found.start() - 3, 0) : found.start()]):
        return False
    return word.lower() != "acht" or not _CARE.match(text, found.end())


def _value(found: re.Match[str]) -> str | None:
    if digits := found["digits"]:
        if ":" in digits:
            return digits
        plain = re.sub(r"[ .\u00a0\u202f]", "", digits).replace(",", ".")
        if len(plain) > MOST_DIGITS:
            return None
        return _said(Fraction(plain), found["unit"], percent=bool(found["percent"]))
    if found["share"]:
        return str(_share(found["share"].lower().split()))
    if found["bare"]:
        return _said(Fraction(1), found["bare"], percent=False)
    number = _in_words(found["word"].lower())
    return None if number is None else _said(Fraction(number), found["word_unit"], percent=bool(found["word_percent"]))


def _share(words: list[str]) -> Fraction:
    of = _PARTS.get(words[-1], 2)
    times = 1 if len(words) == 1 or words[0].startswith("ein") else _in_words(words[0]) or 1
    return Fraction(times, of)


def _in_words(word: str) -> int | None:
    """The number that the word says; None where it says none."""
    try:
        return int(text2num(word, "de"))
    except ValueError:
        return None


def _said(number: Fraction, unit: str | None, *, percent: bool) -> str:
    times = next((value for name, value in _UNIT.items() if unit and unit.lower().startswith(name)), 1)
    number *= times
    plain = str(number.numerator) if number.denominator == 1 else f"{float(number):g}".replace(".", ",")
    return f"{plain} %" if percent else plain
