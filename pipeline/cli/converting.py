"""``convert``: a text of any form as CommonMark, to go on from there."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.arguments import Add, add_form, add_tracked, job_of
from pipeline.cli.output import FINE, show
from pipeline.diagnostics import Diagnostic, Place, Refusal, UsageRefusal

if TYPE_CHECKING:
    from pipeline.build.programme import ReadChapter
    from pipeline.text.model import NumberedChapter

FORMS = ("commonmark",)


def add_commands(add: Add) -> None:
    """Add the commands of this room."""
    convert = add("convert", _convert, "einen Text in eine andere Form umwandeln")
    convert.add_argument("source", type=Path, metavar="QUELLE")
    convert.add_argument("--to", choices=FORMS, required=True, help="in welche Form")
    convert.add_argument(
        "--out", type=Path, metavar="ORDNER", help="wohin, mit den Bildern (sonst: Ausgabe auf dem Bildschirm)"
    )
    add_form(convert)
    add_tracked(convert)


def _convert(options: argparse.Namespace) -> int:
    from pipeline.build import programme
    from pipeline.editions import commonmark
    from pipeline.text import walk

    job = job_of(options.source, form=options.form, tracked=options.tracked)
    texts = programme.texts([job], titled=False)
    if len(texts) > 1 and not options.out:
        message = f"„{options.source.name}“ enthält {len(texts)} Kapitel; jedes wird eine Datei."
        raise UsageRefusal(Diagnostic("Z901", Place("--out"), message, "Nennen Sie einen Ordner: --out ORDNER"))
    diagnostics = [each for text in texts for each in text.diagnostics]
    results = []
    for text in texts:
        written, lost = commonmark.text(text.numbered)
        pictures = {each.file: each.data for each in walk.pictures(text.numbered.chapter.blocks)}
        diagnostics += _lost(text, written, pictures, lost)
        name = f"{text.numbered.slug if len(texts) > 1 else options.source.stem}.md"
        results.append({"name": name, "text": written})
        if options.out:
            _require_new(options.out / name, options.source)
            _write(options.out, {**pictures, name: written.encode()})
        elif pictures:
            message = (
                f"Der Text hat {len(pictures)} {'Bilder' if len(pictures) > 1 else 'Bild'}, die hier nicht mitkommen."
            )
            diagnostics.append(
                Diagnostic("Z175", Place(str(options.source)), message, "Mit --out ORDNER liegen sie neben dem Text.")
            )
    if options.json:
        show(diagnostics, as_json=True, files=results)
        return FINE
    if not options.out:
        sys.stdout.write(results[0]["text"])
    show(diagnostics)
    for each in results if options.out else ():
        print(f"{options.out / each['name']}: geschrieben.")
    return FINE


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files, the pictures before the text that names them."""
    from pipeline.build.writing import locked, write_whole

    for inner in dict.fromkeys((folder / name).parent for name in files):
        with locked(inner):
            write_whole(
                inner, {Path(name).name: data for name, data in files.items() if (folder / name).parent == inner}
            )


def _require_new(path: Path, source: Path) -> None:
    """Raise UsageRefusal where the result would be written over its source."""
    if path.resolve() == source.resolve():
        message = f"Das Ergebnis würde „{source.name}“ überschreiben."
        raise UsageRefusal(Diagnostic("Z901", Place("--out"), message, "Nennen Sie einen anderen Ordner."))


def _lost(text: ReadChapter, written: str, pictures: Mapping[str, bytes], lost: Sequence[str]) -> Iterator[Diagnostic]:
    """What CommonMark could not say, and what reads back in another way; the text is read back to know it."""
    place = Place(str(text.job.source))
    for sentence in dict.fromkeys(lost):
        yield Diagnostic("Z175", place, sentence)
    for sentence in _differences(text.numbered, written, pictures):
        yield Diagnostic("Z175", place, sentence, "Vergleichen Sie diese Stelle mit der Vorlage.")


def _differences(numbered: NumberedChapter, written: str, pictures: Mapping[str, bytes]) -> tuple[str, ...]:
    from pipeline.editions.commonmark.comparison import differences
    from pipeline.publication.settings import Publication
    from pipeline.sources import forms

    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), pictures)
        try:
            back = forms.loads(written.encode(), f"{folder}/text.md", Publication(), titled=False)
        except Refusal as refusal:
            return tuple(f"Zeile {each.place.line} des Ergebnisses: {each.message}" for each in refusal.diagnostics)
    return tuple(differences(numbered, back.numbered))
