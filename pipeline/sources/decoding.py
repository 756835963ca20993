"""Bytes → characters, or a diagnostic that says which ones are wrong and how to mend them. Nothing is guessed."""

from __future__ import annotations

import codecs
import unicodedata
from functools import lru_cache
from pathlib import PurePath

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.sources import encoding

LARGEST_FILE = 20_000_000
LONGEST_LINE = 20_000
SHOWN = 20
"""So many unwanted characters are listed one by one."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)

# Bidirectional embeddings, overrides and isolates reorder what is shown, not what is stored (UAX 9; CVE-2021-42574).
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNWANTED = frozenset("\ufeff\ufffd\u2028\u2029")

_PLAIN = dict.fromkeys(map(ord, "\n\t\f"))
"""Controls that a text may have: line ends, tabs, and the ends of pages, which each reader treats as what they are."""


@lru_cache(maxsize=1)
def decoded(raw: bytes, file: str) -> str:
    """The text of the bytes with line feeds alone at line ends. Raises InputRefusal (Z102 to Z105)."""
    if len(raw) > LARGEST_FILE:
        size = f"{len(raw) / 1e6:.0f} MB"
        raise InputRefusal(Diagnostic("Z105", Place(file), f"Die Datei ist zu groß ({size}, höchstens 20 MB)."))
    text = _characters(raw, file).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputRefusal(Diagnostic("Z102", Place(file), "Die Datei ist leer."))
    if faults := _unwanted(text, file):
        raise InputRefusal(*faults)
    return text


def require_lines(text: str, file: str) -> None:
    """Raise InputRefusal (Z105) where a text that is read line by line has one that no person has written."""
    if faults := _too_long(text, file):
        raise InputRefusal(*faults)


def _characters(raw: bytes, file: str) -> str:
    if (declared := encoding.decoded(raw, file)) is not None:
        return declared
    for mark, name in _MARKS:
        if raw.startswith(mark):
            raise InputRefusal(_other_encoding(name, Place(file, 1, 1)))
    # A text in UTF-16 without a mark has a NUL in every other place as long as it is written in Latin letters.
    if raw.count(0) > len(raw) // 4:
        raise InputRefusal(_other_encoding("UTF-16LE" if raw[1:2] == b"\0" else "UTF-16BE", Place(file, 1, 1)))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.rpartition(b"\n")[2].decode("utf-8", "replace")
        place = Place(file, before.count(b"\n") + 1, len(line.removeprefix("\ufeff")) + 1)
        raise InputRefusal(_other_encoding(_eight_bit(raw), place, raw[error.start])) from error


def _eight_bit(raw: bytes) -> str:
    """Which of the two usual encodings it is; empty if it is neither, because parts of the file are sound UTF-8.

    Windows-1252 puts characters where Latin-1 has controls (80 to 9F).
    """
    if any(char > "\x7f" and char != "\ufffd" for char in raw.decode("utf-8", "replace")):
        return ""
    if not any(0x80 <= byte <= 0x9F for byte in raw):  # noqa: PLR2004
        return "ISO-8859-1"
    try:
        raw.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return "WINDOWS-1252"


_GERMAN = {"ISO-8859-1": "Latin-1 (ISO 8859-1)", "WINDOWS-1252": "Windows-1252 (cp1252)"}


def _other_encoding(name: str, place: Place, byte: int | None = None) -> Diagnostic:
    at = "" if byte is None else f" Das Byte 0x{byte:02X} kann in UTF-8 hier nicht stehen."
    if not name:
        return Diagnostic(
            "Z103", place, f"Die Datei ist nicht in UTF-8 kodiert.{at}", "Sie mischt Kodierungen oder ist beschädigt."
        )
    hint = f"Umwandeln: iconv -f {name} -t UTF-8 '{place.file}' > {_renamed(place.file)}"
    return Diagnostic("Z103", place, f"Die Datei ist in {_GERMAN.get(name, name)} kodiert, nicht in UTF-8.{at}", hint)


def _renamed(file: str) -> str:
    suffix = PurePath(file).suffix.lower()
    return f"neu{suffix}" if suffix in {".html", ".htm", ".json", ".txt"} else "neu.md"


def _too_long(text: str, file: str) -> list[Diagnostic]:
    return [
        Diagnostic("Z105", Place(file, number), f"Die Zeile hat {len(line)} Zeichen, erlaubt sind 20000.")
        for number, line in enumerate(text.split("\n"), 1)
        if len(line) > LONGEST_LINE
    ][:SHOWN]


def _unwanted(text: str, file: str) -> list[Diagnostic]:
    """A diagnostic for each invisible or damaged character, the first ones with their place."""
    if text.isascii() and text.translate(_PLAIN).isprintable():
        return []
    places = [
        (Place(file, number, column), char)
        for number, line in enumerate(text.split("\n"), 1)
        for column, char in enumerate(line, 1)
        if char not in "\t\f" and is_unwanted(char)
    ]
    faults = [
        Diagnostic("Z104", place, f"Unerlaubtes Zeichen {character_name(char)}.", _hint(char))
        for place, char in places[:SHOWN]
    ]
    if rest := len(places) - SHOWN:
        faults += (
            [Diagnostic("Z104", places[SHOWN][0], f"… und {rest} weitere unerlaubte Zeichen.")] if rest > 0 else []
        )
    return faults


def is_unwanted(char: str) -> bool:
    """Whether the character is a control, reorders text, is no character at all, or marks damage."""
    code = ord(char)
    nothing = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 - Unicode 16, 23.7: noncharacters
    return unicodedata.category(char) in {"Cc", "Cs"} or char in _DIRECTION or char in _UNWANTED or nothing


def character_name(char: str) -> str:
    """The character's code point and name, as people can look it up."""
    return f"U+{ord(char):04X} ({unicodedata.name(char, 'Steuerzeichen')})"


def _hint(char: str) -> str:
    if char == "\ufffd":
        return "Hier ging schon früher ein Zeichen verloren. Setzen Sie das richtige nach der Vorlage ein."
    if char in _DIRECTION:
        return "Es ändert die angezeigte Reihenfolge der Zeichen. Entfernen Sie es nach einem Blick in die Vorlage."
    return "Es ist unsichtbar. Entfernen Sie es nach einem Blick in die Vorlage."
