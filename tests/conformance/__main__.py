"""Writes the files, what programs here make of them, and the page: ``make conformance``.

RESULTS.toml   version of each program, and what it made of each file
../../docs/lesbarkeit.html   the same for people
"""

# SPDX-License-Identifier: CC0-1.0

from __future__ import annotations

import sys
from collections.abc import Iterable

import tomli_w

from conformance import page
from conformance.files import file_of
from conformance.programs import PROGRAMS, NotAskedError, Program, path_of, rows
from conformance.questions import Question, questions


def answers(program: Program, asked: Iterable[Question] = ()) -> dict[str, str]:
    """Path → what the program makes of the file, for those of the files (or of all) that it is asked about."""
    found = {}
    for question in asked or questions():
        if question.ending in program.endings:
            try:
                found[question.path] = rows(program.read(question))
            except NotAskedError:
                continue
    return found


def results(programs: Iterable[Program]) -> dict[str, dict[str, object]]:
    """Version and answers by name, for the programs that are here."""
    return {
        each.name: {"version": number, "read": answers(each)}
        for each in programs
        if (number := each.version()) or print(f"nicht da: {each.name}", file=sys.stderr)
    }


def main() -> None:
    """Write all anew."""
    for question in questions():
        path_of(question).parent.mkdir(exist_ok=True)
        path_of(question).write_bytes(file_of(question.facts, question.ending))
    page.RESULTS.write_text(tomli_w.dumps(results(PROGRAMS), multiline_strings=True), encoding="utf-8")
    page.PAGE.write_text(page.page(), encoding="utf-8")


if __name__ == "__main__":
    main()
