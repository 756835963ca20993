"""``build`` and ``check``: making editions, and holding finished ones against the text."""

from __future__ import annotations

import argparse
import difflib
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.arguments import Add, add_form, add_tracked
from pipeline.cli.output import FINE, closed_pipe_allowed, show, verdict
from pipeline.cli.stopping import Stopped
from pipeline.diagnostics import Diagnostic, FileRefusal, InputRefusal, Place, Refusal, UsageRefusal
from pipeline.diagnostics.codes import Severity
from pipeline.diagnostics.reasons import reason
from pipeline.publication.catalogue import RECORD

if TYPE_CHECKING:
    from pipeline.build.volumes import Built


def add_commands(add: Add) -> None:
    """Add the commands of this room."""
    build = add("build", _build, "Ausgaben bauen")
    build.add_argument("sources", nargs="*", type=Path, metavar="QUELLE", help="Dateien oder Ordner (sonst: seeds)")
    build.add_argument("--out", type=Path, default=Path("dist"), metavar="ORDNER", help="wohin (sonst: dist)")
    build.add_argument("--edition", nargs="+", action="extend", metavar="NAME", help="nur diese Ausgaben")
    build.add_argument("--strict", action="store_true", help="Texte ablehnen, die repariert werden müssten")
    add_form(build)
    add_tracked(build)
    check = add("check", _check, "fertige Ausgaben prüfen")
    check.add_argument("folder", type=Path, metavar="ORDNER", help="dist oder der Ordner eines Kapitels")
    check.add_argument(
        "--source",
        nargs="+",
        type=Path,
        metavar="QUELLE",
        help="gegen den Ausgangstext prüfen, nicht nur gegen das Modell",
    )
    add_form(check)
    add_tracked(check)


def _build(options: argparse.Namespace) -> int:
    from pipeline.build import source_jobs
    from pipeline.build import volumes as build

    names = _editions(options.edition)
    paths = options.sources or [_publication()]
    terminal = sys.stderr.isatty()

    def progress(step: str) -> None:
        if terminal:
            print(f"  {step}", file=sys.stderr)

    done: list[Built] = []
    new: list[Path] = []
    refused, code = list[Diagnostic](), FINE
    try:
        for each in build.build(
            source_jobs.jobs(paths, form=options.form, tracked=options.tracked),
            options.out,
            names,
            strict=options.strict,
            progress=progress,
            written=new.append,
        ):
            done.append(each)  # noqa: PERF402 - what was built before a refusal is kept
    except Refusal as refusal:
        refused, code = [*refusal.diagnostics], refusal.exit_code
    except KeyboardInterrupt as stop:
        raise Stopped(stop.number if isinstance(stop, Stopped) else signal.SIGINT, _after_stop(new)) from stop
    with closed_pipe_allowed():
        _report(done, refused, as_json=options.json)
    return code


def _after_stop(new: Sequence[Path]) -> str:
    """Which folders have new editions, and that all others are as they were."""
    if not new:
        return "Alle Ausgaben sind, wie sie vorher waren."
    return f"Neu: {', '.join(map(str, new))}. Alle anderen Ausgaben sind, wie sie vorher waren."


def _report(done: Sequence[Built], refused: Sequence[Diagnostic], *, as_json: bool) -> None:
    """Print what became of each text, and what there is to say of those that could not be made."""
    diagnostics = [diagnostic for each in done for diagnostic in each.diagnostics]
    data = [
        {
            "source": str(each.source),
            "slug": each.slug,
            "folder": str(each.folder),
            "lines": each.lines,
            "written": list(each.written),
        }
        for each in done
    ]
    if as_json:
        show([*diagnostics, *refused], as_json=True, chapters=data)
        return
    show(
        [
            *(
                diagnostic
                for each in done
                for diagnostic in each.diagnostics
                if each.written or each.refusal or _lasts(diagnostic)
            ),
            *refused,
        ]
    )
    for each in done:
        if each.written:
            print(f"{each.folder}: {each.lines} Zeilen, {', '.join(each.written)}")
        elif not each.refusal:
            print(f"{each.folder}: nichts zu tun, alles ist aktuell{_reported_before(each.diagnostics)}.")


def _lasts(diagnostic: Diagnostic) -> bool:
    """Whether it is reported until somebody has seen to it: what a translation lacks, and which of its checks do not hold."""
    return diagnostic.severity is Severity.FINDING or diagnostic.code == "Z672"


def _reported_before(diagnostics: Sequence[Diagnostic]) -> str:
    """That there was something to report when the files were made, so that nobody takes a mended text for a sound one."""
    counts = Counter(each.severity for each in diagnostics)
    words = ((Severity.REPAIR, "Reparatur", "en"), (Severity.WARNING, "Warnung", "en"))
    parts = [
        f"{counts[kind]} {word}{plural if counts[kind] > 1 else ''}" for kind, word, plural in words if counts[kind]
    ]
    return f" ({' und '.join(parts)}; zeilentreu lines zeigt sie)" if parts else ""


def _publication() -> Path:
    path = Path("seeds")
    if not path.is_dir():
        message = "Es ist keine Quelle angegeben, und hier gibt es keinen Ordner „seeds“."
        raise UsageRefusal(Diagnostic("Z901", Place("zeilentreu build"), message, "Aufruf: zeilentreu build QUELLE"))
    return path


def _editions(wanted: Sequence[str] | None) -> list[str]:
    """The names of the editions wanted, in the registry's order; the ending of a file will do as its name."""
    from pipeline.editions.registry import CHECK_EDITIONS, EASY_EDITIONS, EDITIONS

    every = {**EDITIONS, **EASY_EDITIONS, **CHECK_EDITIONS}
    endings = {edition.suffix.lstrip("."): name for name, edition in every.items()}
    chosen = set()
    for word in [part for each in wanted or every for part in each.split(",") if part]:
        name = word if word in every else endings.get(word)
        if name is None:
            near = difflib.get_close_matches(word, [*every, *endings], n=1)
            hint = f"Meinten Sie „{near[0]}“?" if near else f"Es gibt: {', '.join(every)}."
            raise UsageRefusal(Diagnostic("Z901", Place("--edition"), f"Die Ausgabe „{word}“ gibt es nicht.", hint))
        chosen.add(name)
    return [name for name in every if name in chosen]


def _check(options: argparse.Namespace) -> int:
    from pipeline.build import programme, source_jobs
    from pipeline.build import volumes as build
    from pipeline.checks import examination
    from pipeline.text.model import book_of

    folders = _chapter_folders(options.folder)
    found = programme.texts(source_jobs.jobs(options.source or [], form=options.form, tracked=options.tracked))
    truths = {text.numbered.slug: book_of(text.numbered) for text in found}
    books = {book.slug: (of, book) for of, book in programme.books(found)}
    truths |= {slug: book for slug, (_, book) in books.items()}
    languages = {text.numbered.slug: text.job.publication.language for text in found}
    languages |= {slug: of.publication.language for slug, (of, _) in books.items()}
    easy = {text.numbered.slug: build.easy_language(text.job, text.numbered)[0] for text in found}
    # A folder of one chapter may be held against the whole publication that it is from.
    whole = folders != [options.folder]
    if absent := [slug for slug in truths if whole and not any(folder.name == slug for folder in folders)]:
        raise InputRefusal(
            *(
                Diagnostic(
                    "Z408", Place(str(options.folder / slug)), "Dieses Kapitel ist nicht gebaut.", "Erst bauen: make"
                )
                for slug in absent
            )
        )
    reports = [
        (
            folder,
            examination.examine(
                folder,
                truths.get(folder.name),
                language=languages.get(folder.name, ""),
                easy=easy.get(folder.name),
            ),
        )
        for folder in folders
    ]
    diagnostics = [each for _, report in reports for row in report.rows for each in row.diagnostics]
    if options.json:
        show(diagnostics, as_json=True, checks=[report.data() for _, report in reports])
    else:
        for folder, report in reports:
            print(f"{folder}:")
            print("\n".join(f"  {line}" for line in report.lines()))
        show(diagnostics)
    return verdict(diagnostics)


def _chapter_folders(folder: Path) -> list[Path]:
    """The folders with a chapter: the one given, or those inside it."""
    try:
        if _has_editions(folder, folder.resolve().name):
            return [folder]
        found = sorted(path for path in folder.iterdir() if path.is_dir() and _has_editions(path, path.name))
    except (FileNotFoundError, NotADirectoryError) as error:
        message = "Das ist kein Ordner." if folder.exists() else "Diesen Ordner gibt es nicht."
        raise InputRefusal(Diagnostic("Z408", Place(str(folder)), message, "Erst bauen: make")) from error
    except OSError as error:
        place = Place(str(error.filename or folder))
        raise FileRefusal(Diagnostic("Z802", place, f"Der Ordner ist nicht lesbar: {reason(error)}.")) from error
    if not found:
        raise InputRefusal(Diagnostic("Z408", Place(str(folder)), "Hier liegen keine Ausgaben.", "Erst bauen: make"))
    return found


def _has_editions(folder: Path, slug: str) -> bool:
    """Whether the folder holds a file with the name of an edition, or the record of a build. Raises OSError."""
    from pipeline.readback import READERS

    return not {path.name for path in folder.iterdir()}.isdisjoint({RECORD, *(f"{slug}{suffix}" for suffix in READERS)})
