"""EPUBCheck in a process of its own: a question a line on stdin → its report a line on stdout, both as JSON.

``epubcheck.py`` has this file run as a program, with the paths of Java's library and of the jar. Nothing of the house is
imported here.

question    {"file": path}
answer      the report that EPUBCheck writes with ``--json``; {"failed": exit code} where it writes none
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import jpype
from jpype import JClass

JAVA_OPTIONS = (
    "-XX:TieredStopAtLevel=1",  # without a second compiler, few files take half the time
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djava.awt.headless=true",
    "--enable-native-access=ALL-UNNAMED",  # what JPype does; Java 24 and later warn without it (JEP 472)
)


def report(file: str) -> dict[str, Any]:
    """The report about the file. The program's own main class runs, as on the command line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        arguments = [file, "--quiet", "--locale", "de", "--json", str(path)]
        code = int(JClass("com.adobe.epubcheck.tool.EpubChecker")().run(arguments))
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {"failed": code}


def main(library: str, jar: str) -> None:
    """Answer until stdin ends."""
    # What EPUBCheck prints to stdout is no answer of ours.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    jpype.startJVM(library, *JAVA_OPTIONS, classpath=[jar])
    for line in sys.stdin:
        print(json.dumps(report(json.loads(line)["file"])), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
