"""``cite``: the words of official lines, ready to be cited."""

from __future__ import annotations

import argparse
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.arguments import Add
from pipeline.cli.output import FINE, show
from pipeline.diagnostics import Diagnostic, FileRefusal, InputRefusal, Place, UsageRefusal

if TYPE_CHECKING:
    from pipeline.build.programme import ReadChapter

_LINES = re.compile(r"(?:Zeilen?|Z\.)?\s*([0-9]{1,7})(?:\s*(?:-|–|bis)\s*([0-9]{1,7}))?")


def add_commands(add: Add) -> None:
    """Add the command of this room."""
    cite = add("cite", _cite, "amtliche Zeilen zitieren: Wortlaut, Fundstelle, Verweise")
    cite.add_argument("text", metavar="TEXT", help="der Name eines Kapitels (wie sein Ordner in dist) oder seine Datei")
    cite.add_argument("lines", nargs="+", metavar="ZEILEN", help="zum Beispiel 36 oder 36-37")
    cite.add_argument(
        "--source", type=Path, default=Path("seeds"), metavar="ORDNER", help="wo die Texte liegen (sonst: seeds)"
    )


def _cite(options: argparse.Namespace) -> int:
    from pipeline.text.citation import citation

    first, last = _range(" ".join(options.lines))
    text = _text(options.text, options.source)
    publication = text.job.publication
    found = citation(text.numbered, first, last, language=publication.language, address=publication.address)
    if options.json:
        show((), as_json=True, citation=asdict(found))
        return FINE
    print("\n".join(["„" + "\n".join(found.passages) + "“", found.source, ""]))
    width = max(len(kind) for kind, _ in found.links)
    for kind, address in found.links:
        print(f"{kind:{width}}  {address}")
    return FINE


def _range(words: str) -> tuple[int, int]:
    if not (found := _LINES.fullmatch(words.strip())):
        hint = "Zum Beispiel: zeilentreu cite mein-kapitel 36-37"
        raise UsageRefusal(Diagnostic("Z901", Place("zeilentreu cite"), f"„{words}“ sind keine Zeilen.", hint))
    first = int(found[1])
    return first, int(found[2] or first)


def _text(name: str, folder: Path) -> ReadChapter:
    """The chapter with this slug, or that of the file with this path. Raises Refusal."""
    from pipeline.build import programme, source_jobs

    path = Path(name)
    by_path = path.suffix != "" and path.exists()
    if not by_path and not folder.exists():
        message = f"„{name}“ ist keine Datei, und den Ordner „{folder}“ gibt es hier nicht."
        hint = "Nennen Sie die Datei des Textes, oder mit --source ORDNER, wo die Texte liegen."
        raise FileRefusal(Diagnostic("Z101", Place(name), message, hint))
    texts = programme.texts(source_jobs.jobs([path if by_path else folder]))
    found = [text for text in texts if by_path or text.numbered.slug == name]
    if len(found) == 1:
        return found[0]
    known = ", ".join(text.numbered.slug for text in texts)
    message = f"„{name}“ hat mehrere Kapitel." if found else f"Ein Kapitel „{name}“ gibt es in „{folder}“ nicht."
    raise InputRefusal(Diagnostic("Z280", Place(name if by_path else str(folder)), message, f"Es gibt: {known}."))
