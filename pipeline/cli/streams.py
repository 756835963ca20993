"""stdout and stderr that hold until the command has ended, whatever becomes of them.

A full disk behind ``>`` or a stream that was closed (``>&-``) must not keep a command from making its files: what cannot be
printed is dropped, and the reason is kept for the end.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, TextIO

_STDOUT, _STDERR = 1, 2


class LastingStream(io.RawIOBase):
    """The file behind a stream; once it cannot be written, it takes everything and writes nothing."""

    def __init__(self, handle: int, error: OSError | None = None) -> None:
        """Write to the handle; with ``error``, which says why it cannot be, nothing at all."""
        self.handle = handle
        self.error = error
        self.wanted = False
        """Whether anything was to be written."""

    def writable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """The handle."""
        return self.handle

    def isatty(self) -> bool:
        """Whether a person reads it at a terminal."""
        return os.isatty(self.handle)

    def write(self, data: Any, /) -> int:
        """How much of the data counts as written. Raises BrokenPipeError: a reader who has enough is no fault."""
        self.wanted = True
        if not self.error:
            try:
                return os.write(self.handle, data)
            except BrokenPipeError:
                raise
            except OSError as error:
                self.error = error
        return len(data)


def made_lasting() -> LastingStream | None:
    """Put lasting streams in the place of both of this process. The file behind stdout; None where something else stands in its place."""
    if sys.stdout is not sys.__stdout__ or sys.stderr is not sys.__stderr__:
        return None
    # What is opened next would otherwise get the number of a closed stream, and what is printed.
    while (null := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(null)
    out, err = _file_behind(sys.stdout, _STDOUT), _file_behind(sys.stderr, _STDERR)
    sys.stdout, sys.stderr = (
        io.TextIOWrapper(
            io.BufferedWriter(each), "utf-8", "backslashreplace", line_buffering=each.isatty() or each is err
        )
        for each in (out, err)
    )
    return out


def _file_behind(stream: TextIO | None, handle: int) -> LastingStream:
    if stream is None:  # Python finds it closed (sys.stdout)
        return LastingStream(handle, OSError(errno.EBADF, os.strerror(errno.EBADF)))
    stream.flush()
    return LastingStream(handle)
