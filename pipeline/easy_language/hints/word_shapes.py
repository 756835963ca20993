"""What the shape of a word shows: abbreviations, signs for all genders, Roman numerals, long words, signs that are no letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

WORD = re.compile(r"\w+(?:(?:[*:_·'’-]|/-?)\w+)*")
"""A word with the signs inside of it."""

_SHORT = (
    "Abb Abs Abschn Anl Anm Apr Art Aufl Aug Az Bd Bsp Buchst Co Dez Dipl Dr Feb Fn Hbf Hr Hrsg Ing Jan Jg Jh Kap Mag Mio Mo Mrd Nov "
    "Nr Nrn Okt Pkt Pos Prof Rd Rn Rz Sep Sept Std Stellv Str Tab Tel Tsd Verf Vors Z Ziff abzgl allg bes betr bspw bzgl bzw ca "
    "dt ehem einschl engl entspr etc ev evtl exkl ff geb gegr gem ggf ggfs inkl insb insbes lfd lt max mind min mtl od rd sog "
    "staatl städt stellv tägl ugs urspr usf usw verh vgl zzgl zzt"
).split()
_SEVERAL = r"z\.\s?B\.|d\.\s?h\.|u\.\s?a\.|o\.\s?[äÄ]\.|i\.\s?d\.\s?R\.|i\.\s?V\.|e\.\s?V\.|u\.\s?U\.|s\.\s?o\.|s\.\s?u\.|v\.\s?a\.|u\.\s?[Ää]\.|i\.\s?H\.\s?v\.|a\.\s?D\.|n\.\s?Chr\.|v\.\s?H\."
_UNITS = "km|cm|mm|kg|mg|kWh|MWh|GWh|kW|MW|ha|qm|dB|l|h"
_ABBREVIATION = re.compile(
    rf"""
    (?<![\w.])(?:{_SEVERAL})
    | (?<![\w-])(?:(?:{"|".join(sorted(_SHORT, key=len, reverse=True))})|(?:{"|".join(each.capitalize() for each in ("ca", "bzgl", "bzw", "ggf", "evtl", "vgl", "inkl"))}))\.
    | (?<=\d\s)(?:{_UNITS})(?![\w-])
    | (?<![\w-])(?![IVXL]+\b)(?:[A-ZÄÖÜ]{{2,4}}s?|[A-ZÄÖÜ]{{1,3}}[a-z]{{1,2}}(?:GB|G|O|V|StA)|Kfz|Lkw|Pkw|AStA|BauGB|BAföG|KiTa)(?![\w*:])
    """,
    re.VERBOSE,
)
_GENDER = re.compile(
    r"""
    (?<![\w/])(?:
      [A-ZÄÖÜa-zäöüß]+[*:_·](?:in(?:nen)?[a-zäöüß]*|r|n|m|s|e|er|en)
    | [A-ZÄÖÜ][a-zäöüß]+/-?in(?:nen)?
    | [A-ZÄÖÜ][a-zäöüß]+In(?:nen)?
    | [A-ZÄÖÜ][a-zäöüß]+\(in(?:nen)?\)
    )(?![\w])
    """,
    re.VERBOSE,
)
_ROMAN = re.compile(r"(?<![\w.-])(?=[IVXL]{2})(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w-])")
_SIGNS = re.compile(r"[§&/*#+=<>|~^_@%€°→•…]")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]?")


def abbreviations(text: str) -> Iterator[Span]:
    """Abbreviations of the list, and words of two to four capitals."""
    yield from (found.span() for found in _ABBREVIATION.finditer(text))


def gender_signs(text: str) -> Iterator[Span]:
    """Words with a star, colon, underscore, slash or inner capital for all genders; nothing here writes them anew."""
    yield from (found.span() for found in _GENDER.finditer(text))


def roman_numerals(text: str) -> Iterator[Span]:
    """Roman numerals of two letters or more."""
    yield from (found.span() for found in _ROMAN.finditer(text) if found[0])


def signs(text: str) -> Iterator[Span]:
    """Signs that are neither letters nor punctuation; that of a gender is a hint of its own."""
    gendered = {at for start, end in gender_signs(text) for at in range(start, end)}
    yield from (found.span() for found in _SIGNS.finditer(text) if found.start() not in gendered)


def brackets(text: str) -> Iterator[Span]:
    """What stands in brackets."""
    yield from (found.span() for found in _BRACKETS.finditer(text))


def words(text: str) -> list[Span]:
    """Every word; one with hyphens or signs inside is one."""
    return [found.span() for found in WORD.finditer(text)]


def longest_part(word: str) -> int:
    """The letters of its longest part between hyphens and dots in the middle."""
    return max((sum(map(str.isalpha, part)) for part in re.split(r"[-·/*:_]", word)), default=0)
