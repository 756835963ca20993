"""The rule books, as data: what each says of a measure, in which place, and how much is too much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.easy_language.hints.measures import AGREED, MEASURES
from pipeline.publication import toml_shapes
from pipeline.publication.toml_shapes import Shape, UnfitError

_HERE = Path(__file__).parent
BOOKS = ("bitv", "netzwerk", "hildesheim", "eigene")
"""The names of the books in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class BookRule:
    """What a book says of a measure."""

    measure: str
    book: str
    clause: str
    """Where it says so."""
    says: str
    """What it says, shortened; of an ordinance the words themselves."""
    threshold: int | None = None
    """More than this is too much; None where the book gives no number."""


@dataclass(frozen=True, slots=True)
class RuleBook:
    """A book with its rules."""

    name: str
    title: str
    known: str
    """From where this house knows what it says."""
    address: str
    rules: tuple[BookRule, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """How well a pattern does on sentences that a person labelled and that it was not made by."""

    precision: float
    """Of what it finds, the share that is right."""
    recall: float
    """Of what there is, the share that it finds."""
    labelled: int
    """How many of them there were."""

    def __str__(self) -> str:
        """``Genauigkeit 0,97, Trefferquote 0,93, gemessen an 61 Stellen``."""
        shares = f"Genauigkeit {self.precision:.2f}, Trefferquote {self.recall:.2f}".replace(".", ",")
        return f"{shares}, gemessen an {self.labelled} Stellen"


def _share(value: Any) -> float:
    if not isinstance(value, float) or not 0 <= value <= 1:
        raise UnfitError("erwartet wird ein Anteil von 0.0 bis 1.0")
    return value


_BOOK: Shape = {
    **dict.fromkeys(("name", "title", "known", "address"), toml_shapes.text),
    "rule": [
        {
            "measure": toml_shapes.one_of(*MEASURES, AGREED.name),
            "clause": toml_shapes.text,
            "says": toml_shapes.text,
            "threshold": toml_shapes.whole(0, 10**9),
        }
    ],
}
_SCORE: Shape = {"precision": _share, "recall": _share, "labelled": toml_shapes.whole(0, 10**6)}


@cache
def rule_books() -> tuple[RuleBook, ...]:
    """Every book."""
    return tuple(_book(name) for name in BOOKS)


def _book(name: str) -> RuleBook:
    file = _HERE / "books" / f"{name}.toml"
    values = toml_shapes.fitted(file.read_text(encoding="utf-8"), _BOOK, file.name)
    rules = tuple(BookRule(book=name, **{"threshold": None, **each}) for each in values["rule"])
    return RuleBook(values["name"], values["title"], values["known"], values["address"], rules)


@cache
def measured() -> Mapping[str, Measured]:
    """By name of a pattern, how well it does; the tests write and hold these figures."""
    file = _HERE / "measured.toml"
    names = {each.name for each in MEASURES.values() if not each.exact}
    shape = dict.fromkeys((*names, "numbers", "days", "names", "duties"), _SCORE)
    values = toml_shapes.fitted(file.read_text(encoding="utf-8"), shape, file.name)
    return MappingProxyType({name: Measured(**each) for name, each in values.items()})


@dataclass(frozen=True, slots=True)
class Applied:
    """A measure with the rules that ask for it, and the threshold that is taken."""

    measure: str
    threshold: int
    rules: tuple[BookRule, ...]


def applied(books: Iterable[str] = BOOKS) -> tuple[Applied, ...]:
    """The measures that the books ask for. The lowest threshold counts; ours where none of them gives one."""
    chosen, every = set(books), [rule for book in rule_books() for rule in book.rules]
    own = {rule.measure: rule.threshold or 0 for rule in every if rule.book == BOOKS[-1]}
    found = []
    for name in (*MEASURES, AGREED.name):
        rules = tuple(rule for rule in every if rule.measure == name and rule.book in chosen)
        given = [rule.threshold for rule in rules if rule.threshold is not None]
        if rules:
            found.append(Applied(name, min(given, default=own.get(name, 0)), rules))
    return tuple(found)
