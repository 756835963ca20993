"""A translation ↔ XLIFF 1.2: one unit a row, by its number; lines with line feeds between them.

<trans-unit id="S0017" xml:space="preserve">
  <source>Ein Anspruch besteht nicht.</source>
  <target state="translated">Sie haben kein Recht auf das Geld.</target>
  <note from="zeilentreu">Zeile 24–27, Status: übersetzt</note>
  <note from="translator">Was heißt „Anspruch“?</note>
</trans-unit>
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pipeline.easy_language.clean_lines import clean
from pipeline.easy_language.exchange import toolkit
from pipeline.easy_language.exchange.guarded_xml import guarded, unfit
from pipeline.easy_language.exchange.tmx_file import SOURCE, TARGET
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.translation import Lines, Translation, TranslationRow

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_EMPTY = (
    f'<xliff version="1.2" xmlns="{NAMESPACE}"><file original="x" source-language="{SOURCE}" target-language="{TARGET}" '
    'datatype="plaintext"><body></body></file></xliff>'
).encode()
OURS, THEIRS = "zeilentreu", "translator"
"""Who a note is from: where the row stands and what its status is, or what people say of it."""

STATES = MappingProxyType(
    {
        Status.OPEN: "needs-review-translation",
        Status.TRANSLATED: "translated",
        Status.MERGED: "translated",
        Status.OMITTED: "translated",
        Status.CHECKED: "signed-off",
    }
)
"""What the state of a target is, by the status of its row."""


@dataclass(frozen=True, slots=True)
class ExchangedUnit:
    """A unit as it came back."""

    name: str
    original: str
    text: Lines
    state: str
    """As XLIFF has it; empty where the target has none."""
    note: Lines


@dataclass(frozen=True, slots=True)
class ExchangedFile:
    """All units of a file, and the chapter that it names."""

    slug: str
    units: tuple[ExchangedUnit, ...]


def dumps(translation: Translation) -> bytes:
    """The translation as XLIFF. Raises EnvironmentRefusal."""
    store = toolkit.storage("xliff").xlifffile.parsestring(_EMPTY)
    store.setfilename(store.document.getroot()[0], translation.slug)
    for row in translation.rows:
        _add(store, row)
    return bytes(store)


def _add(store: Any, row: TranslationRow) -> None:
    unit = store.UnitClass(row.original)
    store.addunit(unit)
    unit.xmlelement.set("id", row.name)
    if row.text:
        unit.target = "\n".join(map(clean, row.text))
        target = unit.xmlelement.find(f"{{{NAMESPACE}}}target")
        target.set("state", STATES[row.status])
    unit.xmlelement.attrib.pop("approved", None)
    span = (
        "" if row.first is None else f"Zeile {row.first}" if row.first == row.last else f"Zeile {row.first}–{row.last}"
    )
    unit.addnote(", ".join(filter(None, (span or row.place or "Titel", f"Status: {row.status}"))), OURS)
    for line in row.note:
        unit.addnote(line, THEIRS)


def loads(data: bytes, file: str) -> ExchangedFile:
    """What the XLIFF says. Raises InputRefusal (Z693), EnvironmentRefusal."""
    plain = guarded(data, file, "trans-unit")
    try:
        store = toolkit.storage("xliff").xlifffile.parsestring(plain)
        names = store.getfilenames()
    except (
        AssertionError,
        ValueError,
        AttributeError,
        StopIteration,
    ) as error:  # what the toolkit (3.20) raises for other XML
        raise unfit(file, "Das ist kein XLIFF 1.2.") from error
    return ExchangedFile(names[0] if names else "", tuple(_unit(each) for each in store.units))


def _unit(unit: Any) -> ExchangedUnit:
    target = next(unit.xmlelement.iterchildren("{*}target"), None)
    lines = (unit.target or "").split("\n")
    notes = [
        line
        for note in unit.xmlelement.iterchildren("{*}note")
        if note.get("from") != OURS
        for line in ("".join(note.itertext())).split("\n")
    ]
    return ExchangedUnit(
        unit.xmlelement.get("id") or "",
        unit.source or "",
        tuple(line for line in map(clean, lines) if line),
        "" if target is None else target.get("state") or "",
        tuple(line for line in map(clean, notes) if line),
    )
