"""The codes of diagnostics, and how much each weighs.

A code is a promise: this closed table is the only place where one is born, so a message can be reworded without breaking
anybody who filters by code, and ``zeilentreu explain CODE`` always has an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How much a diagnostic weighs, in the words that a reader sees."""

    ERROR = "Fehler"
    FINDING = "Befund"
    WARNING = "Warnung"
    REPAIR = "Reparatur"
    NOTE = "Anmerkung"


_BY_SEVERITY = {
    Severity.ERROR: """
        Z101 Z102 Z103 Z104 Z105 Z151 Z152 Z153 Z154 Z155 Z156 Z157 Z158 Z159 Z160 Z166 Z167 Z169 Z173
        Z201 Z202 Z203 Z204 Z205 Z206 Z207 Z208 Z217 Z218 Z220 Z221 Z225 Z228 Z230 Z231 Z237 Z240 Z241 Z242
        Z243 Z244 Z245 Z246 Z247 Z248 Z249 Z250 Z252 Z254 Z255 Z258 Z271 Z280 Z290
        Z401 Z402 Z403 Z404 Z405 Z406 Z407 Z408
        Z501 Z503 Z504 Z511
        Z673 Z674 Z693
        Z701 Z702 Z703
        Z801 Z802 Z803 Z804
        Z901 Z999
    """,
    Severity.FINDING: """
        Z506 Z507 Z508 Z510
        Z601 Z602 Z603 Z604 Z605 Z606 Z607 Z608 Z609 Z610 Z611 Z612 Z613 Z614 Z615 Z616 Z617 Z618 Z619 Z620 Z621
        Z692 Z694
        Z622 Z623 Z624 Z625 Z630 Z631 Z632 Z633 Z634 Z635 Z636 Z637 Z640 Z641 Z650 Z651 Z652 Z653 Z654 Z655 Z656 Z657 Z658
        Z659 Z660 Z661 Z665 Z667 Z668 Z669 Z670 Z671 Z676 Z677 Z680 Z681 Z682 Z685 Z686 Z687 Z688
    """,
    Severity.WARNING: """
        Z163 Z164 Z165 Z168 Z170 Z174 Z175
        Z209 Z210 Z211 Z212 Z213 Z214 Z219 Z222 Z223 Z224 Z234 Z236 Z238 Z253 Z256 Z257 Z260 Z261 Z262 Z263
        Z264 Z265 Z266 Z293 Z294
    """,
    Severity.REPAIR: """
        Z268
        Z301 Z302 Z303
    """,
    Severity.NOTE: """
        Z161 Z162 Z176
        Z215 Z216 Z226 Z227 Z229 Z232 Z233 Z235 Z251 Z267 Z269 Z270 Z292
        Z505 Z805
        Z662 Z663 Z664 Z672 Z678 Z690 Z691
    """,
}

SEVERITIES: Mapping[str, Severity] = MappingProxyType(
    {code: severity for severity, codes in _BY_SEVERITY.items() for code in codes.split()}
)
"""Each code with its weight."""
