"""What there is to report of a document while it is read, with the paragraph that each of it stands in."""

from __future__ import annotations

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.diagnostics.codes import Severity
from pipeline.sources.decoding import character_name, is_unwanted

UNIT = "Absatz"
MOST = 6_000_000
"""Characters that are taken from a document, of which some may repeat others; a paragraph counts as PARAGRAPH of them."""
PARAGRAPH = 40
SHOWN = 60
"""Characters of somebody's words in a message."""


class DraftReport:
    """The diagnostics of one document."""

    def __init__(self, file: str) -> None:
        """Begin with none."""
        self.file = file
        self._found: list[Diagnostic] = []
        self._once: set[str] = set()
        self._taken = 0
        self.paragraph = 0
        """The paragraph that is being read, counted from 1 through the whole text, in tables too."""

    @property
    def here(self) -> Place:
        """The paragraph that is being read."""
        return Place(self.file, self.paragraph, unit=UNIT)

    def add(self, code: str, message: str, hint: str = "", place: Place | None = None) -> None:
        """Keep one diagnostic; without a place it belongs to the paragraph that is being read."""
        self._found.append(Diagnostic(code, place or self.here, message, hint))

    def take(self, characters: int) -> None:
        """Count what is taken from the document. Raises InputRefusal (Z169) where parts of it are used over and over."""
        self._taken += characters
        if self._taken > MOST:
            message = "Der Text wird beim Lesen viel größer, als er ist: Teile von ihm werden sehr oft verwendet."
            raise InputRefusal(Diagnostic("Z169", self.here, message, "Kopieren Sie ihn in ein neues Dokument."))

    def once(self, kind: str, code: str, message: str, hint: str = "", place: Place | None = None) -> None:
        """Keep a diagnostic the first time that there is one of its kind."""
        if kind not in self._once:
            self._once.add(kind)
            self.add(code, message, hint, place)

    def marker_pen(self, words: str) -> None:
        """Report the first words that somebody marked."""
        self.once(
            "marker pen",
            "Z165",
            f"Was mit Textmarker hervorgehoben ist, steht ohne ihn da, zuerst „{excerpt(words)}“.",
            "Ist es noch offen, klären Sie es vor dem Beschluss.",
        )

    def computed(self, field: str) -> None:
        """Report a field whose result is another one on another day or page, or for another addressee."""
        self.add(
            "Z165",
            f"Was das Schreibprogramm immer wieder neu einsetzt („{excerpt(field)}“), steht da, wie es zuletzt war.",
            "Setzen Sie im Text ein, was gelten soll.",
        )

    def require_visible(self, text: str) -> None:
        """Report each character that may not be in a text."""
        for char in dict.fromkeys(text):
            if char not in "\t\n" and is_unwanted(char):
                self.add(
                    "Z104",
                    f"Unerlaubtes Zeichen {character_name(char)}.",
                    "Es ist unsichtbar oder ein Schaden. Löschen Sie es.",
                )

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All of them, in the order of reporting."""
        return tuple(self._found)

    @property
    def faults(self) -> bool:
        """Whether one of them leaves nothing to build from."""
        return any(each.severity is Severity.ERROR for each in self._found)


def excerpt(text: str) -> str:
    """The begin of somebody's words, on one line."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()}…"
