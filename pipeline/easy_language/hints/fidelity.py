"""Whether a translation has what a sentence states: listed for people, never judged.

50 %                 „die Hälfte“                    other words
3. Mai 2025          „03.05.2025“                    kept
15. August           „15. September“                 not found: what is stated by both must agree
Stadt Soest          „Soest“                         kept
Istanbul-Konvention  in the word list, with an explanation   other words
nicht                „verboten“                      other words

Leichte Sprache leaves out and says differently on purpose. What is not found may be there in words that no pattern knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pipeline.easy_language.hints import proper_names
from pipeline.easy_language.hints.fact import Fact, FactKind
from pipeline.easy_language.hints.stated_facts import facts_in


class Fate(StrEnum):
    """What became of a fact in the translation."""

    KEPT = "kept"
    EXPLAINED = "explained"
    """It stands there in other words, or the word list explains it."""
    LACKING = "lacking"
    """No pattern finds it."""
    OPEN = "open"
    """Its row is not translated yet."""
    OMITTED = "omitted"
    """Its row is left out on purpose."""


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """The Leichte Sprache of a passage, with what it states."""

    text: str
    facts: tuple[Fact, ...]
    letters: str
    """Its words in small letters without hyphens and dots, for names to be looked up in."""
    words: frozenset[str]

    @staticmethod
    def of(lines: Iterable[str]) -> TranslatedText:
        """That of these lines, without formatting."""
        text = "\n".join(lines)
        tokens = re.findall(r"\w[\w·-]*", text)
        return TranslatedText(
            text, facts_in(text), " ".join(map(_letters, tokens)), frozenset(proper_names.key(each) for each in tokens)
        )


Explained = Mapping[str, str]
"""Of a word list: the keys of words that it explains or agrees on (``proper_names.key``), and the agreed word."""


def fate(fact: Fact, of: TranslatedText, explained: Explained) -> Fate:
    """What became of the fact."""
    same = [each.value for each in of.facts if each.kind is fact.kind]
    if fact.kind is not FactKind.NAME and fact.value in same:
        return Fate.KEPT
    match fact.kind:
        case FactKind.NUMBER:
            return Fate.EXPLAINED if _amount(fact.value) in _amounts(of) else Fate.LACKING
        case FactKind.DAY:
            return Fate.EXPLAINED if any(_agree(fact.value, each) for each in same) else Fate.LACKING
        case FactKind.NAME:
            return _name(fact, of, explained)
        case FactKind.NEGATION:
            return Fate.EXPLAINED if _DENIED.search(of.text) else Fate.LACKING
        case FactKind.MODAL:
            return Fate.EXPLAINED if _INSTEAD[fact.value].search(of.text) else Fate.LACKING


_OF = re.compile(r"(?i)\b(?P<some>eine?[mnrs]?|\d+|[a-zäöü]+)\s+von\s+(?:den\s+|allen\s+)?(?P<all>\d+|[a-zäöü]+)\b")


def _amounts(of: TranslatedText) -> set[Fraction]:
    """The shares and numbers of a text; „eine von 3“ is a third."""
    found = {
        amount for each in of.facts if each.kind is FactKind.NUMBER and (amount := _amount(each.value)) is not None
    }
    values = {each.words.lower(): _amount(each.value) for each in of.facts if each.kind is FactKind.NUMBER}
    for match in _OF.finditer(of.text):
        some, every = match["some"].lower(), values.get(match["all"].lower())
        part = Fraction(1) if some.startswith("ein") else values.get(some)
        if part and every:
            found.add(part / every)
    return found


def _amount(value: str) -> Fraction | None:
    """The number, a percentage as its share; None for a time of day."""
    plain = value.removesuffix(" %").replace(",", ".")
    if not re.fullmatch(r"\d+(?:\.\d+)?(?:e[+-]?\d+)?|\d+/\d+", plain):
        return None
    return Fraction(plain) / (100 if value.endswith("%") else 1)


_ISO = re.compile(r"(?P<y>\d{4}|-)(?:-(?P<m>\d\d)(?:-(?P<d>\d\d)(?:/\d\d)?)?)?")


def _agree(one: str, other: str) -> bool:
    """Whether two days state something in common and nothing that differs."""
    first, second = _ISO.fullmatch(one), _ISO.fullmatch(other)
    if not first or not second:
        return False
    both = [
        (a, b)
        for a, b in zip(first.groups(), second.groups(), strict=True)
        if a not in {None, "-"} and b not in {None, "-"}
    ]
    return bool(both) and all(a == b for a, b in both)


def _letters(word: str) -> str:
    return word.replace("-", "").replace("·", "").casefold()


def _name(fact: Fact, of: TranslatedText, explained: Explained) -> Fate:
    own = fact.value.split()
    # What a body is may be said otherwise, or not at all.
    tokens = own[1:] if len(own) > 1 and proper_names.is_body(own[0]) else own
    if all(_stands(each, of) for each in tokens):
        return Fate.KEPT
    if fact.value in explained or all(each in explained for each in tokens):
        return Fate.EXPLAINED
    parts = [proper_names.key(part) for part in re.split(r"[\s-]", fact.words) if len(part) > len("von")]
    return Fate.EXPLAINED if len(parts) > 1 and all(_stands(each, of) for each in parts) else Fate.LACKING


def _stands(token: str, of: TranslatedText) -> bool:
    return token in of.words or (len(token) > len("Ulm") and f" {token}" in f" {of.letters}")


_DENIED = re.compile(
    r"(?i)\b(?:verboten|verbot\w*|verbiete\w*|\w+los(?:e[mnrs]?)?|fehl(?:t|en|te)|statt|sonst|außer|geheim|"
    r"un(?!d\b|s\b|ser|ter|iv|ion|is)\w{3,})\b"
)
_INSTEAD = {
    "müssen": re.compile(r"(?i)\b(?:pflicht\w*|verpflichtet|nötig|notwendig|braucht?|brauchen)\b"),
    "können": re.compile(r"(?i)\b(?:möglich\w*|d[aü]rf\w*|vielleicht|erlaubt)\b"),
    "sollen": re.compile(r"(?i)\b(?:woll\w+|will|ziel\w*|wünsch\w+|m[uü](?:ss|ß)\w*)\b"),
    "dürfen": re.compile(r"(?i)\b(?:erlaubt|erlaubnis|verboten|k[aö]nn\w*|recht)\b"),
}
"""Other words for müssen, können, sollen, dürfen."""
