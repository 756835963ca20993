"""A command that somebody stops: by keyboard, by ``kill``, by closing the window, or by a limit of processor time.

    SIGINT 130, SIGTERM 143, SIGHUP 129, SIGXCPU 152     exit codes, as shells count them: 128 and the number

Each becomes an exception, so that all that is open is closed and nothing of a half-done work stays behind.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU)
"""What stops a program beside SIGINT, for which Python has KeyboardInterrupt."""


class Stopped(KeyboardInterrupt):
    """The command was stopped; ``said`` is what is true of the files."""

    def __init__(self, number: int = signal.SIGINT, said: str = "") -> None:
        """By the signal of this number."""
        super().__init__(said)
        self.number, self.said = number, said

    @property
    def exit_code(self) -> int:
        """128 and the number of the signal."""
        return 128 + self.number


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Within, the signals raise Stopped, unless somebody has the program ignore them (``nohup``)."""
    if threading.current_thread() is not threading.main_thread():  # Python sets handlers in no other
        yield
        return
    ours = [each for each in SIGNALS if signal.getsignal(each) == signal.SIG_DFL]
    for each in ours:
        signal.signal(each, _stop)
    try:
        yield
    finally:
        for each in ours:
            signal.signal(each, signal.SIG_DFL)


def _stop(number: int, _frame: object) -> NoReturn:
    raise Stopped(number)
