"""The text inside of one block of HTML → inlines; what has no place in a text is reported, its words stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import unquote

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.sources import decoding
from pipeline.sources.html.elements import CharacterData, Element
from pipeline.sources.html.html_report import HtmlReport, short
from pipeline.sources.html.note_pairs import MARK, NOTE
from pipeline.sources.html.running_text import kept, rebuilt, single_spaced
from pipeline.text import walk
from pipeline.text.model import (
    OPENSLIDES,
    Blocks,
    Emphasis,
    Inlines,
    LineBreak,
    LineStart,
    Link,
    Mark,
    Marked,
    Note,
    Strong,
    Text,
)

ACTIVE = frozenset({"script", "style", "template", "noscript"})
FOREIGN = {
    "img": "Bild",
    "picture": "Bild",
    "svg": "Bild",
    "canvas": "Bild",
    "iframe": "Rahmen",
    "frame": "Rahmen",
    "object": "Objekt",
    "embed": "Objekt",
    "applet": "Objekt",
    "video": "Video",
    "audio": "Ton",
    "math": "Formel",
    "input": "Eingabefeld",
    "select": "Eingabefeld",
    "textarea": "Eingabefeld",
    "button": "Schaltfläche",
    "meter": "Anzeige",
    "progress": "Anzeige",
}
UNSEEN = frozenset({"meta", "link", "base", "title", "head", "wbr", "hr", "col", "colgroup", "datalist"})
_MARKS = {
    "u": Mark.UNDERLINE,
    "s": Mark.STRIKE,
    "strike": Mark.STRIKE,
    "sub": Mark.SUBSCRIPT,
    "sup": Mark.SUPERSCRIPT,
    "underline": Mark.UNDERLINE,
    "subscript": Mark.SUBSCRIPT,
    "superscript": Mark.SUPERSCRIPT,
}
_STRONG = frozenset({"strong", "b"})
_STRESSED = frozenset({"em", "i", "cite", "dfn", "var"})
_LOST = {
    "mark": "ist hervorgehoben",
    "q": "ist ein Zitat, um das Browser Anführungszeichen setzen",
    "code": "ist als Code gesetzt",
    "kbd": "ist als Eingabe gesetzt",
    "samp": "ist als Ausgabe gesetzt",
    "tt": "ist als Code gesetzt",
    "bdo": "ist in anderer Schreibrichtung gesetzt",
    "blink": "blinkt",
    "marquee": "läuft",
}
"""Elements that say something which no edition shows: each is reported."""
_HINTS = {"q": "Gehören die Zeichen zum Wortlaut, schreiben Sie sie in den Text: „…“."}
_SHOW = {
    "font": "Farbe, Schriftart oder -größe",
    "center": "Mittelsatz",
    "small": "kleine Schrift",
    "big": "große Schrift",
}
"""Elements of formatting alone: each kind is reported once."""

_ALLOWED = re.compile(r"(?:https?://|mailto:|tel:)[^\x00-\x20\x7f]+", re.IGNORECASE)
_REDIRECTED = re.compile(r"https://www\.google\.com/url\?q=(?P<target>https?[^&#\s]+)&")
"""How Google Docs and mail programs lead to an address."""
_SPACES = " \t\n\r\f"
_NUMBERS = frozenset({"lineNumber", "os-line-number"})

Piece = Element | CharacterData


class Inliner:
    """Reads what stands inside of blocks; notes in it are counted through the file."""

    def __init__(self, reported: HtmlReport, blocks: Callable[[Sequence[Piece]], Blocks]) -> None:
        """``blocks`` makes blocks of what a note says."""
        self._reported, self._blocks = reported, blocks
        self._notes = 0
        self._inside_note = False
        self.system = ""
        """Whose line numbers were met; empty for the usual ones, or none."""

    def content(self, pieces: Iterable[Piece]) -> Inlines:
        """The inlines of a block, white space as it counts."""
        return single_spaced(self.inlines(pieces))

    def preformatted(self, element: Element) -> Inlines:
        """The inlines with their white space; a line end right after the start tag is none (HTML Standard, 13.1.2.5)."""
        content = self.inlines(element.children)
        leaves = [_with_line_ends(leaf) if isinstance(leaf, Text) else (leaf,) for leaf in walk.leaves(content)]
        if leaves and leaves[0] and isinstance(leaves[0][0], LineBreak) and not leaves[0][0].forced:
            leaves[0] = leaves[0][1:]
        return rebuilt(content, iter(leaves))

    def inlines(self, pieces: Iterable[Piece]) -> Inlines:
        """The inlines that the pieces make, white space as it came."""
        return tuple(
            inline
            for piece in pieces
            for inline in (self._text(piece) if isinstance(piece, CharacterData) else self._inline(piece))
        )

    def _text(self, characters: CharacterData) -> Inlines:
        text = characters.text
        clean = kept(text)
        if unwanted := next((char for char in clean if char not in _SPACES and decoding.is_unwanted(char)), None):
            raise InputRefusal(
                Diagnostic(
                    "Z104", characters.place, f"Unerlaubtes Zeichen {decoding.character_name(unwanted)} in diesem Text."
                )
            )
        if clean != text:
            message = "Zeichen sind hier so gesetzt, wie das Antragssystem sie beim Speichern setzt."
            self._reported.count("Z226", "characters", characters.place, message)
        if "\u00ad" in clean:
            message = "Ein weiches Trennzeichen (U+00AD) bleibt im Text und zählt in seiner Zeile wie ein Buchstabe."
            self._reported.count(
                "Z226", "soft hyphens", characters.place, message, "Gehört es nicht dazu, nehmen Sie „&shy;“ heraus."
            )
        return (Text(clean, characters.place),) if clean else ()

    def _inline(self, element: Element) -> Inlines:
        report_scripts(element, self._reported)
        name, place = element.name, element.place
        if name == "br":
            # OpenSlides marks the breaks that its rule made; all others are the text's own.
            return () if "os-line-break" in element.classes else (LineBreak(place),)
        if name == NOTE:
            return self._note(element)
        if name in UNSEEN or name in ACTIVE or name in FOREIGN:
            leave_out(element, self._reported)
            return ()
        if _NUMBERS & element.classes:
            self.system = OPENSLIDES if "os-line-number" in element.classes else self.system
            return _line_start(element)
        if name in {"ins", "del"}:
            raise InputRefusal(
                Diagnostic(
                    "Z228",
                    place,
                    "Hier stehen Änderungen im Text, über die nicht entschieden ist.",
                    "Gelesen wird der Text selbst, kein Änderungsantrag und keine Fassung mit Änderungen. Durchgestrichenes, das "
                    "zum Text gehört, steht in <s>.",
                )
            )
        content = self.inlines(element.children)
        return self._dressed(element, content) if content else ()

    def _dressed(self, element: Element, content: Inlines) -> Inlines:
        """The inlines with the formatting that the element gives."""
        name, place = element.name, element.place
        marks = {_MARKS[word] for word in (name, *element.classes) if word in _MARKS}
        for mark in sorted(marks):
            content = (Marked(mark, content, place),)
        if name in _STRESSED:
            return (Emphasis(content, place),)
        if name in _STRONG:
            return (Strong(content, place),)
        if name == "a":
            return self._link(element, content)
        self.report_lost(element)
        return content

    def report_lost(self, element: Element) -> None:
        """Report what the element says or shows and no edition does."""
        name, place = element.name, element.place
        if name in _LOST:
            message = f"„{short(element.text())}“ {_LOST[name]} („<{name}>“); hier stehen nur die Worte."
            self._reported.add("Z236", place, message, _HINTS.get(name, ""))
        elif name in _SHOW:
            self._reported.count(
                "Z236", name, place, f"{_SHOW[name]} („<{name}>“) ist nicht übernommen, der Text schon."
            )
        elif name in {"abbr", "acronym"} and (title := element.attributes.get("title", "").strip()):
            message = (
                f"„{short(element.text())}“ ist im HTML als „{short(title)}“ erklärt; das steht in keiner Ausgabe."
            )
            self._reported.add("Z236", place, message)

    def _note(self, element: Element) -> Inlines:
        """The note. One inside of another note stays as its mark and its words in brackets."""
        mark, place = element.attributes.get(MARK, ""), element.place
        if self._inside_note:
            self._reported.add(
                "Z238", place, f"In einer Fußnote steht die Fußnote „{short(mark)}“; sie steht dort in Klammern."
            )
            return (Text(" (", place), *self.inlines(element.children), Text(")", place))
        self._notes += 1
        number, self._inside_note = self._notes, True
        blocks = self._blocks(element.children)
        self._inside_note = False
        if not blocks:
            self._notes -= 1
            self._reported.add(
                "Z238", place, f"Die Fußnote „{short(mark)}“ sagt nichts; nur ihr Zeichen steht im Text."
            )
            return (Text(mark, place),)
        if (said := mark.strip("[]() .")) != str(number):
            message = f"Die Fußnote „{short(said)}“ hat hier die Nummer {number}."
            self._reported.count("Z238", "numbers", place, message)
        return (Note(number, blocks, place),)

    def _link(self, element: Element, content: Inlines) -> Inlines:
        target = element.attributes.get("href", "").strip()
        if (around := _REDIRECTED.match(target)) and _ALLOWED.fullmatch(unquote(around["target"])):
            target = unquote(around["target"])
            message = f"Verweise führen nicht mehr über Google, sondern gleich zum Ziel, hier „{short(target)}“."
            self._reported.count("Z236", "redirected", element.place, message)
        if _ALLOWED.fullmatch(target):
            return (Link(target, content, element.place),)
        if target:
            message = f"Der Verweis auf „{short(target)}“ ist nicht übernommen, sein Text schon."
            self._reported.add("Z223", element.place, message, "Verweise führen zu https, http, mailto oder tel.")
        return content


def _line_start(element: Element) -> Inlines:
    said = element.attributes.get("data-line-number", "").strip() or _classed_number(element)
    inside = element.text()
    number = int(said) if re.fullmatch(r"[0-9]{1,7}", said) else 0
    if not number:
        raise InputRefusal(Diagnostic("Z231", element.place, f"„{short(said)}“ ist keine Zeilennummer."))
    if inside not in {"", said}:
        message = f"Bei der Zeilennummer {said} steht „{short(inside)}“, wo nichts stehen darf."
        raise InputRefusal(Diagnostic("Z231", element.place, message))
    start = LineStart(number, place=element.place)
    # Elsewhere the break before a number belongs to it; here it does not, and one is given that does.
    return (LineBreak(element.place), start) if "os-line-number" in element.classes else (start,)


def _classed_number(element: Element) -> str:
    """The number that OpenSlides also gives as a class, for the case that nothing else of it was saved."""
    return next((word[12:] for word in sorted(element.classes) if word.startswith("line-number-")), "")


def report_scripts(element: Element, reported: HtmlReport) -> None:
    """Report attributes that would run a program."""
    for name in element.attributes:
        if name.startswith("on"):
            message = f"Das Attribut „{name[:30]}“ von „<{element.name[:30]}>“ ist nicht übernommen."
            reported.count("Z223", "attributes", element.place, message, "Ein Text führt keine Programme aus.")


def leave_out(element: Element, reported: HtmlReport) -> None:
    """Report an element that has no place in the text."""
    name, place = element.name, element.place
    if name in ACTIVE:
        reported.count("Z223", name, place, f"„<{name}>“ ist nicht übernommen.", "Ein Text führt keine Programme aus.")
    elif name == "hr":
        reported.count("Z236", "hr", place, "Eine Trennlinie („<hr>“) ist nicht übernommen.")
    elif name in FOREIGN:
        said = element.attributes.get("alt") or element.text() or element.attributes.get("src", "")
        words = f" („{short(said)}“)" if said else _box(element)
        reported.add(
            "Z224",
            place,
            f"{FOREIGN[name]}{words} ist nicht übernommen.",
            "Bilder und Filme haben keine amtlichen Zeilen.",
        )


def _box(element: Element) -> str:
    if element.attributes.get("type", "").lower() not in {"checkbox", "radio"}:
        return ""
    return " (angekreuzt)" if "checked" in element.attributes else " (nicht angekreuzt)"


def _with_line_ends(text: Text) -> Inlines:
    """The lines of a preformatted text, with breaks between them that end no official line."""
    lines = text.text.replace("\t", " ").split("\n")
    parts = (part for line in lines for part in (LineBreak(text.place, forced=False), Text(line, text.place)))
    return tuple(part for part in parts if not isinstance(part, Text) or part.text)[1:]


def place_of_pieces(pieces: Sequence[Piece]) -> Place | None:
    """Where the pieces begin to say something."""
    return next((piece.place for piece in pieces if isinstance(piece, Element) or piece.text.strip(_SPACES)), None)
