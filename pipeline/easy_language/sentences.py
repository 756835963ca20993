"""Where the sentences of a running text end.

    Das gilt ab 3. Mai, z. B. in „Haus 2“. (Mehr dazu: Abs. 4.) Wir
                                         ▲                     ▲

A wrong answer costs a row that holds two sentences, or two rows that hold one: never a character. Where a full stop
could be either, the sentences stay together, since half a sentence cannot be translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNS = re.compile(r"(?<![.!?…])[.!?…]+")
_CLOSING = re.compile(r"[“”\"»«’‘'›‹)\]]*")
_OPENING = re.compile(r"\s+[„“\"»«‚‘'›‹(\[]*(\w)")
_WORD = re.compile(r"\w+$")

LONGEST_SHORT = 16
"""Characters before a full stop that are looked at: more than any abbreviation has."""

_SHORT = frozenset(
    "abzgl allg ausschl bes betr bspw Bsp bzgl bzw ca Co Dipl Dr dt ehem einschl engl entspr etc ev evtl exkl ff frz geb "
    "Gebr gegr gem gest ggf ggfs Hbf Hl Hr Hrn Hrsg Ing inkl insb insbes Jh lfd lt max Mag mind min Mio mtl Mrd Nr Nrn "
    "od Prof rd Red sog St staatl städt Std Stellv stellv Str tägl Tsd ugs urspr usf usw verh vgl Vors zzgl zzt Zt".split()
)
"""What is hardly ever the last word of a sentence, but may stand before a capital."""

_SHORT_BEFORE_DIGIT = frozenset(
    "Abb Abs Abschn Anl Anm Apr Art Aufl Aug Bd Bl Buchst Dez Feb Fn Jan Jg Jul Jun Kap Mrz Mär Nov Okt Pos Rn Rz Sep "
    "Sept Tab Tel Ziff".split()
)
"""What is an abbreviation before a digit only: „Art. 3“ is one, „auf diese Art.“ is not."""

_ROMAN = re.compile(r"[IVXL]+")


def ends(text: str) -> Iterator[int]:
    """The position after each sentence, the last one being the length of the text; takes time in proportion to it."""
    for signs in _SIGNS.finditer(text):
        closed = _CLOSING.match(text, signs.end())
        end = closed.end() if closed else signs.end()
        begins = _OPENING.match(text, end)
        if begins and not begins[1].islower() and not _goes_on(text, signs, begins[1]):
            yield end
    yield len(text)


def _goes_on(text: str, signs: re.Match[str], following: str) -> bool:
    """Whether the signs end no sentence: an omission, an abbreviation or an ordinal."""
    at = signs.start()
    if not signs[0].strip(".…") and (at == 0 or text[at - 1].isspace()):
        return True
    if signs[0] != ".":
        return False
    word = _WORD.search(text[max(at - LONGEST_SHORT, 0) : at])
    return word is not None and _is_short(word[0], following)


def _is_short(word: str, following: str) -> bool:
    return (
        len(word) == 1
        or word in _SHORT
        or word.endswith("str")
        or (word in _SHORT_BEFORE_DIGIT and following.isdigit())
        or (word.isdigit() and len(word) <= 2)  # noqa: PLR2004 - the 31st is the last day of a month
        or bool(_ROMAN.fullmatch(word))
    )
