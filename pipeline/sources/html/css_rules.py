"""What CSS says of an element, as far as it is plain: its own ``style``, and rules of the page for one class.

Only what bears on the text is asked for: bold, italic, struck out, raised, hidden, and where a paragraph begins. Rules with
more than one class, with places or conditions are not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.sources.html.elements import CharacterData, Element

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<name>[a-z_-][\w-]*)|#(?P<id>[a-z_-][\w-]*))", re.IGNORECASE)
_DECLARATION = re.compile(r"""(?:[^;"']|"[^"]*"|'[^']*'|["'])++""")
_BRACE = re.compile(r"[{}]")

_UNITS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0, "em": 12.0, "rem": 12.0, "": 1.0}
_LENGTH = re.compile(r"(-?[0-9]{0,6}\.?[0-9]{1,6})(pt|px|cm|mm|in|em|rem|)")

Style = Mapping[str, str]


def css_declarations(text: str) -> dict[str, str]:
    """Property → value, in small letters, of the text of a ``style``; the last one of a name holds."""
    parts = (each[0].partition(":") for each in _DECLARATION.finditer(text))
    found = ((name.strip().lower(), " ".join(value.split()).lower()) for name, colon, value in parts if colon)
    return {name: value.removesuffix("!important").strip() for name, value in found}


class Sheets:
    """The plain rules of a page's style sheets."""

    def __init__(self, root: Element) -> None:
        """Read them."""
        self._rules: dict[tuple[str, str], dict[str, str]] = {}
        for element in root.elements("style"):
            text = "".join(each.text for each in element.children if isinstance(each, CharacterData))
            for selectors, body in _rules(_COMMENT.sub(" ", text)):
                self._keep(selectors, body)

    def _keep(self, selectors: str, body: str) -> None:
        style = None
        for selector in selectors.split(","):
            if found := _SELECTOR.fullmatch(selector.strip()):
                style = style or css_declarations(body)
                key = f"#{found['id']}" if found["id"] else found["name"]
                self._rules.setdefault(((found["tag"] or "").lower(), key), {}).update(style)

    def style(self, element: Element) -> dict[str, str]:
        """What holds for the element, the more exact after the more general."""
        found: dict[str, str] = {}
        if self._rules:
            names = [*element.attributes.get("class", "").split(), f"#{element.attributes.get('id', '')}"]
            for tag in ("", element.name):
                for name in names:
                    found.update(self._rules.get((tag, name), {}))
        if own := element.attributes.get("style"):
            found.update(css_declarations(own))
        return found


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that hold everywhere; those inside of „@media“ and its kind do not."""
    depth, begin, opened, selectors = 0, 0, 0, ""
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                selectors, opened = text[begin : brace.start()].rpartition(";")[2].strip(), brace.end()
        elif depth:
            depth -= 1
            if not depth:
                if not selectors.startswith("@"):
                    yield selectors, text[opened : brace.start()]
                begin = brace.end()


def is_hidden(style: Style) -> bool:
    """Whether nobody sees the element."""
    return (
        style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or style.get("mso-hide") == "all"
    )


def length(said: str) -> float:
    """A length in points, of what CSS says; 0 where it says none. With several values it is the last one."""
    words = said.split()
    found = _LENGTH.fullmatch(words[-1]) if words else None
    return float(found[1]) * _UNITS[found[2]] if found else 0.0


def indent(style: Style) -> float:
    """Where the paragraph begins on the left, in points."""
    if "margin-left" in style:
        return length(style["margin-left"])
    return length(style.get("margin", "")) if len(style.get("margin", "").split()) == 4 else 0.0  # noqa: PLR2004 - top to left
