"""The page docs/lesbarkeit.html, from the questions and RESULTS.toml alone: it needs no program and no script."""

# SPDX-License-Identifier: CC0-1.0

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from conformance.programs import PROGRAMS
from conformance.questions import FORMATS, HERE, Question, questions

RESULTS = HERE / "RESULTS.toml"
PAGE = HERE.parent.parent / "docs" / "lesbarkeit.html"

KINDS: Mapping[str, str] = {"text": "Text", "shown": "gezeigt", "spoken": "vorgelesen", "copied": "kopiert"}

STYLE = """
:root { color-scheme: light dark }
body { font: 1.125rem/1.5 sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
div.wide { overflow-x: auto; overflow-wrap: normal }
table { border-collapse: collapse; margin: 1rem 0 }
caption { text-align: left; font-weight: bold; padding-bottom: .5rem }
th, td { border: 1px solid; padding: .25rem .5rem; text-align: left; vertical-align: top }
:target { outline: 3px solid; outline-offset: 4px }
"""

INTRODUCTION = """
<p>Amtliche Zeilennummern stehen im Rand, gehören aber nicht in den Satz: „Die Stadt baut Wege 18 und Brücken“ liest niemand gern.
Jede Datei hier stellt dazu eine einzige Frage. Unter jeder steht, wo die Antwort festgelegt ist, was ein Programm
dann liest, und was die Programme, die da waren, wirklich daraus machen.</p>
<p>„ja“ heißt: wie erwartet, Leerraum, Zeilenenden und weiche Trennzeichen nicht gezählt. „anders“ heißt nicht immer „falsch“: Programme, die die
Seite lesen und nicht ihre Tags, nehmen mit, was gemalt ist. „nicht gefragt“: Das Programm beantwortet solche Fragen
nicht. „nicht da“: Es fehlte, als die Tabellen entstanden.</p>
<p>Die Dateien sind gemeinfrei (CC0 1.0), wie diese Tabellen. Sie sind so klein wie möglich; Schriften
betten sie nicht ein, und keine behauptet, einer Norm der Barrierefreiheit zu folgen. <code>make conformance</code> macht alles neu.</p>
"""


def page() -> str:
    """All of it."""
    found = tomllib.loads(RESULTS.read_text(encoding="utf-8"))
    body = "\n".join(_parts(found))
    return (
        '<!DOCTYPE html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Zeilennummern: was Programme lesen</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>Zeilennummern: was Programme lesen</h1>\n{INTRODUCTION.strip()}\n{body}\n</main>\n</body>\n</html>\n"
    )


def _parts(found: Mapping[str, Any]) -> Iterator[str]:
    links = "".join(f'<li><a href="#{ending}">{name}</a></li>' for ending, name in FORMATS.items())
    yield f'<nav aria-label="Formate">\n<ul>{links}</ul>\n</nav>'
    for ending, name in FORMATS.items():
        asked = [each for each in questions() if each.ending == ending]
        programs = programs_of(ending)
        yield f'<h2 id="{ending}">{name}</h2>'
        yield _overview(name, asked, programs, found)
        for question in asked:
            yield from _detail(question, programs, found)


def programs_of(ending: str) -> list[tuple[str, str]]:
    """Name and kind of the programs that are asked about this format."""
    return [(each.name, each.kind) for each in PROGRAMS if ending in each.endings]


def verdict(question: Question, name: str, kind: str, found: Mapping[str, Any]) -> str:
    """How the program did, in a word."""
    if name not in found:
        return "nicht da"
    read = found[name]["read"].get(question.path)
    if read is None:
        return "nicht gefragt"
    return "ja" if compared(read) == question.expected(kind) else "anders"


def compared(read: str) -> str:
    """What counts of a text: neither rows nor soft hyphens, which join the rows that they part."""
    return " ".join(re.sub("\N{SOFT HYPHEN}\n?", "", read).split())


def _identifier(question: Question) -> str:
    return f"{question.ending}-{question.facts['name']}"


def _overview(name: str, asked: list[Question], programs: list[tuple[str, str]], found: Mapping[str, Any]) -> str:
    heads = "".join(
        f'<th scope="col">{escape(program)} {escape(found[program]["version"]) if program in found else "(nicht da)"}</th>'
        for program, _ in programs
    )
    rows = "\n".join(
        f'<tr><th scope="row"><a href="#{_identifier(each)}" lang="en">{each.facts["name"]}</a></th>'
        + "".join(f"<td>{verdict(each, program, kind, found)}</td>" for program, kind in programs)
        + "</tr>"
        for each in asked
    )
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="Übersicht {name}">\n<table>\n'
        f"<caption>{name}: Liest das Programm die Datei wie erwartet?</caption>\n"
        f'<thead><tr><th scope="col">Datei</th>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>'
    )


def _detail(question: Question, programs: list[tuple[str, str]], found: Mapping[str, Any]) -> Iterator[str]:
    path, facts = question.path, question.facts
    yield f'<h3 id="{_identifier(question)}">{escape(facts["asks"])}</h3>'
    yield (f'<p>Datei: <a href="../tests/conformance/{path}">{path}</a>. Festgelegt in: {escape(facts["clause"])}.</p>')
    yield f"<p>Erwartet: „{escape(facts['expect'])}“{''.join(_instead(question))}</p>"
    rows = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{KINDS[kind]}</td><td>{verdict(question, name, kind, found)}</td>'
        f"<td>{_read(found.get(name, {}).get('read', {}).get(path))}</td></tr>"
        for name, kind in programs
    )
    yield (
        f"<table>\n<caption>Was Programme aus {path} machen</caption>\n"
        '<thead><tr><th scope="col">Programm</th><th scope="col">Was es gibt</th>'
        '<th scope="col">Wie erwartet</th><th scope="col">Gelesen</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _instead(question: Question) -> Iterator[str]:
    for kind, text in question.facts.get("instead", {}).items():
        yield f"; {KINDS[kind]}: „{escape(text)}“"


def _read(text: str | None) -> str:
    """The rows, with characters that cannot be seen named by their number."""
    if text is None:
        return "–"
    shown = "".join(each if each.isprintable() or each == "\n" else f"[U+{ord(each):04X}]" for each in text)
    return escape(shown).replace("\n", "<br>") or "nichts"
