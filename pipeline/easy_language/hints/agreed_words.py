"""Where a translation does not use the word that was agreed on: „hier steht ‚Kommune‘, vereinbart ist ‚Stadt‘“."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.easy_language.hints.proper_names import key
from pipeline.easy_language.translation import Word


@dataclass(frozen=True, slots=True)
class UnagreedWord:
    """A word, the one that was agreed on for it, and where it stands; ``start`` is -1 where it stands in the original alone."""

    word: str
    agreed: str
    start: int
    end: int

    @property
    def message(self) -> str:
        """What to say of it."""
        if self.start < 0:
            return f"im Original steht „{self.word}“, vereinbart ist „{self.agreed}“; das steht hier nicht"
        return f"hier steht „{self.word}“, vereinbart ist „{self.agreed}“"


_Token = tuple[str, int, int]


class Glossary:
    """The words that have an agreed word, found in a text in one pass, in any form that declension gives them."""

    def __init__(self, words: Iterable[Word]) -> None:
        """Look for these."""
        self._by_first: dict[str, list[tuple[list[str], Word]]] = {}
        for word in words:
            tokens = key(word.word).split()
            if word.agreed and tokens and key(word.word) != key(word.agreed):
                self._by_first.setdefault(tokens[0], []).append((tokens, word))

    def disagreements(self, original: str, lines: Sequence[str]) -> Iterator[tuple[int, UnagreedWord]]:
        """In which line what is not as agreed; the first line where the agreed word stands in none of them."""
        if not self._by_first:
            return
        texts = [_tokens(line) for line in lines]
        said = {token for tokens in texts for token, _, _ in tokens}
        used = set[str]()
        for at, tokens in enumerate(texts):
            for word, start, end in self._found(tokens):
                used.add(word.word)
                yield at, UnagreedWord(lines[at][start:end], word.agreed, start, end)
        for word, start, end in self._found(_tokens(original)):
            if word.word not in used and not all(part in said for part in key(word.agreed).split()):
                used.add(word.word)
                yield 0, UnagreedWord(original[start:end], word.agreed, -1, -1)

    def _found(self, tokens: Sequence[_Token]) -> Iterator[tuple[Word, int, int]]:
        for at, (token, start, _) in enumerate(tokens):
            for wanted, word in self._by_first.get(token, ()):
                part = tokens[at : at + len(wanted)]
                if [each for each, _, _ in part] == wanted:
                    yield word, start, part[-1][2]


def _tokens(text: str) -> list[_Token]:
    return [(key(found[0]), found.start(), found.end()) for found in re.finditer(r"\w+(?:[-·]\w+)*", text)]
