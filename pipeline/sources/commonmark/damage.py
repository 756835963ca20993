"""Markup that was meant and missed: what CommonMark takes for text, or for something else, because a sign is wrong.

Nothing is mended: whoever wrote the text knows what was meant. Everything stays as CommonMark reads it, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Damage:
    """Where it begins in the text of its block, what is wrong, and how it is mended."""

    at: int
    message: str
    hint: str


_TAGS = r"(?:p|br|b|i|u|s|em|strong|sub|sup|del|ins|div|span|li|ul|ol|h[1-6]|table|tr|td|th|a|img)"

_PATTERNS = (
    (
        r"!\[[^\]\n]{0,300}\][ ]+\([^\n]{0,200}",
        "„{0}“ ist kein Bild: Zwischen den Klammern steht ein Leerzeichen.",
        "Schreiben Sie ![Was zu sehen ist](bild.png), allein in einem Absatz.",
    ),
    (
        r"(?<![\w*])\*\*[ ]+[^*\n]{1,100}(?<=\S)[ ]+\*\*(?![\w*])",
        "„{0}“ ist nicht hervorgehoben: Innen neben den Sternen steht ein Leerzeichen.",
        "Schreiben Sie **Wort**; sind die Sterne gemeint, „\\*\\*“.",
    ),
    (
        r"!\[[^\n]{0,300}?\]\([^\n]{0,200}",
        "„{0}“ sollte wohl ein Bild sein, ist aber keines.",
        "Im Alternativtext steht vor einer eckigen Klammer „\\“: ![Plan \\] West](plan.png).",
    ),
    (
        r"\[[^\[\]\n]{0,200}\][ ]+\((?=https?:|www\.|mailto:)[^\n]{0,200}",
        "„{0}“ ist kein Verweis: Zwischen den Klammern steht ein Leerzeichen.",
        "Schreiben Sie [Text](https://…).",
    ),
    (
        r"\([^()\n]{0,200}\)\[(?:https?:|www\.|mailto:)[^\]\n]{0,200}\]?",
        "„{0}“ ist kein Verweis: Die Klammern sind vertauscht.",
        "Schreiben Sie [Text](https://…).",
    ),
    (
        r"\[[^\[\]\n]{1,200}\]\[[^\[\]\n]{0,100}\]",
        "„{0}“ nennt eine Adresse, die nirgends erklärt ist.",
        "Unter dem Text fehlt „[name]: https://…“.",
    ),
    (
        r"\[[^\[\]\n]{0,200}\]\([^\n]{0,200}|\]\([^\n]{0,200}",
        "„{0}“ sollte wohl ein Verweis sein, ist aber keiner.",
        "Schreiben Sie [Text](https://…); in der Adresse stehen keine Leerzeichen, und die Klammer ist geschlossen.",
    ),
    (
        r"<(?:https?|mailto):[^\s>]{0,200}(?!>)",
        "„{0}“ ist eine Adresse, deren Klammer „>“ fehlt.",
        "Schreiben Sie <https://…>.",
    ),
    (
        rf"<[^\s\w<>=&„“-]{{1,2}}\w{{1,10}}/?>|<[ ]+/?{_TAGS}/?>|</[ ]+{_TAGS}[ ]*>|</?{_TAGS}(?=\s|$)(?![^<\n]{{0,200}}>)|(?<![<\w/:.])/{_TAGS}>",
        "„{0}“ sieht aus wie ein beschädigter HTML-Tag.",
        "Löschen Sie ihn; ist das Zeichen gemeint, schreiben Sie „\\<“.",
    ),
    (
        r"&(?:nbsp|amp|lt|gt|quot|shy|ndash|mdash|[aouAOU]uml|szlig|euro|sect|hellip|[bl]dquo|thinsp)\b(?!;)",
        "„{0}“ ist ein Zeichen mit Namen, dem das „;“ fehlt.",
        "Schreiben Sie das Zeichen selbst.",
    ),
    (
        r"(?<![\w*])\*(?=[^\s*])[^*\n]{1,300}[^\w\s*\\\x7f]\*(?=\w)",
        "„{0}“ ist nicht hervorgehoben: Hinter dem zweiten Stern steht ein Buchstabe.",
        "Setzen Sie den Stern an das Ende des Worts, oder schreiben Sie „\\*“.",
    ),
    (
        r"(?:Ã[\x80-\xbf¤¶¼Ÿ„–œ]|â€[žœ“™œ\x9c-\x9e]|Â[§ °»«])",
        "„{0}“ ist ein Zeichen, das in einer falschen Kodierung gelesen wurde.",
        "Setzen Sie das richtige nach der Vorlage ein.",
    ),
)
_INSIDE = tuple((re.compile(pattern, re.MULTILINE), message, hint) for pattern, message, hint in _PATTERNS)

_BEGIN = (
    (
        r"#{2,6}(?=[^\s#])",
        "Hinter „{0}“ fehlt das Leerzeichen; es ist keine Überschrift, sondern Text.",
        "Schreiben Sie „## Überschrift“.",
    ),
    (r"#{7,}(?=\s)", "„{0}“ ist keine Überschrift: Es gibt höchstens sechs „#“.", "Schreiben Sie „## Überschrift“."),
    (
        r"\(\d{1,3}[a-z]?\)(?=[A-Za-zÄÖÜäöü])|\d{1,2}[.)](?=[A-ZÄÖÜ][a-zäöüß]|[a-zäöü]{2})|[a-z]\)(?=[A-ZÄÖÜa-zäöü]{2})|§(?=\d{1,3}[ ]+[A-ZÄÖÜ])",
        "Hinter „{0}“ fehlt ein Leerzeichen; es ist kein Listenpunkt, sondern Text.",
        "Setzen Sie ein Leerzeichen dahinter, wenn es eine Liste ist.",
    ),
    (
        r"[-+*—–](?=[A-Za-zÄÖÜäöü])|[•▪◦‣●○■](?=[^\s•▪◦‣●○■])",
        "Hinter „{0}“ fehlt ein Leerzeichen; es ist kein Listenpunkt, sondern Text.",
        "Setzen Sie ein Leerzeichen dahinter, wenn es eine Liste ist.",
    ),
    (r">[-+]?\d", "„{0}“ beginnt ein Zitat.", "Ist „größer als“ gemeint, schreiben Sie „\\>“."),
)
_BEGINS = tuple((re.compile(pattern), message, hint) for pattern, message, hint in _BEGIN)
_HASHTAG = re.compile(r"#(?=[A-ZÄÖÜ])[^#.!?]{3,80}")


def found(text: str, *, paragraph: bool) -> Iterator[Damage]:
    """The damage in the text of a block, in which what CommonMark has read is ``dialects.SEEN``."""
    taken = bytearray(len(text))
    for pattern, message, hint in _INSIDE:
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                yield Damage(match.start(), message.format(_shown(match[0])), hint)
    if paragraph:
        yield from _lines(text)


def _lines(text: str) -> Iterator[Damage]:
    """What lines begin with. Inside a paragraph one line alone may begin so by chance („1.FC“, „-ware“): there it takes two."""
    lines, at = text.split("\n"), 0
    hits: list[tuple[int, int, Damage]] = []
    for number, line in enumerate(lines):
        begin = len(line) - len(line.lstrip(" "))
        for kind, (pattern, message, hint) in enumerate(_BEGINS):
            if match := pattern.match(line, begin):
                hits.append((number, kind, Damage(at + begin, message.format(match[0]), hint)))
                break
        at += len(line) + 1
    kinds = [kind for _, kind, _ in hits]
    yield from (damage for number, kind, damage in hits if number == 0 or kind < len(_SURE) or kinds.count(kind) > 1)
    if len(lines) == 1 and _HASHTAG.fullmatch(text) and " " in text:
        yield Damage(0, "Hinter „#“ fehlt das Leerzeichen; es ist keine Überschrift, sondern Text.", _BEGIN[0][2])


_SURE = _BEGINS[:2]
"""Nothing else begins a line like this."""

_STACKED = tuple(
    re.compile(rf"[ ]*(?:{sign})(?=[ \t\u00a0]|$)")
    for sign in (
        r"[→⇒➔➜►▶»›☐☑☒✓✔✗✘❖◆♦★]",
        r"o|=|_|--",
        r"[α-ω][.)]|\[\d{1,3}[a-z]?\]|[①-⓿]|№[ ]?\d{1,3}|#\d{1,3}|\d{1,3}[a-z]|\d{1,3}[ ][a-z]\)|[a-z]\d{1,2}[.)]|\([a-z]\.\)",
        r"[Zz]u[ ]\(?(?:\d{1,3}|[a-z])[.)]",
        r"\d{1,2}\.[ ]?(?:\d{1,2}\.|(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b:?)(?:[ ]?\d{2,4})?|\d{1,2}:\d{2}",
        r"(?:Erstens|Zweitens|Drittens|Viertens|Fünftens|Sechstens|Siebtens)[:,]?",
        r"[A-Z]\.\d{1,2}\.?|[A-Z]\d{1,2}[.)]",
        r"\d{1,2}\.[a-z]\)?",
        r"\x7f{1,3}(?:§[ ]?\d{1,3}[a-z]?|\d{1,3}[a-z]?[.)]|\(\d{1,3}[a-z]?\)|\(?[a-z]{1,2}\))[:.]?\x7f{1,3}",
        r"(?:Nr\.|Art\.|Artikel|TOP|Ziffer|Ziff\.|Abs\.|Absatz|Punkt|Anlage)[ ]?\d{1,3}[a-z]?[.:)]?|§[ ]?\d{1,3}[a-z]?[.:]",
    )
)
"""Signs and labels that CommonMark and our lists do not know, by the begin of a line; ``\\x7f`` is what makes them bold."""


def stacked(text: str, written: str) -> Damage | None:
    """The first of two neighbouring lines of a paragraph that begin with a sign of one kind: they flow into one another.

    ``written`` is the same text as it was typed; a line whose end it keeps does not flow.
    """
    if "\n" not in text:
        return None
    lines, at = text.split("\n"), 0
    for line, following, typed in zip(lines, lines[1:], written.split("\n"), strict=False):
        for sign in () if typed.endswith(("  ", "\\")) else _STACKED:
            if (match := sign.match(line)) and sign.match(following):
                words = match[0].strip(" \x7f")
                return Damage(
                    at + len(line) - len(line.lstrip()),
                    f"Diese Zeile und die nächste beginnen mit „{words}“ und seinesgleichen; sie gelten als ein Absatz.",
                    "Ist es eine Liste, schreiben Sie „- “ davor oder eine leere Zeile dazwischen.",
                )
        at += len(line) + 1
    return None


_BARS = re.compile(r"\\.|(\|)")
_DELIMITER = re.compile(r"[ ]*\|?[ ]*[:=–—_-]{1,}[ ]*(?:[|+][ ]*[:=–—_-]*[ ]*)+")


def barred(text: str) -> Damage | None:
    """The table that a paragraph was meant to be, or the verses, by the bars „|“ in its lines."""
    lines = text.split("\n")
    bars = [sum(bool(found[1]) for found in _BARS.finditer(line)) for line in lines]
    begin = next((at for at, line in enumerate(lines) if bars[at]), -1)
    if begin < 0:
        return None
    at = sum(len(line) + 1 for line in lines[:begin])
    several = [line.strip() for line, count in zip(lines, bars, strict=True) if count]
    if all(
        line.startswith("|") and count == 1 and not line.endswith("|")
        for line, count in zip(several, bars[begin:], strict=False)
    ):
        return Damage(
            at,
            "Zeilen mit „|“ davor gelten als ein Absatz.",
            "Soll jede Zeile für sich stehen, setzen Sie „\\“ an ihr Ende statt „|“ an den Anfang.",
        )
    whole = any(line.startswith("|") and line.endswith("|") and len(line) > 1 for line in several)
    if len(several) < 2 and not whole:  # noqa: PLR2004 - a bar alone is one of a sentence
        return None
    wrong = next((line for line in several if _DELIMITER.fullmatch(line)), "")
    what = (
        f"die Zeile „{_shown(wrong)}“ passt nicht zur Kopfzeile"
        if wrong
        else "unter der Kopfzeile fehlt die Zeile „|---|---|“"
    )
    return Damage(
        at,
        f"Das sollte wohl eine Tabelle sein, ist aber Text: {what}.",
        "Unter der Kopfzeile steht für jede Spalte „---“: | Weg | km | und darunter |-----|----|.",
    )


def _shown(words: str) -> str:
    short = " ".join(words.replace("\x7f", "…").split())
    return short if len(short) <= 40 else f"{short[:39]}…"  # noqa: PLR2004
