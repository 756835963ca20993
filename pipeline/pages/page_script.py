"""The script of the web page: it goes to lines, says which one a reader is in, and marks ranges. It only adds."""

from __future__ import annotations

import json

from markupsafe import Markup

from pipeline.pages import shells
from pipeline.pages.markup import element
from pipeline.text.wording import Wording

_SAID = {
    "to": "Zu Zeile:",
    "go": "Gehen",
    "keys": "Tasten: g oder j führt hierher, z sagt, in welcher Zeile Sie sind",
    "line": "Zeile {number}",
    "lines": "Zeilen {number} bis {last}",
    "missing": "Zeile {number} gibt es nicht, nur Zeile {first} bis {last}.",
    "nowhere": "Hier steht keine amtliche Zeile.",
    "unread": "Bitte so: 36 oder 36-37.",
    "which": "In welchem Kapitel? Zum Beispiel: {title} {number}",
}


def page_script(say: Wording) -> Markup:
    """The script element; what it says is an attribute, so that its text is the same in every page."""
    said = {name: say.form(german) for name, german in _SAID.items()} | {"language": say.marks}
    return element("script", shells.program(), data_say=json.dumps(said, ensure_ascii=False))
