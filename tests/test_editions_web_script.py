"""The script of the web page: ranges and old spellings of addresses, going to a line, and the line that one is in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, needs, read
from everything import numbered

from pipeline.checks import axe, chromium, standalone, tools
from pipeline.checks.chromium.browser_page import WITH_SCRIPTS, BrowserPage
from pipeline.checks.orca.session import running_reader
from pipeline.editions import web
from pipeline.publication.settings import Publication
from pipeline.text.model import Book, book_of


def alone() -> Book:
    return book_of(numbered())


def several() -> Book:
    texts = (f"---\ntitle: {name}\n---\n\nEin Text von {name}.\n\nEin zweiter.\n" for name in ("Wohnen", "Arbeit"))
    return Book("Programm", "programm", tuple(read(text, f"{at}.md").numbered for at, text in enumerate(texts)))


@pytest.fixture
def shown(request: pytest.FixtureRequest) -> Iterator[BrowserPage]:
    needs("chromium")
    with chromium.BROWSER.page({"seite.html": web.write(request.param(), Publication())}, WITH_SCRIPTS) as page:
        page.open("seite.html")
        yield page


MARKED = "[...document.querySelectorAll('.line.marked')].map(each => each.id || each.dataset.line).join(' ')"
STATUS = "new Promise(done => setTimeout(() => done(document.querySelector('.status').textContent.trim()), 150))"


def followed(page: BrowserPage, address: str) -> list[str]:
    page.evaluate(
        f"new Promise(done => {{ addEventListener('hashchange', () => setTimeout(done, 20)); location.hash = '{address}' }})"
    )
    return list(dict.fromkeys(page.evaluate(MARKED).split()))


def gone(page: BrowserPage, words: str) -> str:
    page.evaluate(
        f"document.getElementById('zu-zeile').value = '{words}'; document.querySelector('.to-line').requestSubmit(); true"
    )
    return str(page.evaluate(STATUS))


def pressed(page: BrowserPage, key: str) -> None:
    for kind in ("keyDown", "keyUp"):
        page.call("Input.dispatchKeyEvent", type=kind, key=key, text=key if kind == "keyDown" else "")


@pytest.mark.program
@pytest.mark.parametrize("shown", [alone], indirect=True)
@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("#zeile-4-6", "4 5 6"),
        ("#zeile-6-4", "4 5 6"),
        ("#zeile-31-32", "31 32"),
        ("#Zeile-7", "7"),
        ("#z8", "8"),
        ("#z8-9", "8 9"),
        ("#zeile-30-99", "30"),
        ("#zeile-99", ""),
        ("#anmerkung-1", ""),
    ],
)
def test_an_address_marks_its_lines(shown: BrowserPage, address: str, lines: str) -> None:
    """A range as the README offers it, and spellings that people have written down."""
    assert followed(shown, address) == [f"zeile-{number}" for number in lines.split()]


@pytest.mark.program
@pytest.mark.parametrize("shown", [alone], indirect=True)
def test_a_line_that_is_not_there_is_said(shown: BrowserPage) -> None:
    followed(shown, "#zeile-99")
    assert shown.evaluate(STATUS) == "Zeile 99 gibt es nicht, nur Zeile 1 bis 32."


@pytest.mark.program
@pytest.mark.parametrize("shown", [alone], indirect=True)
@pytest.mark.parametrize(
    ("words", "said", "address"),
    [
        ("12", "Zeile 12", "#zeile-12"),
        (" Zeile 12 ", "Zeile 12", "#zeile-12"),
        ("Z. 12", "Zeile 12", "#zeile-12"),
        ("4-6", "Zeilen 4 bis 6", "#zeile-4-6"),
        ("4 bis 6", "Zeilen 4 bis 6", "#zeile-4-6"),
        ("Zeilen 4–6", "Zeilen 4 bis 6", "#zeile-4-6"),
        ("99", "Zeile 99 gibt es nicht, nur Zeile 1 bis 32.", ""),
        ("zwölf", "Bitte so: 36 oder 36-37.", ""),
        ("", "Bitte so: 36 oder 36-37.", ""),
    ],
)
def test_one_goes_to_a_line_by_its_number(shown: BrowserPage, words: str, said: str, address: str) -> None:
    assert gone(shown, words) == said
    assert shown.evaluate("location.hash") == address
    if address:
        assert shown.evaluate("document.activeElement.id").startswith(address[1:].rpartition("-")[0][:5])


@pytest.mark.program
@pytest.mark.parametrize("shown", [several], indirect=True)
def test_in_a_book_the_chapter_is_named(shown: BrowserPage) -> None:
    assert gone(shown, "kapitel wohnen 2") == "Zeile 2"
    assert shown.evaluate("location.hash") == "#kapitel-wohnen-zeile-2"
    assert gone(shown, "Arbeit, Zeile 1") == "Zeile 1"
    assert shown.evaluate("location.hash") == "#kapitel-arbeit-zeile-1"
    assert gone(shown, "2") == "Zeile 2"
    assert shown.evaluate("location.hash") == "#kapitel-arbeit-zeile-2", "the chapter that one is in"
    shown.evaluate("getSelection().removeAllRanges()")
    assert gone(shown, "2") == "In welchem Kapitel? Zum Beispiel: Arbeit 2"
    assert gone(shown, "verkehr 2") == "In welchem Kapitel? Zum Beispiel: Arbeit 2"
    assert followed(shown, "#kapitel-arbeit-zeile-1-2") == ["kapitel-arbeit-zeile-1", "kapitel-arbeit-zeile-2"]


@pytest.mark.program
@pytest.mark.parametrize("shown", [alone], indirect=True)
def test_keys_lead_to_the_field_and_say_the_line_and_can_be_turned_off(shown: BrowserPage) -> None:
    """Single keys must be possible to turn off (WCAG 2.2, 2.1.4)."""
    focused = "document.activeElement.id"
    for key in "gj":
        shown.evaluate("document.activeElement.blur()")
        pressed(shown, key)
        assert shown.evaluate(focused) == "zu-zeile"
    pressed(shown, "z")
    assert shown.evaluate("document.getElementById('zu-zeile').value") == "z", "in the field a key is a letter"
    shown.evaluate(
        "document.activeElement.blur(); getSelection().collapse(document.getElementById('zeile-6').lastChild, 1)"
    )
    pressed(shown, "z")
    assert shown.evaluate(STATUS) == "Zeile 6"
    shown.evaluate("document.getElementById('tasten').click(); document.activeElement.blur()")
    pressed(shown, "g")
    assert shown.evaluate(focused) != "zu-zeile"


@pytest.mark.program
@pytest.mark.parametrize("shown", [alone], indirect=True)
def test_every_place_in_the_text_has_its_line(shown: BrowserPage) -> None:
    """The caret in each fragment of each line, and before each item of a list, where a screen reader puts it."""
    found = shown.evaluate(
        """(async () => {
          const wrong = [];
          const said = async () => { dispatchEvent(new Event('x')); document.dispatchEvent(new KeyboardEvent('keydown', { key: 'z' }));
            await new Promise(done => setTimeout(done, 80)); return document.querySelector('.status').textContent.trim(); };
          for (const each of document.querySelectorAll('.chapter .line')) {
            getSelection().collapse(each, 0);
            const number = (each.id || each.dataset.line).slice(6);
            if (await said() !== 'Zeile ' + number) wrong.push(number);
          }
          for (const item of document.querySelectorAll('.chapter li:has(.line)')) {
            getSelection().collapse(item.parentElement, [...item.parentElement.childNodes].indexOf(item));
            const number = item.querySelector('.line').id.slice(6);
            if (await said() !== 'Zeile ' + number) wrong.push('item ' + number);
          }
          return wrong;
        })()"""
    )
    assert found == []


@pytest.mark.program
@pytest.mark.usefixtures("orca")
def test_a_blind_delegate_reaches_a_line_and_learns_where_they_are(tmp_path: Path) -> None:
    """Asked for line 12: a key, the number, Enter. Asked where one is: a key."""
    path = tmp_path / "seite.html"
    path.write_bytes(web.write(alone(), Publication()))
    with running_reader() as reader, reader.page(path) as page:
        page.read()
        assert "Zu Zeile: Eingabefeld." in page.press("j")
        page.press("1", "2")
        led = page.press("Return")
        assert "Die Brücken werden geprüft." in led
        assert led[-1] == "Zeile 12"
        assert page.press("z")[-1] == "Zeile 12"
        for words, line in (("jede im Frühjahr", 13), ("jede zweite im Herbst", 14), ("Dies kam später dazu", 15)):
            heard = page.press("Down")
            heard = heard if any(words in each for each in heard) else page.press("Down")
            assert any(words in each for each in heard)
            assert not any("Zeile" in each for each in heard), "numbers are not heard unasked"
            assert page.press("z")[-1] == f"Zeile {line}"


def test_the_script_is_the_one_that_was_read() -> None:
    """Whoever changes it reads what it does to the text, and then says so in the check."""
    text = (ROOT / "templates" / "lines.js").read_bytes()
    assert hashlib.sha256(text).hexdigest() == standalone.PROGRAM


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("use strict", "use  strict"),
        ("<script data-say=", '<script src="https://beispiel.de/x.js" data-say='),
        ("</body>", "<script>1</script></body>"),
    ],
)
def test_any_other_script_is_a_finding(old: str, new: str) -> None:
    page = web.write(alone(), Publication()).decode()
    assert [*standalone.web(page.encode())] == []
    assert page.count(old) == 1
    assert [*standalone.web(page.replace(old, new).encode())] != []


@pytest.mark.program
@pytest.mark.parametrize("shown", [alone, several], indirect=True)
def test_axe_finds_nothing_in_what_the_script_adds(shown: BrowserPage) -> None:
    needs("axe")
    shown.evaluate(f"{tools.axe()};true")
    for view in axe.VIEWS:
        shown.show(view)
        assert shown.evaluate(axe.script({}))["violations"] == [], view
