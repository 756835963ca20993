"""Whether a web page or a book stands alone: no program, nothing from elsewhere, no style that hides a line (Z631).

Lines are compared as they stand in the file. What a script, a frame or a style sheet does to them when they are shown
cannot be read from there, so none of it may be in the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from pipeline.checks.finding import of_code
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic
from pipeline.readback.containers import Element, members, parsed_xml

_ACTIVE = frozenset({"script", "iframe", "frame", "object", "embed", "applet", "base", "form", "input", "button"})
PROGRAM = "66ad6184c26c10af0497b7d3d4f4b76531498fa8d348de7199c3fac209dfb1db"
"""The SHA-256 of the one script that a page may hold: templates/lines.js, which was read for what it does. It changes no line;
whoever changes it reads it again, and the words of the text before and after it (tests/test_editions_web_script.py)."""

_LOADING = {"src", "srcset", "poster", "data", "background"}
_WITHIN = re.compile(r"data:|[#]|(?![a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
"""An address inside the file, or beside it in the book."""

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|text-transform|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])|clip(?:-path)?\s*:",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_GENERATED = re.compile(r"content\s*:\s*([^;}]*)", re.IGNORECASE)
_NUMBERED = re.compile(r'\[data-number="([1-9][0-9]*)"\]::?before')
"""What shows the number of one line: as a literal string, for programs that know no attr()."""
_SEEN_NOWHERE = "nav[hidden]"
"""What the document itself hides may be hidden."""
_ALLOWED = re.compile(r'(?:attr\(data-(?:number|note)\)|"-?\\A"|"\\2060")(?:\s*/\s*"")?|none|normal')


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether it shows what it holds, and nothing else."""
    found = web if file.suffix.endswith(".html") else book
    return file.findings(dict.fromkeys(of_code("Z631", found(file.data))))


def web(data: bytes) -> Iterator[str]:
    """What keeps a web page from standing alone."""
    root = parsed_xml(data, "Die Seite")
    yield from _document(root)
    yield from (message for style in root.iter("{*}style") for message in _style(style.text or ""))


def book(data: bytes) -> Iterator[str]:
    """What keeps a book from standing alone, by document."""
    archive: Mapping[str, bytes] = members(data)
    for name, content in archive.items():
        if name.endswith((".xhtml", ".html")):
            yield from (f"{name}: {message}" for message in _document(parsed_xml(content, name)))
        elif name.endswith(".css"):
            yield from (f"{name}: {message}" for message in _style(content.decode("utf-8", "replace")))


def _document(root: Element) -> Iterator[str]:
    for node in root.iter("{*}*"):
        name = node.tag.rpartition("}")[2]
        if name == "script" and not node.get("src") and _digest(node) == PROGRAM:
            continue
        if name in _ACTIVE:
            yield f"Das Element „{name}“ kann die Seite verändern."
        if name == "meta" and (node.get("http-equiv") or "").lower() == "refresh":
            yield "Die Seite leitet weiter (meta refresh)."
        for attribute, value in node.attrib.items():
            if str(attribute).lower().startswith("on"):
                yield f"Das Element „{name}“ hat einen Handler ({attribute})."
            loads = attribute in _LOADING or (attribute == "href" and name == "link")
            if loads and not _WITHIN.match(value):
                yield f"„{value[:60]}“ wird von anderswo geladen."


def _digest(script: Element) -> str:
    return hashlib.sha256((script.text or "").encode()).hexdigest()


def _style(text: str) -> Iterator[str]:
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    if "@import" in bare:
        yield "Die Gestaltung lädt eine weitere (@import)."
    for address in re.findall(r"url\(\s*[\"']?([^)\"']*)", bare):
        if not _WITHIN.match(address):
            yield f"Die Gestaltung lädt „{address[:60]}“."
    screen = re.sub(r"@media\s+print\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", bare)
    for selector, body in _RULE.findall(screen):
        if (hiding := _HIDING.search(body)) and selector.strip() != _SEEN_NOWHERE:
            yield f"Die Gestaltung von „{selector.strip()[-60:]}“ verbirgt oder verändert Text ({hiding[0]})."
        for value in _GENERATED.findall(body):
            numbered = _NUMBERED.fullmatch(selector.strip())
            if not _ALLOWED.fullmatch(value.strip()) and (numbered is None or value.strip() != f'"{numbered[1]}"'):
                yield f"Die Gestaltung von „{selector.strip()[-60:]}“ fügt Text ein ({value.strip()})."
