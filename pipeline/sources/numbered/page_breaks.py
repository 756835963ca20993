"""Blocks that a page break cut in two, made whole where the line rule proves it (Z303).

Both parts together follow the rule, and the later one cannot be, or plainly is not, a block of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.diagnostics import Diagnostic
from pipeline.sources.numbered.passages import HeadingRole, ItemRole, NumberedPassage, ParagraphRole, Role
from pipeline.text import numbering
from pipeline.text.model import LineRule

_SENTENCE_END = re.compile(r"[.!?:;…][\"'“”‘’»«)\]]*$")
# Words that no German sentence ends with: what follows them goes on.
_GOES_ON = frozenset(
    "und oder sowie bzw. aber sondern denn dass weil wenn ob als wie der die das den dem des ein eine einen einem "
    "einer eines kein keine keinen keiner mit von vom zur zum in im an am auf für bei durch gegen ohne um unter über "
    "vor nach zwischen ihre ihren ihrer unsere unserer unseren alle allen aller nicht".split()
)


def rejoined(passages: Sequence[NumberedPassage], rule: LineRule) -> tuple[list[NumberedPassage], list[Diagnostic]]:
    """The passages with those made one that a page break had cut, and what was done."""
    result: list[NumberedPassage] = []
    reported: list[Diagnostic] = []
    for at, passage in enumerate(passages):
        after = passages[at + 1].role if at + 1 < len(passages) else None
        reason = _continues(result[-1], passage, after, rule) if result else None
        if reason is None:
            result.append(passage)
            continue
        whole = replace(result[-1], lines=result[-1].lines + passage.lines)
        first, last = result[-1].lines[-1].number, passage.lines[0].number
        kind = {ItemRole: "Listenpunkt", HeadingRole: "Titel"}.get(type(whole.role), "Absatz")
        if reason:
            reported.append(
                Diagnostic(
                    "Z303",
                    passage.place,
                    f"Zeilen {first} und {last} gehören zu einem {kind}, den ein Seitenwechsel geteilt hatte.",
                    f"Beweis: bei Breite {whole.width(rule)} ergibt der ganze {kind} genau diese Zeilen; {reason}.",
                )
            )
            result[-1] = whole
        else:
            reported.append(
                Diagnostic(
                    "Z211",
                    passage.place,
                    f"Zeile {last} könnte die Fortsetzung von Zeile {first} sein.",
                    "Bewiesen ist es nicht, deshalb bleibt die Gliederung, wie sie ankam.",
                )
            )
            result.append(passage)
    return result, reported


def _continues(before: NumberedPassage, passage: NumberedPassage, after: Role | None, rule: LineRule) -> str | None:
    """Why the passage goes on where the one before broke off; empty if it only might, None if it does not."""
    whole = replace(before, lines=before.lines + passage.lines)
    match before.role, passage.role:
        case HeadingRole(one), HeadingRole(other) if one == other:
            return _goes_on_as_heading(whole, rule)
        case HeadingRole(), ParagraphRole() if passage.attached:
            return _goes_on_as_heading(whole, rule)
        case ((ItemRole() | ParagraphRole()), ParagraphRole()):
            return _goes_on_as_text(before, passage, whole, rule, in_list=isinstance(after, ItemRole))
        case _:
            return None


def _goes_on_as_heading(whole: NumberedPassage, rule: LineRule) -> str | None:
    if not any(whole.follows(replace(rule, heading_share=share)) for share in numbering.HEADING_SHARES):
        return None
    return "was folgt, hätte in die Zeile davor nicht mehr gepasst"


def _goes_on_as_text(
    before: NumberedPassage, passage: NumberedPassage, whole: NumberedPassage, rule: LineRule, *, in_list: bool
) -> str | None:
    if not before.follows(rule) or not whole.follows(rule):
        return None
    if not passage.follows(rule):
        return f"für sich allein bräche er bei Breite {passage.width(rule)} anders um"
    if _SENTENCE_END.search(before.texts[-1]):
        return None
    last_word, first_word = before.texts[-1].rsplit(" ", 1)[-1], passage.texts[0].split(" ", 1)[0]
    if last_word.endswith("-") or last_word in _GOES_ON:
        return f"mit „{last_word}“ endet kein Satz"
    # Behind a list a sentence may go on in small letters („… Abstellplätze / einzurichten.“); inside one, or after a
    # paragraph, nothing does.
    if (isinstance(before.role, ParagraphRole) or in_list) and first_word[:1].islower():
        return f"mit „{first_word}“ beginnt kein Satz"
    return ""
