"""The command ``zeilentreu``: arguments, printing, exit codes, and nothing else. Each room has a group of commands.

Results go to stdout, diagnostics to stderr; with ``--json`` both come as one JSON object on stdout. Exit codes are a
contract: 0 fine, 1 findings, 2 usage, 3 input unusable, 4 environment, 5 reading or writing, 70 our bug; 130, 143, 129 and 152 stopped
(SIGINT, SIGTERM, SIGHUP, SIGXCPU).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from pipeline.cli import (
    building,
    citing,
    converting,
    explaining,
    hints_command,
    inspecting,
    memory_command,
    streams,
    translating,
)
from pipeline.cli.german import german
from pipeline.cli.output import BUG, FINE, closed_pipe_allowed, show
from pipeline.cli.stopping import Stopped, stopped_by_signals
from pipeline.diagnostics import Diagnostic, FileRefusal, Place, Refusal, UsageRefusal
from pipeline.diagnostics.reasons import reason


class _Parser(argparse.ArgumentParser):
    """argparse that speaks German where a user meets it and refuses with our exit code."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageRefusal."""
        hint = f"{self.prog} --help zeigt, was möglich ist."
        raise UsageRefusal(Diagnostic("Z901", Place(self.prog), german(message), hint))

    def format_help(self) -> str:
        """The help with German headings (argparse, Python 3.11 to 3.14, has none)."""
        text = super().format_help()
        for english, own in (
            ("usage:", "Aufruf:"),
            ("positional arguments:", "Angaben:"),
            ("options:", "Schalter:"),
            ("show this help message and exit", "diese Hilfe zeigen"),
        ):
            text = text.replace(english, own)
        return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code."""
    output = streams.made_lasting()
    for stream in (sys.stdout, sys.stderr):
        # Results are data in UTF-8 whatever the locale says; diagnostics must never fail on a character.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    code = _guarded(list(sys.argv[1:] if arguments is None else arguments))
    if output and output.error and output.wanted:
        message = f"Das Ergebnis ließ sich nicht ausgeben: {reason(output.error)}."
        print(Diagnostic("Z803", Place("stdout"), message, _UNWRITTEN), file=sys.stderr)
        return max(code, FileRefusal.exit_code)
    return code


_UNWRITTEN = "Was in Dateien gehört, ist geschrieben; leiten Sie die Ausgabe mit > an eine Stelle, an der Platz ist."


def _guarded(words: list[str]) -> int:
    """The exit code of the command, whatever happens in it."""
    try:
        with stopped_by_signals():
            return _exit_code(words)
    except SystemExit as end:  # argparse, after --help and --version
        with closed_pipe_allowed():
            return int(end.code or FINE)
    except KeyboardInterrupt as stop:
        stopped = stop if isinstance(stop, Stopped) else Stopped()
        limit = (
            " Die Rechenzeit, die das System erlaubt, ist verbraucht (ulimit -t)."
            if stopped.number == signal.SIGXCPU
            else ""
        )
        print(f"Abgebrochen.{limit} {stopped.said or WHOLE}", file=sys.stderr)
        return stopped.exit_code
    except Exception as error:  # whatever it is, a user gets no traceback
        return _bug(error)


WHOLE = "Jede Datei ist ganz: entweder neu oder so, wie sie vorher war."
"""What is true of any command that was stopped: it writes nothing by halves."""


def _exit_code(words: list[str]) -> int:
    """The exit code of the command; a refusal is shown first."""
    code = FINE
    try:
        with closed_pipe_allowed():
            code = _run(words)
    except Refusal as refusal:
        code = refusal.exit_code
        with closed_pipe_allowed():
            show(refusal.diagnostics, as_json="--json" in words)
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
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="die Version zeigen")
    commands = parser.add_subparsers(title="Befehle", metavar="BEFEHL", parser_class=_Parser)

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(command=run)
        command.add_argument("--json", action="store_true", help="Ergebnis und Meldungen als JSON")
        return command

    for room in (building, inspecting, converting, citing, translating, hints_command, memory_command, explaining):
        room.add_commands(add)
    return parser


class _ShowVersion(argparse.Action):
    """Prints the version and ends: what knows it takes longer to load than all else that ``--help`` needs."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print it."""
        print(f"zeilentreu {_version()}")
        parser.exit()


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("zeilentreu")
    except PackageNotFoundError:
        return "(nicht installiert)"
