"""Long texts for tests, the same for the same arguments: programmes with all that programmes have, of any width of line."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

SUBJECTS = (
    "Die Stadt",
    "Der Rat",
    "Jede Nachbarschaft",
    "Die Verwaltung",
    "Unser Kreisverband",
    "Das Jugendamt",
    "Wer hier lebt",
    "Die Verkehrsgesellschaft",
    "Der Ausschuss für Umwelt- und Klimaschutz",
    "Das Musterstädter Wohnungsbauunternehmen",
)
VERBS = (
    "erneuert",
    "fördert",
    "bewahrt",
    "plant",
    "bezahlt",
    "verbessert",
    "ermöglicht",
    "prüft",
    "vergrößert",
    "verantwortet",
    "unterstützt",
    "baut",
)
OBJECTS = (
    "die Radwege am Fluss",
    "warme Mahlzeiten in allen Schulen",
    "die Büchereien der Stadtteile",
    "bezahlbare Wohnungen",
    "den Nahverkehr bis Mitternacht",
    "Grünflächen, Brunnen und Bänke",
    "die Barriere-Beratung im Rathaus",
    "Sprachkurse für Zugewanderte",
    "das Schwimmbad an der Weststraße",
    "Werkstätten und Handwerksbetriebe",
    "die Versorgung mit Hebammen",
    "mehr als 1.250 neue Bäume",
    "die Wege zwischen Wohnung und Arbeit",
)
ADDITIONS = (
    "bis zum Ende des Jahres",
    "gemeinsam mit den Vereinen",
    "auch am Wochenende",
    "ohne weitere Gutachten",
    "nach den Regeln der Gleichstellung",
    "in jedem Stadtbezirk",
    "mit Menschen, die Rollstühle benutzen",
    "wie im Haushalt vorgesehen",
    "für Kinder, Eltern und Großeltern",
    "so schnell wie möglich",
)


def programme(title: str, lines: int, *, width: int = 80, first: int = 1, seed: int = 11) -> str:
    """A text in CommonMark that the rule cuts into at least so many lines of this width.

    Every part has a heading, paragraphs (one bold, one in capitals now and then), nested lists, a quotation, notes, and
    a table in every third part.
    """
    random = Random(seed)
    head = ["---", f"title: {title}", "kind: Beschluss", "initiator: Rat der Stadt", "resolved: 2026-03-02"]
    head += [f"width: {width}", f"first: {first}", "---", ""]
    parts, notes, at, have = list[str](), list[str](), 0, 0
    while have < lines:
        at += 1
        blocks = [*_part(random, at, notes, width)]
        rows = (row for block in blocks if not block.startswith("|") for row in block.split("\n"))
        have += sum(1 + len(row) // width for row in rows)
        parts += blocks
    return "\n\n".join(["\n".join(head), *parts, *notes]) + "\n"


def _part(random: Random, at: int, notes: list[str], width: int) -> Iterator[str]:
    yield f"## Teil {at}: {random.choice(OBJECTS)}"
    yield _sentences(random, 6)
    notes.append(f"[^{at}]: Beschluss Nummer {at} vom 3. Mai, {_sentence(random)}")
    yield f"{_sentence(random)}[^{at}] {_sentences(random, 4)}"
    yield _list(random)
    yield f"### {random.choice(SUBJECTS)} {random.choice(VERBS)}"
    yield _sentences(random, 5)
    if at % 4 == 0:
        yield f"**{_sentences(random, 3)}**"
    if at % 8 == 0:
        yield _sentences(random, 2).upper()
    if at % 5 == 0:
        yield f"> {_sentences(random, 3)}"
    if at % 3 == 0:
        yield _table(random, 3 if width < 60 else 4)


def _sentence(random: Random) -> str:
    return f"{random.choice(SUBJECTS)} {random.choice(VERBS)} {random.choice(OBJECTS)} {random.choice(ADDITIONS)}."


def _sentences(random: Random, count: int) -> str:
    return " ".join(_sentence(random) for _ in range(count))


def _list(random: Random) -> str:
    rows = []
    for _ in range(3):
        rows.append(f"- {_sentence(random)} {_sentence(random)}")
        rows += [f"  1. {_sentence(random)}", f"  2. {_sentence(random)}"]
        rows.append(f"     - {random.choice(OBJECTS)}, {random.choice(ADDITIONS)}")
    return "\n".join(rows)


def _table(random: Random, columns: int) -> str:
    rows = [["Vorhaben", *(str(2026 + at) for at in range(1, columns))], ["---"] * columns]
    rows += [
        [random.choice(OBJECTS), *(f"{random.randrange(1, 99)} Mio. €" for _ in range(1, columns))] for _ in range(4)
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
