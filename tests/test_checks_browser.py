"""Web page and book in a browser: every exhibit is caught by the check meant for it, other texts pass, and nothing passes unseen."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import ModuleType

import pytest
from broken import probe
from conftest import ROOT, needs

from pipeline.checks import ace, axe, chromium, display, tools
from pipeline.checks.chromium import Browser, connection
from pipeline.checks.chromium.browser_page import BrowserPage, View
from pipeline.checks.chromium.connection import Connection
from pipeline.checks.engine import Engine
from pipeline.checks.examination import CHECKS
from pipeline.checks.finding import NotRunError
from pipeline.checks.finished import Finished, outcome
from pipeline.diagnostics import Diagnostic
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.text.model import (
    Alignment,
    BulletList,
    Cell,
    Chapter,
    Emphasis,
    Heading,
    LineRule,
    LineStart,
    ListItem,
    NumberedChapter,
    OrderedList,
    Paragraph,
    SourceFile,
    Strong,
    Table,
    Text,
    book_of,
)

pytestmark = pytest.mark.program

EXHIBITS = Path(__file__).parent / "broken" / "browser"
PAGE, BOOK = ".html", ".epub"
BOTH = (PAGE, BOOK)

KINDS = {
    "edge": r"ragt \d+ px über|muss seitlich geschoben werden",
    "overprinted": "stehen übereinander",
    "unseen": r"Die Nummer der Zeile \d+ ist nicht zu sehen",
    "heard": "Vorgelesen wird in ",
    "spoken": "Vorgelesen wird „",
    "heading": "Die Überschrift in Zeile",
    "copied": "Kopiert wird",
    "search": "Die Suche nach",
}
"""What the messages of the display say, by the fault."""

SHOWN: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "number-as-text": (BOTH, {"heard", "heading", "copied", "search"}),
    "number-as-hidden-text": (BOTH, {"copied", "search"}),
    "number-as-page-mark": (BOTH, {"spoken", "heading"}),
    "number-as-name": (BOTH, {"spoken", "heading"}),
    "number-spoken": (BOTH, {"heard", "heading"}),
    "glued-at-line-end": (BOTH, {"heard", "copied", "search"}),
    "line-as-block": (BOTH, {"copied", "search"}),
    "mark-inside-heading": (BOTH, {"heading"}),
    "number-over-text": (BOTH, {"overprinted"}),
    "number-beyond-the-edge": (BOTH, {"overprinted", "edge"}),
    "number-invisible": (BOTH, {"unseen"}),
    "line-that-never-wraps": (BOTH, {"edge"}),
    "wide-element": ((PAGE,), {"edge"}),
}

AXE: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "low-contrast": (BOTH, {"color-contrast"}),
    "low-contrast-in-the-dark": (BOTH, {"color-contrast"}),
    "no-language": ((PAGE,), {"html-has-lang"}),
    "skipped-heading": ((PAGE,), {"heading-order"}),
    "picture-without-words": ((PAGE,), {"image-alt"}),
}

ACE: dict[str, set[str]] = {
    "package-without-language": {"epub-lang"},
    "document-without-language": {"html-has-lang"},
    "page-mark-without-label": {"pagebreak-label"},
    "conformance-in-other-case": {"metadata-conformsto-invalid"},
    "no-source-of-pages": {"epub-pagesource"},
    "contents-in-other-order": {"epub-toc-order"},
    "dead-entry-of-contents": {"epub-toc-order"},
    "dead-entry-of-page-list": {"epub-pagelist-broken", "epub-pagelist-missing-pagebreak"},
    "skipped-heading": {"heading-order"},
    "low-contrast": {"color-contrast"},
}


def finished(path: Path) -> Finished:
    return Finished(path, path.suffix, probe.BOOK, "de", path.read_bytes())


def exhibit(name: str, suffix: str) -> Finished:
    return finished(EXHIBITS / f"{name}{suffix}")


def of_both(table: dict[str, tuple[tuple[str, ...], set[str]]]) -> list[tuple[str, str, set[str]]]:
    return [(name, suffix, wanted) for name, (suffixes, wanted) in table.items() for suffix in suffixes]


def kinds(found: list[Diagnostic]) -> set[str]:
    return {name for each in found for name, pattern in KINDS.items() if re.search(pattern, each.message)}


def rules(found: list[Diagnostic]) -> set[str]:
    return {each.message.split(" (")[0] for each in found}


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """One of its own, so that it may break."""
    made = Browser()
    for module in (display, axe):
        monkeypatch.setattr(module, "BROWSER", made)
    of_ace = Engine("Ace", ace.command, ace.SECONDS, ace.surroundings)
    monkeypatch.setattr(ace, "ENGINE", of_ace)
    yield made
    made.close()
    of_ace.close()


def program(path: Path, script: str) -> Path:
    path.write_text(script if script.startswith("#!") else f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return path


# What is caught


@pytest.mark.parametrize(("name", "suffix", "wanted"), of_both(SHOWN))
def test_every_exhibit_of_the_display_is_caught_for_what_is_wrong_with_it(
    name: str, suffix: str, wanted: set[str]
) -> None:
    needs("chromium")
    found = list(outcome(display.check, exhibit(name, suffix)))
    assert {each.code for each in found} == {"Z632"}
    assert kinds(found) >= wanted
    assert len(found) <= 4


@pytest.mark.parametrize(("name", "suffix", "wanted"), of_both(AXE))
def test_every_exhibit_of_axe_is_caught_under_its_rule(name: str, suffix: str, wanted: set[str]) -> None:
    needs("chromium", "axe")
    found = list(outcome(axe.check, exhibit(name, suffix)))
    assert {each.code for each in found} == {"Z634"}
    assert rules(found) >= wanted
    assert all("dunkel" in each.message for each in found if "dark" in name)


@pytest.mark.parametrize("name", ACE)
def test_every_exhibit_of_ace_is_caught_under_its_rule(name: str) -> None:
    needs("chromium", "ace")
    found = list(outcome(ace.check, exhibit(name, BOOK)))
    assert {each.code for each in found} == {"Z633"}
    assert rules(found) == ACE[name]


@pytest.mark.parametrize("suffix", BOTH)
def test_the_whole_files_pass(suffix: str) -> None:
    needs("chromium", "axe", "ace")
    file = exhibit("whole", suffix)
    mine = [check for check in CHECKS if check.name in {"Darstellung", "axe", "Ace"} and suffix in check.suffixes]
    assert len(mine) == (2 if suffix == PAGE else 3)
    assert [each for check in mine for each in outcome(check.findings, file)] == []


def test_every_exhibit_on_disk_is_in_a_table_and_damaged() -> None:
    listed = {f"{name}{suffix}" for name, suffix, _ in of_both(SHOWN) + of_both(AXE)} | {f"{name}.epub" for name in ACE}
    on_disk = {path.name: path.read_bytes() for path in EXHIBITS.iterdir()}
    whole = {on_disk.pop(f"whole{suffix}") for suffix in BOTH}
    assert set(on_disk) == listed
    assert not whole.intersection(on_disk.values())


def test_one_fault_in_many_places_and_sizes_is_told_once() -> None:
    needs("chromium")
    [told] = outcome(display.check, exhibit("number-invisible", PAGE))
    assert told.message == "Die Nummer der Zeile 1 ist nicht zu sehen, und an 11 weiteren Stellen."
    assert told.place.file.endswith("number-invisible.html")


# Other texts


def content(*parts: int | str | Emphasis | Strong) -> tuple[LineStart | Text | Emphasis | Strong, ...]:
    return tuple(
        LineStart(part) if isinstance(part, int) else Text(part) if isinstance(part, str) else part for part in parts
    )


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"

TEXTS = {
    "one line": (Paragraph(content(1, "Ein Satz.")),),
    "no headings": (Paragraph(content(1, "Ein Satz, der ", 2, "weitergeht.")), Paragraph(content(3, "Noch einer."))),
    "a heading first": (Heading(1, content(1, "2025")), Paragraph(content(2, "Ein Jahr."))),
    "digits": (Paragraph(content(1, "36 ", 2, Strong((Text("2025"),)), " war es ", 3, "7")),),
    "far numbers": (Paragraph(content(*[part for n in range(998, 1004) for part in (n, "Worte einer Zeile ")])),),
    "arabic": (Paragraph(content(1, "Wir sagen مرحبا بكم في ", 2, "مدينتنا und meinen es ", 3, "ernst.")),),
    "long words": (Heading(1, content(1, LONG)), Paragraph(content(2, f"Die {LONG} ", 3, LONG))),
    "emphasis through lines": (
        Paragraph(
            content(
                1,
                "Das ",
                Emphasis(content("gilt ", 2, "für ", Strong(content("alle, ", 3, "immer")))),
                " und ",
                4,
                "hier.",
            )
        ),
    ),
    "hyphens": (
        Paragraph(
            (
                *content(1, "die sozial-", 2, "ökologische Wen"),
                LineStart(3, broken_word=True),
                *content("de der ", 4, "Stadt"),
            )
        ),
    ),
    "hyphens in headings": (
        Heading(1, content(1, "Keine Gebühren wegen der VHS-", 2, "Fusion")),
        Heading(2, content(3, "Rad- ", 4, "und Gehwege")),
        Heading(2, (*content(5, "Die Verkehrswen"), LineStart(6, broken_word=True), Text("de"))),
    ),
    "sections of one line": (
        Heading(1, content(1, "Eins")),
        Heading(1, content(2, "Zwei")),
        Heading(1, content(3, "Drei")),
        Paragraph(content(4, "Ein Satz.")),
    ),
    "years in a table": (
        Paragraph(content(1, "Ein Satz.")),
        Table(
            (
                (Cell((Text("Weg"),), rows=2), Cell((Text("2026"),), columns=2)),
                (Cell((Text("1"),)), Cell((Text("Zeile 7"),))),
            ),
            ((Cell((Text("3"),), heading=True), Cell((Text("12"),)), Cell((Text("9."),))),),
            (Alignment.START,) * 3,
        ),
    ),
    "spaces": (Paragraph(content(1, "50 % und  zwei Leerzeichen ", 2, "  am Anfang")),),
    "lists": (
        Paragraph(content(1, "Wir wollen:")),
        OrderedList(
            (
                ListItem(content(2, "erstens ", 3, "dies"), (BulletList((ListItem(content(4, "das ", 5, "auch")),)),)),
                ListItem(content(6, "zweitens"), (Paragraph(content(7, "mit einem ", 8, "Absatz")),)),
            ),
            3,
        ),
    ),
    "the same words again": (
        Paragraph(content(1, "für alle und ", 2, "für alle und ", 3, "für alle und ", 4, "für alle")),
    ),
}


@pytest.mark.parametrize(
    ("edition", "name"),
    [("web", name) for name in TEXTS]
    + [
        ("epub", name)
        for name in (
            "one line",
            "digits",
            "long words",
            "lists",
            "hyphens in headings",
            "sections of one line",
            "years in a table",
        )
    ],
)
def test_other_texts_pass(name: str, edition: str, tmp_path: Path) -> None:
    needs("chromium")
    chapter = NumberedChapter(Chapter("Probe", TEXTS[name], SourceFile("probe.md", "0" * 64)), "probe", LineRule(42))
    path = tmp_path / f"probe{EDITIONS[edition].suffix}"
    path.write_bytes(EDITIONS[edition].write(book_of(chapter), Publication()))
    assert list(outcome(display.check, Finished(path, path.suffix, book_of(chapter), "de", path.read_bytes()))) == []


def test_a_range_in_the_contents_that_is_none_of_a_section_is_a_number_that_is_spoken() -> None:
    needs("chromium")
    whole = exhibit("whole", PAGE)
    data = re.sub(rb'<span class="range">[^<]*</span>', b'<span class="range">Zeile 77</span>', whole.data)
    assert data != whole.data
    found = [each.message for each in outcome(display.check, Finished(whole.path, PAGE, probe.BOOK, "de", data))]
    assert found
    assert all(each.startswith("Vorgelesen wird „Zeile 77“ (StaticText)") for each in found)


def test_a_block_that_is_nowhere_is_a_finding_and_never_passed_over() -> None:
    needs("chromium")
    whole = exhibit("whole", PAGE)
    data = re.sub(rb'id="zeile-5"', b'id="nirgends"', whole.data)
    found = outcome(display.check, Finished(whole.path, PAGE, probe.BOOK, "de", data))
    assert [each.message for each in found] == ["Der Block mit Zeile 5 ist in keinem Dokument zu finden."]


# Hostile files


def shown(data: bytes, browser: Browser, script: str) -> object:
    with browser.page({"seite.html": data}) as page:
        page.open("seite.html")
        return page.evaluate(script)


def test_no_script_of_the_page_runs(browser: Browser) -> None:
    needs("chromium")
    data = b"<title>da</title><p onclick='1'></p><script>document.title = 'weg'</script><img src='x' onerror='document.title = 1'/>"
    assert shown(data, browser, "document.title") == "da"


def test_nothing_is_loaded_from_elsewhere_or_from_the_disk(browser: Browser, tmp_path: Path) -> None:
    needs("chromium")
    (tmp_path / "bild.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8"
    )
    sources = ("http://127.0.0.1:1/a.png", "https://example.org/b.png", f"file://{tmp_path}/bild.svg", "nirgends.png")
    data = "".join(f'<img src="{source}"/>' for source in sources).encode()
    assert shown(data, browser, "[...document.images].map(each => each.naturalWidth)") == [0, 0, 0, 0]


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize(
    "head",
    [
        b'<meta http-equiv="refresh" content="0;url=https://example.org/"/>',
        b"<style>@import 'https://example.org/a.css'; * { animation: a 1ms infinite } @keyframes a { to { width: 9px } }</style>",
        b"<script>while (true) {}</script>",
    ],
)
def test_a_page_that_will_not_keep_still_ends_the_check(head: bytes) -> None:
    needs("chromium")
    whole = exhibit("whole", PAGE)
    data = whole.data.replace(b"</head>", head + b"</head>")
    found = list(outcome(display.check, Finished(whole.path, PAGE, probe.BOOK, "de", data)))
    assert {each.code for each in found} <= {"Z632", "Z690"}


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"<html>"])
@pytest.mark.parametrize("check", [display, axe])
def test_what_cannot_be_read_is_not_evaluated(check: ModuleType, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "axe", lambda: "")
    for suffix in BOTH:
        found = outcome(check.check, Finished(Path(f"probe{suffix}"), suffix, probe.BOOK, "de", data))
        assert [each.code for each in found] == ["Z690"]


# Not evaluated


def not_evaluated(check: ModuleType, suffix: str = BOOK) -> Diagnostic:
    [told] = outcome(check.check, exhibit("whole", suffix))
    assert isinstance(told, Diagnostic)
    assert told.code == "Z690"
    return told


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize("check", [display, axe, ace])
def test_without_any_program_nothing_is_evaluated_and_it_says_what_to_install(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ZEILENTREU_CHROMIUM", "ZEILENTREU_ACE", "ZEILENTREU_AXE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")
    assert "apt install" in not_evaluated(check).hint


@pytest.mark.usefixtures("browser")
def test_a_program_that_is_named_but_not_there_is_not_replaced_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEILENTREU_CHROMIUM", "/nirgends/chromium")
    assert not_evaluated(display).message == "/nirgends/chromium ist kein Programm."


TALK = "#!/usr/bin/env python3\nimport os, time\nos.read(3, 1 << 20)\n"


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("echo Bibliothek fehlt >&2; exit 1", "Chromium ist abgebrochen; gemeldet hat es: Bibliothek fehlt"),
        ("kill -SEGV $$", "Chromium ist abgebrochen; gemeldet hat es: nichts"),
        ("sleep 60", "Chromium war nach 0.5 Sekunden nicht fertig"),
        (f"{TALK}os.write(4, b'[\\0')", "die Antwort von Chromium ist nicht lesbar"),
        (f"{TALK}os.write(4, b'17\\0')", "die Antwort von Chromium ist nicht lesbar"),
        (
            f'{TALK}os.write(4, b\'{{"id": 1, "error": {{"message": "nein"}}}}\\0\')',
            "Chromium hat Browser.getVersion abgelehnt: nein",
        ),
        (
            f'{TALK}os.write(4, b\'{{"id": 1, "result": {{"product": "Chrome/99.0.1"}}}}\\0\'); time.sleep(60)',
            "Chromium ab Version 112 fehlt, hier ist Chrome/99.0.1",
        ),
    ],
)
def test_a_chromium_that_breaks_off_hangs_talks_nonsense_or_is_old_has_shown_nothing(
    script: str, told: str, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZEILENTREU_CHROMIUM", str(program(tmp_path / "chromium", script)))
    monkeypatch.setattr(connection, "SECONDS", 0.5 if script.startswith("sleep") else 300)
    monkeypatch.setattr(tools, "axe", lambda: "")
    for check in (display, axe):
        assert not_evaluated(check, PAGE).message.startswith(told)
    assert browser._connection is None


def test_after_a_fall_the_next_page_is_shown_and_nothing_of_the_old_program_is_left(browser: Browser) -> None:
    needs("chromium")

    def fall(kill: Callable[[connection.Connection], None]) -> None:
        with browser.page({"a.html": b"<p>a</p>"}) as page:
            page.open("a.html")
            held = browser._connection
            assert held
            kill(held)
            page.evaluate("new Promise(() => {})")

    for deadly in (signal.SIGKILL, signal.SIGSEGV):
        with pytest.raises(NotRunError):
            fall(lambda held, deadly=deadly: os.killpg(held._process.pid, deadly))  # type: ignore[misc]
    assert shown(b"<title>da</title>", browser, "document.title") == "da"
    held = browser._connection
    assert held
    folder, session = held._folder, held._process.pid
    browser.close()
    assert not folder.exists()
    assert gone(session)


def gone(session: int) -> bool:
    """Whether no process of the session is left, shortly after its end."""
    for _ in range(50):
        if session not in sessions():
            return True
        time.sleep(0.1)
    return False


def sessions() -> set[int]:
    """The sessions of all processes that are more than a name; read from Linux itself, since ``ps`` may not be there."""
    if not Path("/proc/self/stat").exists():
        if not shutil.which("ps"):
            pytest.skip("neither /proc nor ps is there to see processes")
        listed = subprocess.run(["ps", "-A", "-o", "sess=,stat="], capture_output=True, text=True, check=True).stdout
        return {int(row[0]) for row in map(str.split, listed.splitlines()) if not row[1].startswith("Z")}
    found = set()
    for each in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            # proc(5): the name stands in brackets and may hold anything; then state, parent, group, session.
            state, _, _, session, *_ = each.read_text(errors="replace").rpartition(")")[2].split()
            found |= {int(session)} if state not in "ZX" else set()
    return found


def crash(browser: Browser) -> None:
    with browser.page({"a.html": b"<p>a</p>"}) as page:
        page.open("a.html")
        page.call("Page.crash")


def test_a_page_that_crashes_is_not_evaluated(browser: Browser) -> None:
    needs("chromium")
    with pytest.raises(NotRunError):
        crash(browser)
    assert browser._connection is None


@pytest.mark.parametrize("width", [320, 1200])
def test_pages_are_laid_out_alike_with_windows_and_without(width: int) -> None:
    needs("chromium")
    page, rows = {"seite.html": exhibit("whole", PAGE).data}, []
    for program_path in (tools.chromium(), tools.chromium_without_window()):
        with closing(Connection(program_path)) as connection, BrowserPage(connection, page) as shown_page:
            shown_page.open("seite.html")
            shown_page.show(View(width))
            rows.append(shown_page.evaluate(ROWS))
    assert rows[0] == rows[1] != []


ROWS = (
    "[...document.querySelectorAll('.line')].flatMap(each => [...each.getClientRects()])"
    ".map((row, _, rows) => [row.x, row.width, row.y - rows[0].y])"
)
"""Where the rows of the official lines stand, from the first one on: the buttons above are a system's own."""


def test_one_chromium_serves_all_files_of_a_run(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("chromium")
    paths = iter([tools.chromium_without_window()])
    monkeypatch.setattr(tools, "chromium_without_window", lambda: next(paths))
    assert [shown(b"<title>da</title>", browser, "document.title") for _ in range(3)] == ["da"] * 3


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("axe = {", "in Chromium ist ein Skript der Prüfung gescheitert"),
        ("axe = {run: () => Promise.reject(new Error('nein'))}", "in Chromium ist ein Skript der Prüfung gescheitert"),
        ("axe = {run: () => Promise.resolve({violations: [], passes: []})}", "axe hat nichts ausgewertet"),
        (
            "axe = {run: () => Promise.resolve({violations: [{nodes: [{}]}], passes: []})}",
            "das Ergebnis von axe ist nicht lesbar",
        ),
    ],
)
def test_an_axe_that_breaks_off_or_talks_nonsense_has_passed_nothing(
    source: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("chromium")
    monkeypatch.setattr(tools, "axe", lambda: source)
    assert not_evaluated(axe, PAGE).message.startswith(told)


def report(outcome: str, *subjects: object) -> str:
    return json.dumps({"earl:result": {"earl:outcome": outcome}, "assertions": subjects})


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("echo Kaputt >&2; exit 1", "Ace ist abgebrochen; gemeldet hat es: Kaputt"),
        ("exit 0", "Ace ist abgebrochen; gemeldet hat es: nichts"),
        ("sleep 60", "Ace war nach 0.5 Sekunden nicht fertig"),
        ("read _; echo {", "die Antwort von Ace ist nicht lesbar"),
        ("read _; echo []; read _", "der Bericht von Ace hat eine unbekannte Form"),
        ("read _; echo '{\"assertions\": [{}]}'; read _", "der Bericht von Ace hat eine unbekannte Form"),
        (
            'read _; echo \'{"failed": "kaputt"}\'; read _',
            "Ace hat keinen Bericht geschrieben; gemeldet hat es: kaputt",
        ),
        (f"read _; echo '{report('pass')}'; read _", "der Bericht von Ace sagt „pass“"),
        (f"read _; echo '{report('vielleicht')}'; read _", "der Bericht von Ace sagt „vielleicht“"),
    ],
)
def test_an_ace_that_breaks_off_hangs_or_writes_nonsense_has_passed_nothing(
    script: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with standing_in(script, tmp_path, monkeypatch, 0.5 if script.startswith("sleep") else 300):
        assert not_evaluated(ace).message.startswith(told)


@contextmanager
def standing_in(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch, seconds: float) -> Iterator[Engine]:
    """What is asked in the place of Ace, with a Chromium that does nothing where the test has none of its own."""
    path = str(program(folder / "ace", script))
    monkeypatch.setattr(tools, "chromium_without_window", lambda: str(folder / "chromium"))
    made = Engine("Ace", lambda: (path,), seconds, ace.surroundings)
    monkeypatch.setattr(ace, "ENGINE", made)
    yield made
    made.close()


@pytest.mark.usefixtures("browser")
def test_one_ace_serves_all_books_and_a_new_one_after_a_fall() -> None:
    needs("chromium", "ace")
    whole = exhibit("whole", BOOK)
    assert [each for _ in range(2) for each in outcome(ace.check, whole)] == []
    first = ace.ENGINE._process.pid
    [fallen] = outcome(ace.check, Finished(Path("nirgends.epub"), BOOK, probe.BOOK, "de", b""))
    assert isinstance(fallen, Diagnostic)
    assert fallen.code == "Z690"
    assert fallen.message.startswith("Ace hat keinen Bericht geschrieben")
    assert list(outcome(ace.check, whole)) == []
    assert ace.ENGINE._process.pid != first


def test_a_report_that_fails_without_saying_why_is_not_evaluated() -> None:
    subject = {"earl:testSubject": {"url": "a.xhtml"}, "assertions": []}
    assert list(ace.assertions(json.loads(report("pass", subject)))) == []
    with pytest.raises(NotRunError):
        list(ace.assertions(json.loads(report("fail", subject))))


def test_an_ace_that_hangs_takes_its_chromium_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pid = tmp_path / "pid"
    program(tmp_path / "chromium", f"echo $$ > {pid}; exec sleep 60")
    # As puppeteer does it, the browser gets a group of its own.
    with standing_in('setsid "$PUPPETEER_EXECUTABLE_PATH" & sleep 60', tmp_path, monkeypatch, 2):
        assert not_evaluated(ace).message == "Ace war nach 2 Sekunden nicht fertig."
        assert gone(int(pid.read_text(encoding="utf-8")))


@pytest.mark.usefixtures("browser")
def test_where_node_or_ace_is_missing_ace_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not_evaluated(ace).message == "Node.js fehlt, in dem Ace läuft."
    program(tmp_path / "node", "exit 0")
    monkeypatch.setattr(tools, "_MODULES", tmp_path)
    assert not_evaluated(ace).message == "Ace fehlt."
    assert not_evaluated(axe).message == "axe fehlt (npm-Paket axe-core)."


def test_the_script_of_the_check_is_a_file_of_the_package() -> None:
    assert display._SCRIPT.is_relative_to(Path(chromium.__file__).parents[2])
    assert display._SCRIPT.read_text(encoding="utf-8").lstrip().startswith("//")


def test_the_tools_are_fixed_and_their_list_names_no_place_to_get_them_from() -> None:
    lock = (ROOT / ".ci" / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(lock)["packages"]
    assert {"node_modules/@daisy/ace", "node_modules/axe-core"} <= packages.keys()
    assert all("integrity" in each for name, each in packages.items() if name)
    assert "resolved" not in lock


def test_where_all_must_be_evaluated_a_missing_program_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conftest.missing", lambda _: "fehlt")
    monkeypatch.setenv("ZEILENTREU_EVALUATE", "all")
    with pytest.raises(pytest.fail.Exception):
        needs("chromium")
    monkeypatch.delenv("ZEILENTREU_EVALUATE")
    with pytest.raises(pytest.skip.Exception):
        needs("chromium")
    assert "export ZEILENTREU_EVALUATE=all" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
