"""The cell „Bild“ → file names, what is on the pictures, and whose they are, however people write it.

stadt.png                      Bild: stadt.png       frauenhaus.png, Ein Haus, © Lebenshilfe
Eine Stadt                     Alt: Eine Stadt
Quelle: Lebenshilfe            © Lebenshilfe
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.easy_language.translation import Lines

_FILE = re.compile(
    r"(?:(?:Bild|Datei|Bilddatei|Dateiname|Foto|Abbildung|Abb|Grafik)[-\w]*\.?\s*\d*\s*[:=]\s*)?[„“\"'»«]?"
    r"(?P<name>[^\s/\\:*?\"<>|,;„“»«][^/\\:*?\"<>|\n,;„“»«]{0,120}?\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp|heic|pdf|emf|wmf|eps))"
    r"(?![\w.])[“”\"'»«]?\s*(?:[,;:–—-]+\s*|\s+|(?=\()|$)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:Bild|Foto)?[- ]?(?:quellen?|rechte|nachweis)\b(?:\s*:\s*|\s+(?=(?-i:[A-ZÄÖÜ©])))|(?:©|\(c\)|Copyright(?:\s*©)?|Urheber\w*|Lizenz)\s*:?\s*"
    r"|(?:Fotos?|Illustration\w*|Zeichnung\w*|Zeichnerin|Zeichner|Grafik)\s*:\s*(?!\S+\.(?:png|jpe?g)\b)",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(
    r"(?:Alt(?:ernativ)?[- ]?(?:text)?|Bild[- ]?beschreibung|Beschreibung|Auf dem Bild|Zu sehen|Das Bild zeigt)\s*:\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedPicture:
    """A picture as somebody named it."""

    name: str
    alternative: str = ""
    credit: str = ""

    @property
    def lines(self) -> str:
        """It on one line, for a note."""
        credit = self.credit and f"Quelle: {self.credit}"
        return " – ".join(filter(None, (self.name, self.alternative, credit)))


def is_file_name(line: str) -> bool:
    """Whether the line is the name of a picture and nothing else."""
    found = _FILE.match(line)
    return bool(found and not line[found.end() :].strip())


def named_pictures(lines: Lines) -> tuple[NamedPicture, ...]:
    """The pictures of the cell; one without a name holds the words that no name goes before."""
    found: list[tuple[str, list[str], list[str]]] = []
    for line in lines:
        name, rest = _file(line)
        if name or not found:
            found.append((name, [], []))
        _, alternative, credit = found[-1]
        for part in _parts(rest) if name else [rest]:
            if said := _CREDIT.match(part):
                credit.append(part[said.end() :].strip())
            elif text := _ALTERNATIVE.sub("", part, count=1).strip():
                alternative.append(text)
    return tuple(NamedPicture(name, " ".join(said), "; ".join(filter(None, of))) for name, said, of in found)


def _file(line: str) -> tuple[str, str]:
    found = _FILE.match(line)
    return (found["name"], line[found.end() :]) if found else ("", line)


def _parts(rest: str) -> Iterator[str]:
    """What follows a name on its line: the alternative text, and behind the last comma perhaps whose it is."""
    pieces = re.split(
        r"\s*[,;|(]\s*(?=(?:Bild|Foto)?[- ]?(?:quelle|rechte|nachweis)\b|©|\(c\)|Copyright|Urheber)",
        rest,
        flags=re.IGNORECASE,
    )
    yield from (
        piece.strip().removesuffix(")") if at else piece.strip() for at, piece in enumerate(pieces) if piece.strip()
    )
