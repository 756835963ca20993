"""The encoding that HTML says of itself, and its characters by that: declared, never guessed.

What a page may declare: a byte order mark, ``<?xml encoding=…?>``, ``<meta charset=…>`` or the same in ``http-equiv``. A page
that declares one encoding and is in another is refused; whoever made it must say which letters are meant.
"""

from __future__ import annotations

import codecs
import re

from pipeline.diagnostics import Diagnostic, InputRefusal, Place

_HEAD = 4096
"""Browsers look at 1024 bytes (HTML Standard, 13.2.3.2); Word writes its settings before the declaration."""

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:[!?]|[A-Za-z])")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_SAID = re.compile(
    rb"""<\?xml\s[^<>]*?encoding\s*=\s*["'](?P<xml>[\w.:+-]{1,40})|<meta\s[^<>]*?charset\s*=\s*["']?\s*(?P<meta>[\w.:+-]{1,40})""",
    re.IGNORECASE,
)

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_CODECS = {
    # HTML reads ISO 8859-1 as Windows-1252, which has letters and quotes where the other has controls (Encoding Standard, 4.2).
    **dict.fromkeys(
        (
            "windows-1252",
            "cp1252",
            "x-cp1252",
            "iso-8859-1",
            "iso8859-1",
            "latin1",
            "latin-1",
            "l1",
            "us-ascii",
            "ascii",
        ),
        "cp1252",
    ),
    **dict.fromkeys(("iso-8859-15", "iso8859-15", "latin-9", "latin9", "l9"), "iso8859-15"),
    **dict.fromkeys(("iso-8859-2", "iso8859-2", "latin2"), "iso8859-2"),
    **dict.fromkeys(("iso-8859-9", "iso8859-9", "latin5", "windows-1254"), "cp1254"),
    **dict.fromkeys(("macintosh", "x-mac-roman"), "mac-roman"),
    **{f"windows-{number}": f"cp{number}" for number in (1250, 1251, 1253, 1257)},
    **{f"iso-8859-{number}": f"iso8859-{number}" for number in (3, 4, 5, 7, 10, 13, 14, 16)},
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
}
_UNICODE = frozenset({"utf-8", "utf8", "unicode-1-1-utf-8"})
_WIDE = frozenset({"utf-16", "utf-16le", "utf-16be", "unicode", "ucs-2", "utf-32"})


def decoded(raw: bytes, file: str) -> str | None:
    """The characters of a page that declares another encoding than UTF-8; None where nothing of the kind is declared.

    Raises InputRefusal (Z237) where the declaration and the bytes contradict each other, or nobody knows the encoding.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark) and not raw.startswith(codecs.BOM_UTF32_LE):
            return _wide(raw[len(mark) :], name, file)
    if not _MARKUP.match(raw) or raw.startswith(codecs.BOM_UTF8):
        return None
    said = _declared(raw, file)
    if not said or said[0] in _UNICODE:
        return None
    return _narrow(raw, *said, file)


def _declared(raw: bytes, file: str) -> tuple[str, Place] | None:
    """The encoding that is declared, and where."""
    head = _COMMENT.sub(lambda found: b" " * len(found[0]), raw[:_HEAD])
    found = [
        ((each["xml"] or each["meta"]).decode("ascii").lower(), _place(raw, each.start(), file))
        for each in _SAID.finditer(head)
    ]
    for name, place in found[1:]:
        if _CODECS.get(name, name) != _CODECS.get(found[0][0], found[0][0]):
            message = f"Die Seite nennt zwei Kodierungen: „{found[0][0]}“ und „{name}“."
            raise InputRefusal(
                Diagnostic("Z237", place, message, "Nur eine davon kann gelten. Streichen Sie die falsche.")
            )
    return found[0] if found else None


def _narrow(raw: bytes, name: str, place: Place, file: str) -> str:
    """The characters by an encoding of one byte each."""
    if not (codec := _CODECS.get(name)):
        wide = name in _WIDE
        message = f"Die Seite nennt die Kodierung „{name}“" + (
            ", ist aber nicht so kodiert." if wide else ", die das Programm nicht kennt."
        )
        hint = 'Speichern Sie sie in UTF-8 und nennen Sie das im Kopf: <meta charset="utf-8">.'
        raise InputRefusal(Diagnostic("Z237", place, message, hint))
    if (at := _sound_unicode(raw)) is not None:
        message = f"Die Seite nennt die Kodierung „{name}“, ihre Bytes sind aber UTF-8."
        hint = 'Nennen Sie im Kopf <meta charset="utf-8">, wenn die Umlaute dann stimmen.'
        raise InputRefusal(Diagnostic("Z237", _place(raw, at, file), message, hint))
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        message = f"Die Seite nennt die Kodierung „{name}“; das Byte 0x{raw[error.start]:02X} ist darin kein Zeichen."
        hint = "Die Angabe stimmt nicht, oder die Datei ist beschädigt."
        raise InputRefusal(Diagnostic("Z237", _place(raw, error.start, file), message, hint)) from error


def _sound_unicode(raw: bytes) -> int | None:
    """Where the first character beyond ASCII stands, if all of them are sound UTF-8."""
    if raw.isascii():
        return None
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return next(at for at, byte in enumerate(raw) if byte > 0x7F)  # noqa: PLR2004 - ASCII ends there


def _wide(raw: bytes, codec: str, file: str) -> str | None:
    """The characters of a page in UTF-16; None where it is no page."""
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(codec, "replace")
        place = Place(file, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        message = "Die Datei beginnt wie UTF-16, ist es hier aber nicht mehr."
        raise InputRefusal(
            Diagnostic("Z237", place, message, "Vielleicht fehlt der Rest der Datei. Laden Sie sie noch einmal.")
        ) from error
    return text if re.match(r"\s*<[!?A-Za-z]", text) else None


def _place(raw: bytes, at: int, file: str) -> Place:
    before = raw[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return Place(file, before.count(b"\n") + 1, len(before.rpartition(b"\n")[2]) + 1)
