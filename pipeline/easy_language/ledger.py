"""A translation ↔ TOML that people can read and correct, and that version control can compare line by line.

One line of Leichte Sprache is one line of the file, so a changed sentence is a changed line:

    text = [
        "Alle Menschen haben die gleichen Rechte.",
        "Das steht im Grund-Gesetz.",
    ]

What is empty is not written, and what is not written is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import islice
from typing import Any

import tomli_w

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.easy_language.form_wording import Status, is_name
from pipeline.easy_language.translation import (
    Comment,
    Leftover,
    Lines,
    Protocol,
    RowPicture,
    Translation,
    TranslationRow,
    Word,
)
from pipeline.publication import toml_shapes
from pipeline.publication.toml_shapes import Shape, UnfitError

FORMAT = 1

HEAD = """\
# Übersetzung in Leichte Sprache, geschrieben von „zeilentreu return“.
# Sie dürfen hier verbessern: Texte, Wörter, Anmerkungen. „geprüft“ gilt nur, solange der Text sich nicht ändert.
# Was unter leftover steht, hatte keinen Platz. Löschen Sie es, wenn es erledigt ist.
"""


def one_line(value: Any) -> str:
    """The check for a line of text."""
    if not isinstance(value, str):
        raise UnfitError("erwartet wird Text in Anführungszeichen")
    return value


def several_lines(value: Any) -> Lines:
    """Lines as an array; a text of several lines will do for people who write by hand."""
    if isinstance(value, str):
        return tuple(line for line in value.split("\n") if line)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise UnfitError('erwartet werden Zeilen in Anführungszeichen: ["Erste Zeile.", "Zweite Zeile."]')
    return tuple(value)


def _span(value: Any) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,7})(?:[–-](\d{1,7}))?", value) if isinstance(value, str) else None
    if not found or int(found[1]) > int(found[2] or found[1]):
        raise UnfitError("erwartet werden Zeilen wie „24“ oder „24–27“")
    return int(found[1]), int(found[2] or found[1])


def _name(value: Any) -> str:
    if not isinstance(value, str) or not is_name(value):
        raise UnfitError("erwartet wird die Nummer einer Tabellenzeile wie „S0017“")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise UnfitError("erwartet wird true oder false")
    return value


_DIGEST = toml_shapes.matching(r"[0-9a-f]{16}", "erwartet werden 16 Zeichen 0–9 und a–f")
_COMMENT: Shape = {"author": one_line, "text": several_lines, "done": _truth, "reply": _truth}

SHAPE: Shape = {
    "format": toml_shapes.whole(FORMAT, FORMAT),
    "slug": one_line,
    "title": one_line,
    "source": one_line,
    "protocol": {field.name: several_lines if field.name == "readers" else one_line for field in fields(Protocol)},
    "detail": [{"label": one_line, "value": one_line}],
    "row": [
        {
            "name": _name,
            "lines": _span,
            "place": one_line,
            "status": toml_shapes.one_of(*Status),
            "review": _truth,
            "original": one_line,
            "was": one_line,
            "digest": _DIGEST,
            "text": several_lines,
            "picture": one_line,
            "alternative": one_line,
            "credit": one_line,
            "note": several_lines,
            "checked": _DIGEST,
            "checked_on": one_line,
            "more": [{"picture": one_line, "alternative": one_line, "credit": one_line}],
            "comment": [_COMMENT],
        }
    ],
    "word": [{"word": one_line, "lines": one_line, "agreed": one_line, "explanation": several_lines}],
    "comment": [_COMMENT],
    "leftover": [{"where": one_line, "text": several_lines}],
}


def dumps(translation: Translation) -> str:
    """The translation as TOML."""
    return HEAD + "\n".join(_tables(translation))


def _tables(translation: Translation) -> Iterator[str]:
    head = {"format": FORMAT, "slug": translation.slug, "title": translation.title, "source": translation.source}
    yield "\n" + _table("", head)
    protocol = {field.name: _plain(getattr(translation.protocol, field.name)) for field in fields(Protocol)}
    yield _table("[protocol]", protocol)
    yield from (_table("[[detail]]", {"label": label, "value": value}) for label, value in translation.details)
    for row in translation.rows:
        yield _table("[[row]]", _row(row), keep=("name", "status", "original", "text"))
        yield from (_table("[[row.more]]", _picture(each)) for each in row.more_pictures)
        yield from _comments("[[row.comment]]", row.comments)
    for word in translation.words:
        yield _table("[[word]]", {field.name: _plain(getattr(word, field.name)) for field in fields(Word)})
    yield from _comments("[[comment]]", translation.comments)
    yield from (
        _table("[[leftover]]", {"where": each.where, "text": list(each.text)}) for each in translation.leftovers
    )


def _row(row: TranslationRow) -> dict[str, Any]:
    span = "" if row.first is None else f"{row.first}" if row.first == row.last else f"{row.first}–{row.last}"
    return {
        "name": row.name,
        "lines": span,
        "place": row.place,
        "status": str(row.status),
        "review": row.review,
        "original": row.original,
        "was": row.was,
        "digest": row.digest,
        "text": list(row.text),
        "picture": row.picture,
        "alternative": row.alternative,
        "credit": row.credit,
        "note": list(row.note),
        "checked": row.checked,
        "checked_on": row.checked_on,
    }


def _picture(picture: RowPicture) -> dict[str, Any]:
    return {"picture": picture.name, "alternative": picture.alternative, "credit": picture.credit}


def _comments(header: str, comments: Iterable[Comment]) -> Iterator[str]:
    return (
        _table(header, {"author": each.author, "text": list(each.text), "done": each.done, "reply": each.reply})
        for each in comments
    )


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _table(header: str, values: Mapping[str, Any], keep: tuple[str, ...] = ()) -> str:
    written = {key: value for key, value in values.items() if value or key in keep}
    return (f"{header}\n" if header else "") + tomli_w.dumps(written)


def loads(content: str, file: str) -> Translation:
    """The translation that the TOML says. Raises InputRefusal with every fault found (Z401, Z402, Z403)."""
    values = toml_shapes.fitted(content, SHAPE, file)
    rows = values.get("row", ())
    if faults := list(islice(_faults_of_names(rows, content, file), toml_shapes.MOST_FAULTS)):
        raise InputRefusal(*faults)
    protocol = Protocol(**values.get("protocol", {}))
    return Translation(
        values.get("slug", ""),
        values.get("title", ""),
        values.get("source", ""),
        tuple(_loaded_row(each) for each in rows),
        tuple(Word(**{"word": "", **each}) for each in values.get("word", ())),
        protocol,
        tuple((each.get("label", ""), each.get("value", "")) for each in values.get("detail", ())),
        _loaded_comments(values.get("comment", ())),
        tuple(Leftover(each.get("where", ""), each.get("text", ())) for each in values.get("leftover", ())),
    )


def row_places(content: str, file: str, key: str) -> list[Place]:
    """Where each row of the TOML says this, or where the row begins if it does not; in one pass."""
    found: list[Place] = []
    said = False
    for number, line in enumerate(content.splitlines(), 1):
        if re.match(r"\s*\[\[\s*row\s*\]\]", line):
            found.append(Place(file, number))
            said = False
        elif found and not said and re.match(rf"\s*[\"']?{key}[\"']?\s*=", line):
            found[-1], said = Place(file, number), True
    return found


def _faults_of_names(rows: Iterable[Mapping[str, Any]], content: str, file: str) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for at, row in enumerate(rows):
        name = row.get("name", "")
        if not name or name in seen:
            message = (
                f"Die Tabellenzeile {name} steht zweimal da."
                if name
                else "Einer Tabellenzeile fehlt ihre Nummer: name."
            )
            yield Diagnostic("Z403", toml_shapes.place_of(("row", at, "name"), content, file), message)
        seen.add(name)


def _loaded_row(values: Mapping[str, Any]) -> TranslationRow:
    first, last = values.get("lines", (None, None))
    rest = {key: value for key, value in values.items() if key not in {"lines", "comment", "more", "status"}}
    return TranslationRow(
        **{
            "original": "",
            "digest": "",
            **rest,
            "first": first,
            "last": last,
            "status": Status(values.get("status", Status.OPEN)),
            "comments": _loaded_comments(values.get("comment", ())),
            "more_pictures": tuple(
                RowPicture(each["picture"], each.get("alternative", ""), each.get("credit", ""))
                for each in values.get("more", ())
                if each.get("picture")
            ),
        }
    )


def _loaded_comments(values: Iterable[Mapping[str, Any]]) -> tuple[Comment, ...]:
    return tuple(
        Comment(each.get("author", ""), each.get("text", ()), each.get("done", False), each.get("reply", False))
        for each in values
    )
