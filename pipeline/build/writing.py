"""Files written whole or not at all: beside their place, synced, renamed; what was there before stays until then."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.diagnostics import Diagnostic, FileRefusal, Place
from pipeline.diagnostics.reasons import reason
from pipeline.publication.catalogue import ASIDE


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The folder for us alone, made if need be; two builds at once wait for each other. Raises FileRefusal (Z801)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        with suppress(OSError):  # some network file systems know no locks; writing stays whole without
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write_file(path: Path, data: bytes) -> None:
    """One file by itself, whole; its folder is made if need be. Raises FileRefusal (Z801)."""
    with locked(path.parent):
        write_whole(path.parent, {path.name: data})


def write_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    """The files in the folder, each whole: all are written beside their place and synced before the first is renamed.

    Raises FileRefusal (Z801); then what was there before is still there.
    """
    _sweep(folder)
    waiting: list[tuple[str, Path]] = []
    try:
        for name, data in files.items():
            waiting.append((_written_aside(folder, data), folder / name))
        with undisturbed():
            _exchange(waiting)
            _sync(folder)
            _sweep(folder)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        _sweep(folder)


STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU)
"""What stops a program, and would part an exchange."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Within, signals that stop a program wait: of an exchange that takes milliseconds, all is done or nothing.

    They are not blocked but noted: Pango has threads of its own, and a signal goes to any that does not block it.
    """
    if threading.current_thread() is not threading.main_thread():  # Python calls handlers in no other
        yield
        return
    came: list[int] = []
    before = {each: signal.getsignal(each) for each in STOPPING if signal.getsignal(each) != signal.SIG_IGN}
    for each in before:
        signal.signal(each, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        for number in came[:1]:
            signal.raise_signal(number)


def swept(folder: Path) -> None:
    """Remove what an interrupted build left in the folder, if there is anything. Raises FileRefusal (Z801)."""
    if left_over(folder):
        with locked(folder):
            _sweep(folder)


def left_over(folder: Path) -> bool:
    """Whether files of an interrupted build stand there."""
    return any(folder.glob(f"{ASIDE}*.tmp"))


def _exchange(waiting: Sequence[tuple[str, Path]]) -> None:
    """Put every new file in its place, or, where one cannot go there, every earlier file back in its own."""
    done: list[tuple[Path, Path | None]] = []
    try:
        for temporary, path in waiting:
            done.append((path, _kept(path)))
            Path(temporary).replace(path)
    except BaseException:
        for path, earlier in reversed(done):
            with suppress(OSError):
                if earlier:
                    earlier.replace(path)
                else:
                    path.unlink()
        raise


def _kept(path: Path) -> Path | None:
    """A second name of the file that is there, until the exchange is over; None where none is."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not path.exists():
        return None
    earlier = path.with_name(f"{ASIDE}{path.name}.tmp")
    with suppress(FileNotFoundError):
        earlier.unlink()
    try:
        earlier.hardlink_to(path)
    except OSError:  # not every file system has links
        shutil.copy2(path, earlier)
    return earlier


def _written_aside(folder: Path, data: bytes) -> str:
    handle, name = tempfile.mkstemp(prefix=ASIDE, suffix=".tmp", dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)
        with suppress(OSError):  # memory sticks know no rights of files
            os.fchmod(handle, 0o666 & ~_umask())
    return name


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # not every file system syncs folders
            os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what an interrupted build left aside; we hold the lock, so it is nobody's."""
    for path in folder.glob(f"{ASIDE}*.tmp"):
        with suppress(OSError):
            path.unlink()


def _unwritable(folder: Path, error: OSError) -> FileRefusal:
    place = Place(str(error.filename or folder))
    return FileRefusal(
        Diagnostic(
            "Z801",
            place,
            f"Schreiben nicht möglich: {reason(error)}.",
            "Was in diesem Ordner stand, ist, wie es war. Ein anderer Ordner: --out, bei make: OUT=…",
        )
    )
