"""The command ``zeilentreu``: arguments, printing, exit codes, and nothing else.

Results go to stdout, diagnostics to stderr; with ``--json`` both come as one JSON object on stdout. Exit codes are a
contract: 0 fine, 1 findings, 2 usage, 3 input unusable, 4 environment, 5 reading or writing, 70 our bug, 130 stopped.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from pipeline.errors import (
    CODES,
    Diagnostic,
    FileRefusal,
    InputRefusal,
    Place,
    Refusal,
    Severity,
    UsageRefusal,
    in_order,
)

FINE, FINDINGS, BUG, STOPPED = 0, 1, 70, 130

SHOWN = 20
"""So many diagnostics of one code are shown; --json has all."""


class _Parser(argparse.ArgumentParser):
    """argparse that speaks German where a user meets it and refuses with our exit code."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageRefusal."""
        hint = f"{self.prog} --help zeigt, was möglich ist."
        raise UsageRefusal(Diagnostic("Z901", Place(self.prog), message[:1].upper() + message[1:], hint))

    def format_help(self) -> str:
        """The help with German headings (argparse, Python 3.11 to 3.14, has none)."""
        text = super().format_help()
        for english, german in (("usage:", "Aufruf:"), ("positional arguments:", "Angaben:"), ("options:", "Schalter:"),
                                ("show this help message and exit", "diese Hilfe zeigen"),
                                ("show program's version number and exit", "die Version zeigen")):  # fmt: skip
            text = text.replace(english, german)
        return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Results are data in UTF-8 whatever the locale says; diagnostics must never fail on a character.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(words)
        sys.stdout.flush()
    except Refusal as refusal:
        _show(refusal.diagnostics, as_json="--json" in words)
        return refusal.exit_code
    except KeyboardInterrupt:
        print("Abgebrochen. Frühere Ausgaben sind unberührt.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception as error:  # whatever it is, a user gets no traceback
        return _bug(error)
    return code


def _bug(error: Exception) -> int:
    if os.environ.get("ZEILENTREU_DEBUG"):
        raise error
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"
    hint = "Bitte melden Sie es mit dieser Ausgabe. ZEILENTREU_DEBUG=1 zeigt mehr."
    print(Diagnostic("Z999", Place(where), f"{type(error).__name__}: {error}", hint), file=sys.stderr)
    return BUG


def _run(words: list[str]) -> int:
    parser = _parser()
    options = parser.parse_args(words)
    command: Callable[[argparse.Namespace], int] | None = getattr(options, "command", None)
    if command is None:
        parser.print_help(sys.stderr)
        return UsageRefusal.exit_code
    return command(options)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="zeilentreu",
        description="Barrierefreie Ausgaben eines beschlossenen Textes, jede amtliche Zeile an ihrem Platz.",
    )
    parser.add_argument("--version", action="version", version=f"zeilentreu {_version()}")
    commands = parser.add_subparsers(title="Befehle", metavar="BEFEHL", parser_class=_Parser)

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(command=run)
        command.add_argument("--json", action="store_true", help="Ergebnis und Meldungen als JSON")
        return command

    build = add("build", _build, "Ausgaben bauen")
    build.add_argument("sources", nargs="*", type=Path, metavar="QUELLE", help="Dateien oder Ordner (sonst: seeds)")
    build.add_argument("--out", type=Path, default=Path("dist"), metavar="ORDNER", help="wohin (sonst: dist)")
    build.add_argument("--edition", nargs="+", action="extend", metavar="NAME", help="nur diese Ausgaben")
    build.add_argument("--strict", action="store_true", help="Texte ablehnen, die repariert werden müssten")
    check = add("check", _check, "fertige Ausgaben prüfen")
    check.add_argument("folder", type=Path, metavar="ORDNER", help="dist oder der Ordner eines Kapitels")
    check.add_argument(
        "--source",
        nargs="+",
        type=Path,
        metavar="QUELLE",
        help="gegen den Ausgangstext prüfen, nicht nur gegen das Modell",
    )
    lines = add("lines", _lines, "amtliche Zeilen ausgeben: Nummer TAB Text")
    lines.add_argument("source", type=Path, metavar="QUELLE")
    lines.add_argument("--strict", action="store_true", help="Texte ablehnen, die repariert werden müssten")
    tree = add("tree", _tree, "das Modell lesbar ausgeben")
    tree.add_argument("source", type=Path, metavar="QUELLE")
    tags = add("tags", _tags, "den Strukturbaum eines PDF lesbar ausgeben")
    tags.add_argument("file", type=Path, metavar="DATEI.pdf")
    tags.add_argument("--pages", action="store_true", help="bei jedem Text die Seite nennen")
    explain = add("explain", _explain, "eine Meldung erklären")
    explain.add_argument("code", metavar="CODE", nargs="?", help="zum Beispiel Z301; ohne Angabe alle")
    add("doctor", _doctor, "die Umgebung untersuchen")
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("zeilentreu")
    except PackageNotFoundError:
        return "(nicht installiert)"


def _build(options: argparse.Namespace) -> int:
    from pipeline import build

    names = _editions(options.edition)
    paths = options.sources or [_publication()]
    terminal = sys.stderr.isatty()

    def tell(step: str) -> None:
        if terminal:
            print(f"  {step}", file=sys.stderr)

    done = list(build.build(build.jobs(paths), options.out, names, strict=options.strict, tell=tell))
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
    if options.json:
        _show(diagnostics, as_json=True, chapters=data)
        return FINE
    _show([diagnostic for each in done if each.written for diagnostic in each.diagnostics])
    for each in done:
        if each.written:
            print(f"{each.folder}: {each.lines} Zeilen, {', '.join(each.written)}")
        else:
            print(f"{each.folder}: nichts zu tun, alles ist aktuell{_told_before(each.diagnostics)}.")
    return FINE


def _told_before(diagnostics: Sequence[Diagnostic]) -> str:
    """That there was something to tell when the files were made, so that nobody takes a mended text for a sound one."""
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
    from pipeline.editions import EDITIONS

    endings = {edition.suffix.lstrip("."): name for name, edition in EDITIONS.items()}
    chosen = set()
    for word in [part for each in wanted or EDITIONS for part in each.split(",") if part]:
        name = word if word in EDITIONS else endings.get(word)
        if name is None:
            near = difflib.get_close_matches(word, [*EDITIONS, *endings], n=1)
            hint = f"Meinten Sie „{near[0]}“?" if near else f"Es gibt: {', '.join(EDITIONS)}."
            raise UsageRefusal(Diagnostic("Z901", Place("--edition"), f"Die Ausgabe „{word}“ gibt es nicht.", hint))
        chosen.add(name)
    return [name for name in EDITIONS if name in chosen]


def _check(options: argparse.Namespace) -> int:
    from pipeline import build, checks, sources

    folders = _chapter_folders(options.folder)
    truths = {}
    for job in build.jobs(options.source or []):
        reading = sources.read(job.source, job.publication)
        truths[reading.numbered.slug] = reading.numbered
    if absent := [slug for slug in truths if not any(folder.name == slug for folder in folders)]:
        raise InputRefusal(
            *(
                Diagnostic(
                    "Z404", Place(str(options.folder / slug)), "Dieses Kapitel ist nicht gebaut.", "Erst bauen: make"
                )
                for slug in absent
            )
        )
    reports = [(folder, checks.examine(folder, truths.get(folder.name))) for folder in folders]
    diagnostics = [each for _, report in reports for row in report.rows for each in row.diagnostics]
    if options.json:
        _show(diagnostics, as_json=True, checks=[report.data() for _, report in reports])
    else:
        for folder, report in reports:
            print(f"{folder}:")
            print("\n".join(f"  {line}" for line in report.lines()))
        _show(diagnostics)
    return FINDINGS if any(each.severity in {Severity.FINDING, Severity.ERROR} for each in diagnostics) else FINE


def _chapter_folders(folder: Path) -> list[Path]:
    """The folders with a chapter: the one given, or those inside it."""
    if (folder / f"{folder.resolve().name}.json").is_file():
        return [folder]
    try:
        found = sorted(path for path in folder.iterdir() if path.is_dir() and (any(path.glob(f"{path.name}.*"))))
    except OSError as error:
        raise InputRefusal(
            Diagnostic(
                "Z404", Place(str(folder)), f"Der Ordner ist nicht lesbar: {error.strerror}.", "Erst bauen: make"
            )
        ) from error
    if not found:
        raise InputRefusal(Diagnostic("Z404", Place(str(folder)), "Hier liegen keine Ausgaben.", "Erst bauen: make"))
    return found


def _reading(options: argparse.Namespace) -> Any:
    from pipeline import build

    jobs = build.jobs([options.source])
    if len(jobs) > 1:
        message = "Der Ordner hat mehrere Kapitel."
        raise UsageRefusal(Diagnostic("Z901", Place(str(options.source)), message, "Nennen Sie eine Datei."))
    return build.read(jobs[0], strict=getattr(options, "strict", False))


def _lines(options: argparse.Namespace) -> int:
    from pipeline.concordance import concordance, tsv

    reading = _reading(options)
    lines = concordance(reading.numbered)
    if options.json:
        _show(
            reading.diagnostics, as_json=True, lines=[{"number": line.number, "text": line.printed} for line in lines]
        )
        return FINE
    sys.stdout.write(tsv(lines))
    _show(reading.diagnostics)
    from pipeline.numbering import proof

    proved = proof(reading.numbered.chapter, reading.numbered.rule)
    width = reading.numbered.rule.width
    print(f"Zeilenregel (Breite {width}): {proved.agreeing} von {proved.total} Zeilen bewiesen.", file=sys.stderr)
    return FINE


def _tree(options: argparse.Namespace) -> int:
    from pipeline import outline

    reading = _reading(options)
    if options.json:
        from pipeline import interchange

        sys.stdout.write(interchange.dumps(reading.numbered, "de"))
        return FINE
    print(outline.tree(reading.numbered))
    _show(reading.diagnostics)
    return FINE


def _tags(options: argparse.Namespace) -> int:
    from pipeline.checks.readback.reading import UnreadableError
    from pipeline.checks.readback.tag_tree import tag_tree
    from pipeline.checks.tags import faults, listing

    place = Place(str(options.file))
    try:
        tree = tag_tree(options.file.read_bytes())
    except OSError as error:
        raise FileRefusal(Diagnostic("Z802", place, f"Die Datei ist nicht lesbar: {error.strerror}.")) from error
    except UnreadableError as error:
        raise InputRefusal(Diagnostic("Z608", place, f"Die Datei ist nicht lesbar: {error}.")) from error
    diagnostics = [Diagnostic(code, place, message) for code, message in faults(tree)]
    if options.json:
        _show(diagnostics, as_json=True, **listing.data(tree))
    else:
        print("\n".join(listing.text(tree, pages=options.pages)))
        _show(diagnostics)
    return FINDINGS if diagnostics else FINE


def _explain(options: argparse.Namespace) -> int:
    if options.code is None:
        for code, entry in CODES.items():
            print(f"{code}  {entry.severity}: {entry.title}")
        return FINE
    code = options.code.upper()
    if code not in CODES:
        near = difflib.get_close_matches(code, CODES, n=1)
        hint = f"Meinten Sie {near[0]}?" if near else "zeilentreu explain zeigt alle."
        raise UsageRefusal(Diagnostic("Z901", Place("explain"), f"Den Code „{options.code}“ gibt es nicht.", hint))
    entry = CODES[code]
    if options.json:
        print(
            json.dumps(
                {"code": code, "severity": entry.severity, "title": entry.title, "explanation": entry.explanation},
                ensure_ascii=False,
            )
        )
    else:
        print(f"{code} ({entry.severity}): {entry.title}\n{entry.explanation}")
    return FINE


def _doctor(options: argparse.Namespace) -> int:
    from pipeline import doctor

    rows = doctor.examine()
    if options.json:
        print(
            json.dumps(
                [{"what": row.what, "state": row.state, "well": row.well, "needed": row.needed} for row in rows],
                ensure_ascii=False,
                indent=1,
            )
        )
    else:
        for row in rows:
            print(f"{'gut  ' if row.well else 'FEHLT' if row.needed else 'fehlt'}  {row.what}: {row.state}")
    return 4 if any(row.needed and not row.well for row in rows) else FINE


def _show(diagnostics: Sequence[Diagnostic], *, as_json: bool = False, **more: Any) -> None:
    """Print the diagnostics: sorted, each once, and no more than SHOWN of a code; or all of them as JSON."""
    ordered = in_order(diagnostics)
    if as_json:
        rows = [{"code": each.code, "severity": each.severity, "file": each.place.file, "line": each.place.line,
                 "column": each.place.column, "message": each.message, "hint": each.hint} for each in ordered]  # fmt: skip
        print(json.dumps({**more, "diagnostics": rows}, ensure_ascii=False, indent=1))
        return
    shown: Counter[str] = Counter()
    for each in ordered:
        shown[each.code] += 1
        if shown[each.code] <= SHOWN:
            print(_coloured(each), file=sys.stderr)
    for code, count in shown.items():
        if count > SHOWN:
            print(f"… und {count - SHOWN} weitere Meldungen {code} (alle mit --json).", file=sys.stderr)


_COLOURS = {
    Severity.ERROR: "31",
    Severity.FINDING: "31",
    Severity.WARNING: "33",
    Severity.REPAIR: "36",
    Severity.NOTE: "2",
}


def _coloured(diagnostic: Diagnostic) -> str:
    """The diagnostic, its severity coloured on a terminal that wants it (no-color.org)."""
    text = str(diagnostic)
    if not sys.stderr.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    word = f" {diagnostic.severity} {diagnostic.code}:"
    return text.replace(word, f" \x1b[{_COLOURS[diagnostic.severity]}m{word[1:]}\x1b[0m", 1)
