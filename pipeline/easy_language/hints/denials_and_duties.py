"""Words that deny, and verbs that say what must, can or shall be: closed lists, in every form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.easy_language.hints.fact import Fact, FactKind

_DENIAL = re.compile(
    r"""
    (?<![\w-])(?: nicht (?! \s (?:nur|zuletzt|allein|bloß) \b) | kein (?:e[mnrs]?)? | keinerlei | keinesfalls | keineswegs
    | nie (?:mals)? | niemand (?:e[mns])? | nichts | nirgend (?:s|wo|wohin) | weder | ohne )(?![\w-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MODAL = re.compile(
    r"""
    (?<![\w-])(?:
      (?P<müssen>mu(?:ss|ß)(?:t|te|ten|test|tet)? | müss(?:en|e|t|est|te|ten|test|tet))
    | (?P<können>kann(?:st)? | k[oö]nn(?:en|e|t|est|te|ten|test|tet))
    | (?P<sollen>soll(?:en|e|t|st|te|ten|test|tet)?)
    | (?P<dürfen>darf(?:st)? | d[uü]rf(?:en|e|t|est|te|ten|test|tet))
    )(?![\w-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[.!?:;„“»«(–\n])\s*$")


def denials(text: str) -> Iterator[Fact]:
    """The words of the text that deny; „nicht nur“ denies nothing."""
    for found in _DENIAL.finditer(text):
        yield Fact(*found.span(), FactKind.NEGATION, found[0], "nicht")


def duties(text: str) -> Iterator[Fact]:
    """The forms of müssen, können, sollen and dürfen; a capital within the sentence makes a noun: das Soll, ihr Können."""
    for found in _MODAL.finditer(text):
        if not found[0][0].isupper() or _OPENS.search(text[max(found.start() - 3, 0) : found.start()]):
            yield Fact(*found.span(), FactKind.MODAL, found[0], str(found.lastgroup))
