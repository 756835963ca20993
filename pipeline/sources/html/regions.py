"""The part of a page that is its text: without navigation, banners, forms, cookie notes and what nobody sees.

Each kind that is left out is reported once, with its number, the first place and its first words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.sources.html.css_rules import Sheets, is_hidden
from pipeline.sources.html.elements import Element
from pipeline.sources.html.html_report import HtmlReport, short

HIDDEN = "Verborgenes"
BANNER = "Der Kopf der Seite"
FORM = "Ein Formular"

_NAMES = {
    "nav": "Navigation",
    "aside": "Eine Randspalte",
    "dialog": "Ein Dialog",
    "footer": "Der Fuß der Seite",
    "header": BANNER,
    "form": FORM,
    "button": FORM,
    "search": "Die Suche",
}
_ROLES = {
    "navigation": "Navigation",
    "banner": BANNER,
    "contentinfo": "Der Fuß der Seite",
    "search": "Die Suche",
    "complementary": "Eine Randspalte",
    "dialog": "Ein Dialog",
    "alertdialog": "Ein Dialog",
    "form": FORM,
    "menu": "Navigation",
    "menubar": "Navigation",
    "toolbar": "Navigation",
    "doc-toc": "Ein Inhaltsverzeichnis",
}
_KEPT_ROLES = frozenset({"main", "document", "article"})

_COOKIES = re.compile(
    r"(?:^|[-_])(?:cookie|cookies|consent|cookiebot|cybotcookiebot\w*|onetrust|usercentrics|borlabs|ccm|cmp)(?:$|[-_])|cookie(?:banner|consent|notice|bar|hint|info|layer)"
)
_READERS_ALONE = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader", "invisible"}
)
_SKIP = re.compile(r"(?:^|[-_])skip(?:$|[-_]|links?|nav|to)|sprung(?:link|marke)")
_SKIPPING = re.compile(r"(?:zum|zur|direkt|springe|skip|jump)\b", re.IGNORECASE)
_CRUMBS = re.compile(r"breadcrumbs?|brotkrume\w*")
_CONTENTS = re.compile(r"msotoc\w*|(?:table of contents|inhaltsverzeichnis|alphabetical index)\s*\d*", re.IGNORECASE)
_NAME = 200
"""So much of the names of an element is looked at."""

_OF_TEXT = frozenset({"main", "article", "section", "blockquote", "figure"})
"""Elements whose own head is part of the text."""

PARAGRAPH = 40
"""Characters from which on a paragraph in a form is more than a label."""
FEWEST = 3
"""So many of them make a text."""

_PLACES = re.compile(
    r"(?:(?:site|page|main|global|top|haupt|seiten)[-_]?)?(?P<name>nav|navi|navigation|navbar|menu|menue|header|kopf|banner|"
    r"footer|fuss|fusszeile|fussbereich|sidebar|randspalte)(?:[-_]?(?:wrapper|container|bar|inner|area|bereich|leiste))?"
)
"""What pages without the newer elements name their parts."""
_PLACED = {
    **dict.fromkeys(("nav", "navi", "navigation", "navbar", "menu", "menue"), "Navigation"),
    **dict.fromkeys(("header", "kopf", "banner"), BANNER),
    **dict.fromkeys(("footer", "fuss", "fusszeile", "fussbereich"), "Der Fuß der Seite"),
    **dict.fromkeys(("sidebar", "randspalte"), "Eine Randspalte"),
}
_UP = re.compile(r"(?:zurück )?nach oben|zum (?:seiten)?anfang|(?:back to )?top|[↑⬆▲]", re.IGNORECASE)

_NUMBERS = frozenset({"lineNumber", "os-line-number"})


def main_part(body: Element, sheets: Sheets, reported: HtmlReport) -> Element:
    """The part of the page that is its text: its only ``main``, else its only article, else all of it.

    What stands outside of it is reported.
    """
    for names, role in (({"main"}, "main"), ({"article"}, "article")):
        found = [each for each in _outermost(body, names, role) if not is_hidden(sheets.style(each))]
        if len(found) == 1 and found[0].text():
            main = _only_article(found[0]) or found[0]
            _report_outside(body, main, reported)
            return main
        if found:
            break
    return body


def _only_article(main: Element) -> Element | None:
    """The only article of the main part, where it has the title and most of the words."""
    found = list(_outermost(main, {"article"}, "article"))
    if len(found) != 1 or not next(found[0].elements("h1"), None):
        return None
    return found[0] if 2 * len(found[0].text()) >= len(main.text()) else None


def _outermost(element: Element, names: set[str], role: str) -> Iterator[Element]:
    for child in _elements(element):
        if child.name in names or child.attributes.get("role") == role:
            yield child
        elif child.name not in {"nav", "aside", "footer", "dialog"}:
            yield from _outermost(child, names, role)


def _report_outside(body: Element, main: Element, reported: HtmlReport) -> None:
    """Report what stands beside the main part and is no region with a name of its own."""
    for child in _elements(body):
        if child is main:
            continue
        if any(each is main for each in child.elements(main.name)):
            _report_outside(child, main, reported)
        elif child.name not in {"script", "style", "template", "noscript", "link", "meta"} and child.text():
            kind = _kind(child, {}, inside=False) or "Was außerhalb des Hauptteils steht,"
            _count(kind, child, reported)


def prune(element: Element, sheets: Sheets, reported: HtmlReport, *, inside: bool) -> None:
    """Take away what is no text; ``inside`` says that the element is in the main part of a page, or is all of a text."""
    left = []
    for child in element.children:
        if isinstance(child, Element):
            kind = "" if _is_source(child, element) else _kind(child, sheets.style(child), inside=inside)
            if kind:
                _count(kind, child, reported)
                continue
            prune(child, sheets, reported, inside=inside or child.name in _OF_TEXT)
        left.append(child)
    element.children = left


def _is_source(element: Element, around: Element) -> bool:
    """Whether the element says where a quotation is from."""
    return element.name == "footer" and around.name == "blockquote"


def _count(kind: str, element: Element, reported: HtmlReport) -> None:
    words = element.text() or next((each.attributes.get("alt", "") for each in element.elements("img")), "")
    if words:
        message = f"{kind} ist nicht Teil des Textes und fehlt in den Ausgaben: „{short(words, 60)}“."
        reported.count("Z235", kind, element.place, message)


def _kind(element: Element, style: dict[str, str], *, inside: bool) -> str:
    """What the element is, if it is no text; else empty."""
    if _NUMBERS & element.classes:
        return ""
    if _is_unseen(element, style):
        return HIDDEN
    role = element.attributes.get("role", "").lower()
    named = " ".join((element.attributes.get("id", "")[:_NAME], element.attributes.get("class", "")[:_NAME])).lower()
    if role in _KEPT_ROLES:
        return ""
    kind = _ROLES.get(role) or _NAMES.get(element.name, "")
    if kind == BANNER and (inside or next(element.elements("h1"), None)) and role != "banner":
        return ""
    if kind == FORM and _is_wrapper(element):
        return ""
    return kind or _named_kind(element, named, inside=inside)


def _named_kind(element: Element, named: str, *, inside: bool) -> str:
    """What the element is by its names."""
    words = named.split()
    if not inside and any(_COOKIES.search(word) for word in words):
        return "Ein Hinweis zu Cookies"
    if any(_CRUMBS.fullmatch(word) for word in words):
        return "Navigation"
    if any(_CONTENTS.fullmatch(word) for word in element.classes) or _CONTENTS.fullmatch(
        element.attributes.get("id", "")
    ):
        return "Ein Inhaltsverzeichnis"
    if element.name == "div" and element.attributes.get("title") in {"header", "footer"}:
        return "Eine Kopf- oder Fußzeile"
    if element.name == "a" and element.attributes.get("href", "").startswith("#"):
        said = element.text()
        skips = not inside and (any(map(_SKIP.search, words)) or _SKIPPING.match(said))
        return "Ein Sprunglink" if skips or _UP.fullmatch(said) else ""
    if not inside and element.name in {"div", "ul", "section", "table"}:
        placed = next((found for word in words if (found := _PLACES.fullmatch(word))), None)
        if placed and not next(element.elements("h1", "main", "article"), None):
            return _PLACED[placed["name"]]
    return ""


def _is_unseen(element: Element, style: dict[str, str]) -> bool:
    return (
        "hidden" in element.attributes
        or element.attributes.get("aria-hidden", "").lower() == "true"
        or is_hidden(style)
        or bool(_READERS_ALONE & element.classes)
    )


def _is_wrapper(form: Element) -> bool:
    """Whether the form only encloses a text: some systems put all of a page into one."""
    if form.name != "form":
        return False
    if next(form.elements("h1", "main", "article"), None):
        return True
    paragraphs = (each for each in form.elements("p") if not next(each.elements("input", "select", "textarea"), None))
    return sum(len(each.text()) >= PARAGRAPH for each in paragraphs) >= FEWEST


def _elements(element: Element) -> Iterator[Element]:
    yield from (child for child in element.children if isinstance(child, Element))
