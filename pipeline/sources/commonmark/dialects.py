"""Markup of other dialects that CommonMark does not have: each is text here, and reported with its place.

The patterns look at what is left as text once CommonMark was read: code, addresses and escaped characters are not seen.
None of them looks farther than a line, and what stands between two signs is bounded, so that time grows with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SEEN = "\x7f"
"""Stands for a character that CommonMark has read: no space, no letter, no sign."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """A kind of markup: how it looks, what it is called in a message, and what to write in its place."""

    pattern: re.Pattern[str]
    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class DialectMarkup:
    """Markup of another dialect: where it begins in the text of its block, its words, and which it is."""

    at: int
    words: str
    dialect: Dialect


def _dialect(pattern: str, name: str, hint: str) -> Dialect:
    return Dialect(re.compile(pattern, re.MULTILINE), name, hint)


_LEAVE = "Es steht als Text in allen Ausgaben. Löschen Sie es, wenn es nicht zum Wortlaut gehört."

DIALECTS = (
    _dialect(
        r"^[ ]*(?:\[\[?_?(?:TOC|toc)_?\]\]?|\{:?toc\}|\$\{toc\}|@\[toc\])[ ]*$",
        "die Marke eines Inhaltsverzeichnisses",
        "Ein Inhaltsverzeichnis entsteht in jeder Ausgabe von selbst; löschen Sie die Zeile.",
    ),
    _dialect(
        r"\{(?:\+\+|--|~~|==|>>)[^\n]{0,300}?(?:\+\+|--|~~|==|<<)\}|\{\x7f\x7f[^{}\n]{0,300}~>[^{}\n]{0,300}\}",
        "eine Änderung in CriticMarkup",
        "Nehmen Sie die Änderung an oder lehnen Sie sie ab: Beschlossen ist nur eines.",
    ),
    _dialect(
        r"\{\{[^{}\n]{0,300}\}\}|\{%[^{}\n]{0,300}%\}",
        "ein Platzhalter einer Vorlage (Liquid, Jinja)",
        "Setzen Sie ein, was dort stehen soll.",
    ),
    _dialect(
        r"\{:?[ ]?[#.][\w-][^{}\n]{0,100}\}|\{[^{}=\n]{0,60}\b[\w-]+=[^{}\n]{1,100}\}",
        "eine Angabe zur Gestaltung (Attribute)",
        "CommonMark hat keine Attribute; löschen Sie die geschweiften Klammern.",
    ),
    _dialect(
        r"(?<![=\w])==(?=[^\s=])[^=\n]{1,300}(?<=\S)==(?!=)",
        "eine Markierung mit Textmarker",
        "Soll es hervorgehoben sein, schreiben Sie *…* oder **…**.",
    ),
    _dialect(
        r"(?<![+\w])\+\+(?=[^\s+])[^+\n]{1,300}(?<=\S)\+\+(?![+\w])",
        "eine Einfügung",
        "Ist sie beschlossen, löschen Sie die Zeichen „++“; unterstrichen heißt <u>…</u>.",
    ),
    _dialect(
        r"\^\[[^\]\n]{1,2000}\]?",
        "eine Fußnote im Satz",
        "Schreiben Sie „[^1]“ an die Stelle und unter den Text „[^1]: …“.",
    ),
    _dialect(
        r"!\[\[[^\[\]\n]{1,300}\]\]",
        "ein Bild oder ein Text, den ein Wiki hier einsetzt",
        "Ein Bild schreiben Sie ![Was zu sehen ist](bild.png), allein in einem Absatz.",
    ),
    _dialect(r"\[\[[^\[\]\n]{1,300}\]\]", "ein Verweis eines Wikis", "Schreiben Sie [Text](https://…)."),
    _dialect(
        r"\[(?:[^\]\[\n]{0,300}[\s;(])?-?@[A-Za-z]\w[\w:.#/-]{0,100}(?![\w.]*@)[^\]\[\n]{0,300}\]",
        "ein Literaturverweis",
        "Schreiben Sie die Quelle als Fußnote aus.",
    ),
    _dialect(
        r"\$\$[^$\n]{1,300}\$\$|(?<![\w$])\$(?=[^\s$])(?:[A-Za-z]|[^$\n]{0,300}[\\^_={}][^$\n]{0,300})(?<=\S)\$(?!\w)|\$\$$",
        "eine Formel in TeX",
        "Formeln werden nicht gesetzt; schreiben Sie sie in Worten oder mit <sub> und <sup>.",
    ),
    _dialect(
        r"\\(?:begin|end|cite\w{0,8}|ref|label|input|include|(?:sub)*section|footnote|text(?:bf|it)|emph|item|newpage|pagebreak|noindent|LaTeX|TeX)\b"
        r"(?:\{[^}\n]{0,80}\})?|\\[A-Za-z]{2,20}\{[^}\n]{0,80}\}",
        "ein Befehl in TeX",
        _LEAVE,
    ),
    _dialect(
        r"^\[[ xX>/?!*\"<-]\](?=[ ]|$)",
        "ein Kästchen zum Ankreuzen",
        "Es steht als Text da. Schreiben Sie ☐ oder ☑, oder löschen Sie es.",
    ),
    _dialect(
        r"^[ ]*:{3,}[^\n]{0,80}",
        "ein abgesetzter Bereich (:::)",
        "CommonMark hat keine Bereiche; löschen Sie die Zeile.",
    ),
    _dialect(
        r"^[ ]*(?:!{3}|\?{3}\+?)[ ]+\w[^\n]{0,80}|^\[!\w{1,20}\]",
        "ein Kasten mit Hinweis",
        "Schreiben Sie ihn als Zitat („> …“) oder als Absatz mit Überschrift.",
    ),
    _dialect(
        r"^[:~][ \t]+(?=\S)",
        "die Erklärung in einer Liste von Begriffen",
        "Schreiben Sie „**Begriff:** Erklärung“ in einem Absatz oder Listenpunkt.",
    ),
    _dialect(
        r"^\+(?:[-=:]{2,}\+)+[ ]*$",
        "eine Tabelle aus „+“ und „-“",
        "Schreiben Sie die Tabelle mit „|“ und einer Zeile „|---|---|“ unter der Kopfzeile.",
    ),
    _dialect(
        r"^\*?\*\[[^\]\n]{1,60}\]:[^\n]{0,200}",
        "die Erklärung einer Abkürzung",
        "Erklären Sie die Abkürzung im Text oder in einer Fußnote.",
    ),
    _dialect(
        r"^(?:import\s[^\n]{1,200}\sfrom\s+['\"][^\n]{1,200}|export\s+(?:default|const|function)\b[^\n]{0,200})|\{/\*[^\n]{0,200}",
        "Programmtext (MDX)",
        _LEAVE,
    ),
    _dialect(
        r"^%[ ]+\S[^\n]{0,200}", "eine Kopfzeile von Pandoc", "Schreiben Sie die Angaben in einen Vorspann: „title: …“."
    ),
    _dialect(
        r"^\(@[\w-]{0,40}\)[ ]+(?=\S)|^#\.[ ]+(?=\S)",
        "ein Listenpunkt von Pandoc oder reStructuredText, dessen Zahl es selbst zählt",
        "Schreiben Sie die Zahl, die dort stehen soll: „1. …“.",
    ),
    _dialect(
        r"^Table:[ ]+(?=\S)",
        "die Unterschrift einer Tabelle bei Pandoc",
        "Schreiben Sie „Tabelle: …“ unter die Tabelle.",
    ),
    _dialect(
        r"^[\w-]{1,40}::[ ]+(?=\S)|\[[\w-]{1,40}::[ ]?[^\]\n]{0,200}\]",
        "eine Angabe von Dataview (Obsidian)",
        _LEAVE,
    ),
    _dialect(r"(?<=\S[ ])\^[A-Za-z0-9-]{3,40}$", "eine Sprungmarke von Obsidian", _LEAVE),
    _dialect(
        r"\{[^{}|\n]{1,40}\|[^{}|\n]{1,40}\}",
        "eine Lesehilfe über Wörtern",
        "Schreiben Sie sie in Klammern hinter das Wort.",
    ),
    _dialect(r"%%[^%\n]{1,300}%%", "ein Kommentar von Obsidian", _LEAVE),
    _dialect(
        r"(?<![\w:]):[a-z][a-z0-9_+-]{1,40}:(?![\w:])",
        "der Name eines Emojis",
        "Schreiben Sie das Zeichen selbst oder ein Wort.",
    ),
    _dialect(
        r"(?<!\S)~[^\s~][^~\n]{0,100}~(?!\S)|(?<!\S)\^[^\s^\[][^\s^]{0,40}\^",
        "hoch, tief oder durchgestrichen",
        "Durchgestrichen heißt „~~…~~“; hoch und tief steht etwas nur hinter einem Zeichen: m^2^, H~2~O.",
    ),
)


def found(text: str) -> Iterator[DialectMarkup]:
    """The markup of other dialects in the text of a block, in which what CommonMark has read is ``SEEN``."""
    taken = bytearray(len(text))
    for dialect in DIALECTS:
        for match in dialect.pattern.finditer(text):
            begin, end = match.span()
            if begin < end and not any(taken[begin:end]):
                taken[begin:end] = b"\1" * (end - begin)
                yield DialectMarkup(begin, match[0].strip(), dialect)


_FORMULA = _dialect(
    r"\\\((?:(?!\\[()])[^\n]){1,200}\\\)|\\\[(?:(?!\\[\[\]])[^\n]){1,200}\\\]",
    "eine Formel in TeX",
    "Formeln werden nicht gesetzt; schreiben Sie sie in Worten oder mit <sub> und <sup>.",
)


_SIGN = re.compile(r"(?<!\\)[\^_={}]|\\[A-Za-z]{2,}")
"""What only a formula has."""


def formulas(written: str) -> Iterator[DialectMarkup]:
    """The formulas between brackets that CommonMark takes for escaped ones, in the block as it was typed."""
    for match in _FORMULA.pattern.finditer(written):
        # Signs that are escaped themselves stand in brackets that are text.
        if _SIGN.search(match[0]):
            yield DialectMarkup(match.start(), match[0], _FORMULA)


_HEADED = re.compile(
    r"(?:title|titel|author|autor(?:in)?|date|datum|subject|language|lang)[ ]*:[ ]*\S.*", re.IGNORECASE
)
FEWEST_STATED = 2
"""So many lines of them are no accident."""


def begins_with_statements(text: str) -> bool:
    """Whether the text begins with lines that state its title and so on, as MultiMarkdown has them without a fence."""
    lines = text.partition("\n\n")[0].split("\n")
    return len(lines) >= FEWEST_STATED and bool(_HEADED.fullmatch(lines[0])) and all(map(_KEY.match, lines))


_DASHES = re.compile(r"[ ]*-{2,}(?:[ ]+-{2,})+[ ]*")
_KEY = re.compile(r"[A-Za-zÄÖÜäöüß][\w -]*:(?:\s|$)")
_BETWEEN = re.compile(r"(?:[A-Za-zÄÖÜäöüß][\w -]*:(?:\s|$)|[ \t]+\S|#|- ).*")
LONGEST_FRONT = 40
"""So many lines a further front matter may have."""


def dashed(line: str) -> bool:
    """Whether the line is one of dashes with gaps, as simple tables of Pandoc have it below their head."""
    return _DASHES.fullmatch(line) is not None


def further_fronts(lines: Sequence[str]) -> Iterator[int]:
    """The lines, from 0, in which a further front matter begins."""
    end = 0
    for at, line in enumerate(lines):
        if at < end or line.rstrip() != "---" or not _KEY.match(lines[at + 1] if at + 1 < len(lines) else ""):
            continue
        for last in range(at + 1, min(len(lines), at + LONGEST_FRONT)):
            if lines[last].rstrip() in {"---", "..."}:
                yield at
                end = last + 1
                break
            if not _BETWEEN.fullmatch(lines[last]):
                break
