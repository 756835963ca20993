"""What tomllib refuses → where it stands, what is wrong in German, and how the line is written rightly."""

from __future__ import annotations

import re

from pipeline.diagnostics import Diagnostic, Place

_SAID = (
    ("Invalid value", "hier steht kein Wert, den TOML kennt"),
    ("Expected newline or end of document", "hinter dem Wert steht noch etwas"),
    ("Unterminated string", "ein Anführungszeichen ist nicht geschlossen"),
    ('Expected "\'"', "ein Anführungszeichen ist nicht geschlossen"),
    ("Illegal character '\\n'", "ein Anführungszeichen ist nicht geschlossen"),
    ("Cannot overwrite", "eine Angabe steht zweimal"),
    ("Cannot declare", "eine Überschrift in eckigen Klammern steht zweimal"),
    ("Expected '='", "hinter dem Namen der Angabe fehlt „=“"),
    ("Expected ']", "eine eckige Klammer ist nicht geschlossen"),
    ("Unclosed array", "eine Liste ist nicht geschlossen, oder zwischen ihren Werten fehlt ein Komma"),
    ("Invalid statement", "hier steht keine Angabe"),
    ("Invalid date", "diesen Tag gibt es nicht"),
    ("Unescaped", "ein „\\“ steht allein"),
    ("Invalid hex", "ein „\\“ steht allein"),
)
"""How the messages of tomllib (Python 3.11 to 3.14) begin, and what they mean."""

_QUOTES = "„“”‟»«‚‘’"
_VALUE = re.compile(r"\s*(?P<key>[\w.\"-]+)\s*[=:]\s*(?P<value>[^#]*?)\s*(?:#.*)?", re.ASCII)
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_LOOSE_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TWICE = "[[chapter]]"


def fault(message: str, content: str, file: str) -> Diagnostic:
    """The refusal (Z401) for the message of tomllib."""
    found = re.search(r" \(at line (\d+), column (\d+)\)", message)
    lines = content.split("\n")
    at = int(found[1]) if found else _line_of(message, lines)
    place = Place(file, at, int(found[2]) if found else 0)
    why = next((german for begin, german in _SAID if message.startswith(begin)), message.partition(" (at ")[0])
    line = lines[at - 1] if 0 < at <= len(lines) else ""
    return Diagnostic("Z401", place, f"Kein gültiges TOML: {why}.", _hint(why, line))


_ENDLESS = re.compile(r"(?<![\w.])[+-]?[0-9][0-9_]{4000,}", re.ASCII)


def endless_number(content: str, file: str) -> Diagnostic:
    """The refusal (Z401) of a number with more digits than can be a number of anything here."""
    found = _ENDLESS.search(content)
    at = found.start() if found else 0
    place = Place(file, content.count("\n", 0, at) + 1, at - content.rfind("\n", 0, at))
    return Diagnostic("Z401", place, "Kein gültiges TOML: diese Zahl hat tausende Ziffern.", "Löschen Sie die Zeile.")


def _line_of(message: str, lines: list[str]) -> int:
    """The line with a fault that tomllib places at the end of the file."""
    if message.startswith("Cannot overwrite"):
        before: set[str] = set()
        for at, line in enumerate(lines, 1):
            if line.lstrip().startswith("["):
                before.clear()
            elif found := _VALUE.fullmatch(line):
                if found["key"] in before:
                    return at
                before.add(found["key"])
    odd = (at for at, line in enumerate(lines, 1) if line.count('"') % 2 or line.count("'") % 2)
    return next(odd, len(lines))


def _hint(why: str, line: str) -> str:
    if "zweimal" in why:
        return f"Löschen Sie eine davon; vor jedem weiteren Kapitel steht eine Zeile „{_TWICE}“."
    if "\\" in line:
        return 'Ordner trennt „/“: profile = "druckerei/papier.icc".'
    if line.lstrip().startswith("["):
        return f"Schreiben Sie „{_TWICE}“, „[lines]“, „[print]“, allein in ihrer Zeile."
    if not (found := _VALUE.fullmatch(line)) or not found["value"]:
        return 'Jede Angabe steht in ihrer Zeile: publisher = "Name".'
    return f"Schreiben Sie: {found['key']} = {_rightly(found['value'])}"


def _rightly(value: str) -> str:
    """The value as TOML has it: a day, a truth, or text in straight quotes."""
    bare = value.strip("\"'" + _QUOTES).strip()
    if day := _GERMAN_DAY.fullmatch(bare):
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    if day := _LOOSE_DAY.fullmatch(bare):
        return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    if bare in {"True", "False"}:
        return bare.lower()
    return '"' + bare.replace('"', "'") + '"'
