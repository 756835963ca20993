"""In the place of Speech Dispatcher's module of this name: what Orca speaks is written down, and counts as spoken at once.

Orca loads it with the system's Python; nothing of ours does. It has what Orca 43 to 48 asks of a client (SSIP): each
utterance becomes a row of JSON in the file that ``ZEILENTREU_SPOKEN`` names, as SSML, and its callbacks come from a thread
of their own, as those of the real module do.
"""

from __future__ import annotations

import json
import os
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any


class SSIPError(Exception):
    """Never raised; Orca names it."""


class SSIPCommunicationError(SSIPError):
    """Never raised; Orca names it."""


class SSIPCommandError(SSIPError):
    """Never raised; Orca names it."""


class CallbackType:
    """What a client is called back for."""

    BEGIN, END, CANCEL = "begin", "end", "cancel"
    PAUSE, RESUME, INDEX_MARK = "pause", "resume", "index_marks"


class Priority:
    """How urgent a message is."""

    IMPORTANT, MESSAGE, TEXT, NOTIFICATION, PROGRESS = "important", "message", "text", "notification", "progress"


class PunctuationMode:
    """How many signs are spoken."""

    ALL, MOST, SOME, NONE = "all", "most", "some", "none"


class DataMode:
    """What the text of an utterance is."""

    TEXT, SSML = "text", "ssml"


class SSIPClient:
    """A synthesizer that speaks at once and without a sound."""

    def __init__(self, *_names: Any, **_options: Any) -> None:
        """Write where ``ZEILENTREU_SPOKEN`` says."""
        self._spoken = Path(os.environ["ZEILENTREU_SPOKEN"]).open("a", encoding="utf-8")  # noqa: SIM115 - until Orca ends
        self._ended: queue.SimpleQueue[Callable[[str], Any]] = queue.SimpleQueue()
        threading.Thread(target=self._call_back, daemon=True).start()

    def _call_back(self) -> None:
        while True:
            callback = self._ended.get()
            callback(CallbackType.BEGIN)
            callback(CallbackType.END)

    def speak(self, text: str, callback: Callable[[str], Any] | None = None, event_types: Any = None) -> None:  # noqa: ARG002 - SSIP
        """Write the utterance down; say that it has been spoken."""
        self._spoken.write(json.dumps(text) + "\n")
        self._spoken.flush()
        if callback:
            self._ended.put(callback)

    def char(self, character: str) -> None:
        """Write the character down."""
        self.speak(character)

    def get_rate(self) -> int:
        """The usual one; pitch and volume likewise."""
        return 0

    get_pitch = get_volume = get_rate

    def get_language(self) -> str:
        """German."""
        return "de"

    def list_output_modules(self) -> tuple[str, ...]:
        """One."""
        return ("silent",)

    def list_synthesis_voices(self) -> tuple[tuple[str, str, str], ...]:
        """One, as name, language and variant."""
        return (("silent", "de", "none"),)

    def __getattr__(self, name: str) -> Callable[..., None]:
        """Every setting is taken, and means nothing."""
        return lambda *_values, **_options: None
