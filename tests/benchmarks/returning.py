"""How long reading back takes, as a multiple of reading the source, so that slow and fast machines say the same.

PYTHONPATH=tests .venv/bin/python tests/benchmarks/returning.py
"""

from __future__ import annotations

import timeit

from conftest import SEED, seed
from handover import Fill, handover
from test_easy_language_return_command import long_chapter

from pipeline.easy_language import ledger
from pipeline.easy_language.reconciliation import reconciled
from pipeline.easy_language.returned import sheet
from pipeline.easy_language.segments import segments
from pipeline.sources import forms
from pipeline.text.model import NumberedChapter


def returning(numbered: NumberedChapter) -> float:
    """Seconds for file → sheet → translation → TOML and back."""
    fill = {each.name: Fill(["Ein leichter Satz.", "Noch einer."], "übersetzt") for each in segments(numbered)}
    data = handover(numbered, fill).data()

    def once() -> None:
        written = ledger.dumps(reconciled(sheet(data, "x"), numbered, None, "t").translation)
        reconciled(sheet(data, "x"), numbered, ledger.loads(written, "t"), "t")

    return min(timeit.repeat(once, number=1, repeat=3))


def main() -> None:
    """Print the two ratios."""
    reading = min(timeit.repeat(lambda: forms.read(SEED), number=1, repeat=3))
    short, long = returning(seed().numbered), returning(long_chapter(4999))
    print(f"Rücklauf des Seeds: {short / reading:.1f}-mal das Lesen der Quelle ({short:.2f} s)")
    print(f"5 000 Zeilen: {long / short:.0f}-mal der Seed mit {len(segments(seed().numbered))} Zeilen ({long:.2f} s)")


if __name__ == "__main__":
    main()
