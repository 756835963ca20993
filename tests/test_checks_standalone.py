"""A page that shows something else than it holds is caught, wherever the change sits."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from conftest import ROOT, TEXT, read

from pipeline.checks import standalone
from pipeline.editions import epub
from pipeline.publication.settings import Publication
from pipeline.text.model import book_of

WHOLE = ROOT / "tests" / "broken" / "whole"
PAGE = (WHOLE / "probe.html").read_text(encoding="utf-8")

CHANGES = {
    "a script": ("</body>", "<script>document.getElementById('zeile-2').textContent = 'anders'</script></body>"),
    "a frame": ("</body>", '<iframe src="https://example.org/"></iframe></body>'),
    "a foreign picture": ("</body>", '<img src="https://example.org/x.png" alt=""/></body>'),
    "a foreign style sheet": ("</head>", '<link rel="stylesheet" href="https://example.org/x.css"/></head>'),
    "a base": ("<head>", '<head><base href="https://example.org/"/>'),
    "a redirection": ("<head>", '<head><meta http-equiv="refresh" content="0; url=https://example.org/"/>'),
    "a handler": ("<body>", '<body onload="alert(1)">'),
    "a hidden line": ("</head>", "<style>#zeile-2 { display: none }</style></head>"),
    "an invisible text": ("</head>", "<style>main { visibility: hidden }</style></head>"),
    "a line that says more": ("</head>", '<style>#zeile-2::after { content: "nicht " }</style></head>'),
    "a number for all": ("</head>", '<style>.number::before { content: "7" }</style></head>'),
    "letters changed": ("</head>", "<style>.line { text-transform: uppercase }</style></head>"),
    "letters without size": ("</head>", "<style>#zeile-2 { font-size: 0 }</style></head>"),
    "an import": ("</head>", '<style>@import "https://example.org/x.css";</style></head>'),
    "a foreign font": ("</head>", "<style>@font-face { src: url(https://example.org/x.woff) }</style></head>"),
}


def test_the_whole_page_and_the_whole_book_stand_alone() -> None:
    assert list(standalone.web(PAGE.encode())) == []
    assert list(standalone.book((WHOLE / "probe.epub").read_bytes())) == []


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_caught_in_the_page(name: str) -> None:
    old, new = CHANGES[name]
    assert old in PAGE
    assert list(standalone.web(PAGE.replace(old, new, 1).encode()))


@pytest.mark.parametrize(
    ("member", "old", "new"),
    [
        ("EPUB/kapitel.xhtml", "</body>", "<script>1</script></body>"),
        ("EPUB/titel.xhtml", "</body>", '<img src="https://example.org/x.png" alt=""/></body>'),
        ("EPUB/buch.css", ".line {", "#zeile-2 { display: none } .line {"),
        ("EPUB/buch.css", ".line {", "nav { display: none } .line {"),
    ],
)
def test_every_change_is_caught_in_the_book(member: str, old: str, new: str) -> None:
    result = BytesIO()
    with zipfile.ZipFile(WHOLE / "probe.epub") as whole, zipfile.ZipFile(result, "w") as changed:
        for name in whole.namelist():
            content = whole.read(name)
            assert name != member or old.encode() in content
            changed.writestr(name, content.replace(old.encode(), new.encode(), 1) if name == member else content)
    assert list(standalone.book(result.getvalue()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('[data-number="2"]:before{content:"2"}', '[data-number="2"]:before{content:"3"}'),
        ('[data-number="2"]:before{content:"2"}', 'p [data-number="2"]:before{content:"2"}'),
        ("nav[hidden] {", "nav {"),
    ],
)
def test_the_literal_numbers_of_a_book_may_say_nothing_else(old: str, new: str) -> None:
    data = epub.paged(book_of(read(TEXT).numbered), Publication())
    assert list(standalone.book(data)) == []
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as whole, zipfile.ZipFile(result, "w") as changed:
        for name in whole.namelist():
            content = whole.read(name)
            assert name != "EPUB/buch.css" or old.encode() in content
            changed.writestr(name, content.replace(old.encode(), new.encode()) if name == "EPUB/buch.css" else content)
    assert list(standalone.book(result.getvalue()))
