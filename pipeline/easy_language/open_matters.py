"""What is still open about a row: a note that somebody did not understand it, a question, a comment that nobody closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.easy_language.translation import TranslationRow

_UNCLEAR = re.compile(
    r"""
    \b n i c h t \s+ (?: \w+ \s+ ){0,3} (?: zu \s+ )? (?: verst | klar \b | eindeutig | gut \b | lesbar | erkannt | erkenn )
    | \b un (?: verst | klar | deutlich | leserlich ) | \b miss?verst | \b falsch\b | \b fehlt\b | \b fehler
    | \b (?: zu | sehr ) \s+ (?: schwer | schwierig | lang | kompliziert ) | \b schwer \s+ (?: verst | zu \b )
    | \b n \.? \s? v \b \.? (?! \w ) | \b kein (?: er | e )? \s+ (?: hat \s+ )? (?: \w+ \s+ )? verst | \b verst \w+ \s+ (?: \w+ \s+ ){0,3} nicht\b
    | \b niemand \s+ (?: \w+ \s+ )? verst | \b (?: rück )? frage (?: n )? \b | \b was \s+ (?: heißt | bedeutet | ist \s+ das )
    | \b bitte \s+ (?: \w+ \s+ ){0,3} (?: prüf | klär | ändern | änder | überarbeit | nachfrag | erklär | kürz | anders | neu )
    | \b (?: noch | ist ) \s+ offen\b | \b (?: muss | müssen | sollte | soll ) \s+ noch\b | \b überarbeiten\b | \b (?: noch \s+ )? klären\b
    | \b stimmt \s+ (?: so \s+ )? nicht\b | \b geht \s+ (?: so \s+ )? nicht\b | \? \s* ["”“»«)\]]* \s* $ | \? \s
    """,
    re.VERBOSE | re.IGNORECASE,
)

_CLOSED = re.compile(
    r"(?:ist\s+|alles\s+|jetzt\s+|wurde\s+|habe\s+ich\s+|haben\s+wir\s+|gut\s+|sehr\s+)*"
    r"(?:ok|okay|o\.\s?k|erledigt|verstanden|geklärt|gelöst|passt|gut|prima|super|toll|geändert|übernommen|danke|ja)"
    r"(?:\s+so)?[\s.!✓✔☑👍]*",
    re.IGNORECASE,
)


def open_matters(row: TranslationRow) -> Iterator[str]:
    """What has been said about the row and asks for an answer, in the words of those who said it."""
    yield from (line for line in row.note if is_unsettled(line))
    for comment in row.comments:
        if not comment.done and not comment.reply and not is_closing(" ".join(comment.text)):
            yield " ".join(comment.text)


def is_unsettled(line: str) -> bool:
    """Whether a note says that something is not understood, or asks."""
    return bool(_UNCLEAR.search(line)) and not is_closing(line)


def is_closing(line: str) -> bool:
    """Whether a note only says that all is well."""
    return bool(_CLOSED.fullmatch(line.strip()))
