"""Bytes → the parts of a Word or LibreOffice document that may be read: what is refused is refused here, unparsed.

Such a file has been through other people's hands. What a ZIP says about its sizes can lie, so every member is
counted while it is unpacked, and nothing is unpacked that nobody asks for.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from pipeline.diagnostics import Diagnostic, InputRefusal, Place

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of the file as it came; whoever reads it from a disk reads one more at most."""
MOST_MEMBERS = 400
LARGEST_PART = 40 * 1024 * 1024
LARGEST_TOTAL = 120 * 1024 * 1024
"""Bytes of one member, and of all together, unpacked."""
HIGHEST_RATIO, RATIO_FROM = 200, 1024 * 1024
"""A member that unpacks to more than RATIO_FROM bytes may be packed so many times at most."""
LARGEST_DIRECTORY = MOST_MEMBERS * 1024
"""Bytes of the ZIP's table of contents, which zipfile (Python 3.11 to 3.14) reads whole, whatever it holds."""

CHUNK = 64 * 1024

# APPNOTE 4.3.16: the end of the central directory, at most 65 535 bytes of comment after it; 4.3.15: its ZIP64 form.
_END, _END_SIZE, _LOCATOR = b"PK\5\6", 22, b"PK\6\7"
_ENCRYPTED = 0x1
_ACTIVE = re.compile(
    r"(^|/)(vbaproject|vbadata|activex|embeddings|oleobject|externallinks|macrosheets|ctrlprops|customui|afchunk)",
    re.IGNORECASE,
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins ([MS-CFB] 2.2): Word 97, and whatever Word encrypts with a password."""


@dataclass(slots=True)
class Package:
    """The members of a ZIP that nothing speaks against so far."""

    file: str
    archive: zipfile.ZipFile
    names: frozenset[str]
    unpacked: int = 0
    """Bytes that have come out so far."""

    def chunks(self, name: str) -> Iterator[bytes]:
        """The member piece by piece. Raises InputRefusal once more comes out than may, or where it is damaged."""
        size = 0
        try:
            with self.archive.open(name) as member:
                while chunk := member.read(CHUNK):
                    size, self.unpacked = size + len(chunk), self.unpacked + len(chunk)
                    if size > LARGEST_PART:
                        raise too_large(self.file, f"„{name}“ ist ausgepackt größer als {LARGEST_PART >> 20} MB")
                    if self.unpacked > LARGEST_TOTAL:
                        raise too_large(self.file, f"Sie ist ausgepackt größer als {LARGEST_TOTAL >> 20} MB")
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise damaged(self.file, f"„{name}“ lässt sich nicht auspacken ({error})") from error


def package(data: bytes, file: str) -> Package:
    """The members of the file. Raises InputRefusal (Z151 to Z155) for the first thing that speaks against it."""
    if len(data) > LARGEST_FILE:
        raise too_large(file, f"Die Datei ist größer als {LARGEST_FILE >> 20} MB")
    _require_zip(data, file)
    _require_small_directory(data, file)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise damaged(file, f"Das ZIP-Archiv ist unvollständig ({error})") from error
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise too_large(file, f"Sie hat {len(entries)} Bestandteile, gelesen werden höchstens {MOST_MEMBERS}")
    _require_names(entries, file)
    for entry in entries:
        _require_harmless(entry, file)
    if sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        raise too_large(file, f"Sie ist ausgepackt größer als {LARGEST_TOTAL >> 20} MB")
    return Package(file, archive, frozenset(entry.filename for entry in entries if not entry.is_dir()))


def _require_zip(data: bytes, file: str) -> None:
    if data.startswith(b"PK\3\4"):
        return
    if data.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            hint = "Öffnen Sie sie in Word und speichern Sie sie ohne Kennwort."
            raise _refusal("Z153", file, "Die Datei ist mit einem Kennwort verschlüsselt.", hint)
        kind = "eine Word-Datei im alten Format (.doc)" if "WordDocument".encode("utf-16-le") in data else "kein DOCX"
        raise no_docx(file, f"Die Datei ist {kind}, auch wenn ihr Name anders endet")
    kinds = ((b"{\\rtf", "RTF"), (b"%PDF", "PDF"), (b"<!DOCTYPE", "HTML"), (b"<html", "HTML"), (b"<?xml", "XML"))
    if kind := next((name for start, name in kinds if data[:200].lstrip().startswith(start)), ""):
        raise no_docx(file, f"Die Datei ist {kind}, auch wenn ihr Name anders endet")
    raise no_docx(file, "Die Datei ist leer" if not data else "Die Datei ist keine Word-Datei")


def _require_small_directory(data: bytes, file: str) -> None:
    """The table of contents must be small before zipfile makes objects of it."""
    end = data.rfind(_END, max(0, len(data) - _END_SIZE - 0xFFFF))
    if end < 0 or end + _END_SIZE > len(data):
        raise damaged(file, "Das ZIP-Archiv ist unvollständig (sein Ende fehlt)")
    count, size = struct.unpack_from("<HI", data, end + 10)
    # A file of at most 20 MB needs no ZIP64; zipfile would believe the sizes there and not these.
    if data[max(0, end - 20) :].startswith(_LOCATOR):
        raise damaged(file, "Das ZIP-Archiv hat die Form ZIP64, die für große Archive gedacht ist")
    if count > MOST_MEMBERS or size > LARGEST_DIRECTORY:
        raise too_large(file, f"Sie hat {count} Bestandteile, gelesen werden höchstens {MOST_MEMBERS}")


def _require_names(entries: list[zipfile.ZipInfo], file: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        steps = name.removesuffix("/").split("/")
        if not name.isprintable() or "\\" in name or ":" in name or {"", ".", ".."} & set(steps):
            raise _refusal(
                "Z154", file, f"Ein Bestandteil heißt „{_shown(name)}“; das kommt in solchen Dateien nicht vor."
            )
        # OPC (ISO/IEC 29500-2) 7.2.3.5: names that differ only in case are the same name.
        if name.casefold() in seen:
            raise _refusal("Z154", file, f"Der Bestandteil „{_shown(name)}“ steht zweimal in der Datei.")
        seen.add(name.casefold())


def _require_harmless(entry: zipfile.ZipInfo, file: str) -> None:
    name = _shown(entry.filename)
    if entry.flag_bits & _ENCRYPTED:
        raise _refusal("Z153", file, f"Der Bestandteil „{name}“ ist verschlüsselt.")
    if _ACTIVE.search(entry.filename):
        raise active(file, f"Die Datei enthält „{name}“")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise damaged(file, f"„{name}“ ist anders gepackt, als es in solchen Dateien vorkommt")
    if entry.file_size > LARGEST_PART:
        raise too_large(file, f"„{name}“ ist ausgepackt größer als {LARGEST_PART >> 20} MB")
    if entry.file_size > RATIO_FROM and entry.file_size > HIGHEST_RATIO * max(1, entry.compress_size):
        raise too_large(file, f"„{name}“ ist mehr als {HIGHEST_RATIO}-fach gepackt")


def _shown(name: str) -> str:
    """The name for a message: short, and nothing in it that a terminal would obey."""
    text = "".join(char if char.isprintable() else "�" for char in name)
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004 - a line of a terminal


def no_docx(file: str, what: str) -> InputRefusal:
    """The refusal of a file of another kind."""
    hint = "Öffnen Sie sie in Word oder LibreOffice und speichern Sie sie als Word-Dokument (.docx)."
    return _refusal("Z151", file, f"{what}.", hint)


def damaged(file: str, what: str) -> InputRefusal:
    """The refusal of a file that is broken."""
    hint = "Lassen Sie sich die Datei noch einmal schicken, oder öffnen und speichern Sie sie in Word oder LibreOffice."
    return _refusal("Z152", file, f"Die Datei ist beschädigt: {what}.", hint)


def too_large(file: str, what: str, hint: str = "") -> InputRefusal:
    """The refusal of a file that passes a limit."""
    usual = "Ein Text ist viel kleiner. Verkleinern Sie eingefügte Bilder, oder nehmen Sie sie heraus."
    return _refusal("Z155", file, f"{what}.", hint or usual)


def active(file: str, what: str) -> InputRefusal:
    """The refusal of a file with macros or embedded objects."""
    hint = "Kopieren Sie den Inhalt ohne solche Objekte in ein neues Dokument und speichern Sie dieses."
    return _refusal("Z156", file, f"{what}: Makros und eingebettete Objekte werden nicht angenommen.", hint)


def outward(file: str, what: str) -> InputRefusal:
    """The refusal of a file that points to something elsewhere."""
    hint = "Lösen Sie die Verknüpfung zu Vorlagen, Bildern oder Dateien, oder kopieren Sie den Inhalt in ein neues Dokument."
    return _refusal("Z157", file, f"Die Datei verweist nach außen: {what}.", hint)


def declared(file: str, part: str) -> InputRefusal:
    """The refusal of a file whose XML brings its own declarations."""
    return _refusal("Z158", file, f"„{part}“ enthält eine Deklaration (DOCTYPE), die dort nicht vorkommt.")


def _refusal(code: str, file: str, message: str, hint: str = "") -> InputRefusal:
    return InputRefusal(Diagnostic(code, Place(file), message, hint))
