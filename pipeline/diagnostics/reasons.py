"""Why the system refused, in German: what it says of files is part of our messages."""

from __future__ import annotations

import errno

from pipeline.bootstrap import REASONS

_FURTHER = {
    errno.EISDIR: "das ist ein Ordner",
    errno.ENOTDIR: "ein Teil des Pfades ist kein Ordner",
    errno.ENAMETOOLONG: "der Name ist zu lang",
    errno.ELOOP: "die Verknüpfungen führen im Kreis",
    errno.EIO: "das Gerät meldet einen Fehler",
    errno.EBUSY: "die Datei wird gerade benutzt",
    errno.EMFILE: "zu viele offene Dateien",
    errno.EBADF: "sie ist geschlossen",
}


def reason(error: Exception) -> str:
    """The reason without a full stop; what the system says where we have no words for it."""
    if not isinstance(error, OSError):
        return str(error)
    number = error.errno or 0
    return {**REASONS, **_FURTHER}.get(number) or error.strerror or str(error)
