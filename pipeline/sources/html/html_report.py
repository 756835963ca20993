"""What there is to report about one file: things one by one, and kinds of things once, with their number."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Place


@dataclass(slots=True)
class _Kind:
    place: Place
    message: str
    hint: str
    count: int = 1


class HtmlReport:
    """Gathers what there is to report."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.diagnostics: list[Diagnostic] = []
        self._kinds: dict[tuple[str, str], _Kind] = {}

    def add(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Note something that is reported by itself."""
        self.diagnostics.append(Diagnostic(code, place, message, hint))

    def count(self, code: str, kind: str, place: Place, message: str, hint: str = "") -> None:
        """Note one of a kind; the kind is reported once, as its first one says it, with how many there are."""
        if found := self._kinds.get((code, kind)):
            found.count += 1
        else:
            self._kinds[(code, kind)] = _Kind(place, message, hint)

    def all(self) -> tuple[Diagnostic, ...]:
        """All that there is to report so far."""
        kinds = (
            Diagnostic(code, each.place, f"{each.message}{_more(each.count)}", each.hint)
            for (code, _), each in self._kinds.items()
        )
        return (*self.diagnostics, *kinds)


def _more(count: int) -> str:
    return "" if count == 1 else f" Das sind {count} Stellen, hier die erste."


def short(text: str, most: int = 40) -> str:
    """The beginning of what somebody wrote, fit to be shown in a message."""
    clean = "".join(char if char.isprintable() else "·" for char in text[: most + 1])
    return clean if len(clean) <= most else f"{clean[:most]}…"
