"""``make hear``: what Orca says of the pages that are named, or that lie in folders that are named, one utterance a row."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.checks.finding import NotRunError
from pipeline.checks.orca.session import running_reader


def main(arguments: list[str]) -> int:
    """Print it. The exit code is 4 where a program is missing, 2 where there is no page."""
    pages = [page for name in arguments for page in _pages(Path(name))]
    if not pages:
        print("Keine Webseite gefunden. Erst bauen: make", file=sys.stderr)
        return 2
    try:
        with running_reader() as reader:
            for page in pages:
                print(f"# {page}")
                with reader.page(page) as shown:
                    print("\n".join(shown.read()), flush=True)
    except NotRunError as reason:
        print(f"{reason}. {reason.hint}", file=sys.stderr)
        return 4
    return 0


def _pages(path: Path) -> list[Path]:
    return sorted(path.rglob("*.html")) if path.is_dir() else [path] if path.is_file() else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
