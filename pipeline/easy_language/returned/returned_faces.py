"""How runs look: what they say themselves, what their styles say, and what those are based on (ECMA-376 part 1, 17.7.2).

hidden, white on white, too small to see   nobody reads it
struck out                                 somebody took it back
bold, raised, lowered                      kept
capitals, colours, slanted, underlined     the words are kept, the look is reported
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.sources.office.guard import Package
from pipeline.sources.office.package_parts import Attributes, elements

RunSays = Mapping[str, str]
"""What is said of a run, by the local names of its properties."""

_SWITCHES = frozenset("b strike dstrike vanish webHidden specVanish caps smallCaps i".split())
_OFF = {"0", "false", "off", "none"}
_DEEPEST = 16
_TINY = 4
"""Half points: text of two points and less is there to be hidden."""
_LIGHT = 0xE8
"""Each part of a colour from here on is white to the eye (1.3:1 on white)."""
_DARK_ENOUGH = 0x90
_SAMPLE_STYLES = {
    "hyperlink",
    "placeholdertext",
    "platzhaltertext",
    "internetlink",
    "commentreference",
    "kommentarzeichen",
}


@dataclass(frozen=True, slots=True)
class RunFace:
    """What a run looks like, as far as it says something."""

    bold: bool = False
    raised: str = ""
    """``superscript`` or ``subscript``."""
    hidden: bool = False
    struck: bool = False
    looks: tuple[str, ...] = ()
    """What is not kept, in the words of the report."""
    font: str = ""


PLAIN = RunFace()


@dataclass(slots=True)
class ReturnedFaces:
    """The styles of a document, and the face of a run among them."""

    styles: dict[str, dict[str, str]] = field(default_factory=dict)
    based: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    _known: dict[tuple[str, str, tuple[tuple[str, str], ...]], RunFace] = field(default_factory=dict)

    def face(self, paragraph: str, run: RunSays) -> RunFace:
        """The face of a run in a paragraph of this style."""
        key = paragraph, run.get("rStyle", ""), tuple(sorted(run.items()))
        if key not in self._known:
            own = {**self._style(run.get("rStyle", "")), **run}
            self._known[key] = _face({**self.defaults, **self._style(paragraph), **own}, own)
        return self._known[key]

    def _style(self, name: str) -> dict[str, str]:
        chain: list[dict[str, str]] = []
        while name in self.styles and len(chain) < _DEEPEST:
            chain.append(self.styles[name])
            name = self.based.get(name, "")
        found: dict[str, str] = {}
        for each in reversed(chain):
            found |= each
        return found


def said_of_run(name: str, values: Attributes) -> dict[str, str]:
    """What the property says: its value, and for colours and shades what they fall back on."""
    value = values.get("val", "")
    match name:
        case _ if name in _SWITCHES:
            return {name: "" if value.casefold() in _OFF else "1"}
        case "color":
            theme = values.get("themeColor", "")
            light = theme in {"background1", "light1", "bg1", "lt1"} and not values.get("themeShade")
            return {"color": value if value not in {"", "auto"} else "FFFFFF" if light else theme or "auto"}
        case "shd":
            return {"shd": values.get("fill", "")}
        case "rFonts":
            return {"rFonts": values.get("ascii", "") or values.get("hAnsi", "")}
        case "highlight" | "vertAlign" | "u" | "sz" | "rStyle" | "position":
            return {name: value}
        case _:
            return {}


def _face(every: RunSays, own: RunSays) -> RunFace:
    """``own`` is what the run and its character style say; bold of a whole style of paragraphs is no stress."""
    on = {name for name in _SWITCHES if every.get(name)}
    shade, colour = every.get("shd", ""), every.get("color", "auto")
    dark = (_is_colour(shade) and not _is_light(shade)) or every.get("highlight", "none") not in {
        "",
        "none",
        "white",
        "yellow",
        "lightGray",
    }
    size = every.get("sz", "")
    invisible = (_is_light(colour) and not dark) or (size.isdigit() and int(size) <= _TINY)
    raised = every.get("vertAlign", "")
    place = every.get("position", "")
    if raised not in {"superscript", "subscript"}:
        raised = ("subscript" if place.startswith("-") else "superscript") if place.strip("-0") else ""
    looks = {
        "Großbuchstaben": bool(on & {"caps", "smallCaps"}),
        "Farbe": _is_colour(own.get("color", "")) and not _is_dark(own["color"]) and not _is_link(own),
        "Markierung": own.get("highlight", "none") not in {"", "none"}
        or (_is_colour(own.get("shd", "")) and not _is_light(own["shd"])),
        "kursiv": bool(own.get("i")),
        "unterstrichen": own.get("u", "none") not in {"", "none"} and not _is_link(own),
    }
    return RunFace(
        bool(own.get("b")),
        raised,
        bool(on & {"vanish", "webHidden", "specVanish"}) or invisible,
        bool(on & {"strike", "dstrike"}),
        tuple(name for name, shown in looks.items() if shown),
        every.get("rFonts", ""),
    )


def _is_link(own: RunSays) -> bool:
    return own.get("rStyle", "").replace(" ", "").casefold() in _SAMPLE_STYLES


def _is_colour(value: str) -> bool:
    return value not in {"", "auto", "none"}


def _parts(value: str) -> tuple[int, ...]:
    try:
        return tuple(bytes.fromhex(value)) if len(value) == 6 else ()  # noqa: PLR2004 - RRGGBB
    except ValueError:
        return ()


def _is_light(value: str) -> bool:
    parts = _parts(value)
    return bool(parts) and min(parts) >= _LIGHT


def _is_dark(value: str) -> bool:
    """Whether the colour is black to the eye, or a grey: no colour that somebody chose."""
    parts = _parts(value)
    return bool(parts) and max(parts) <= _DARK_ENOUGH and max(parts) - min(parts) <= 0x20  # noqa: PLR2004


def run_faces(package: Package, part: str) -> ReturnedFaces:
    """The styles that the part defines."""
    found, style, inside = ReturnedFaces(), "", ""
    for name, values in elements(package, part):
        match name:
            case "docDefaults" | "latentStyles":
                style, inside = "", name
            case "style":
                style, inside = values.get("styleId", ""), name
                found.styles[style] = {}
            case "basedOn":
                found.based[style] = values.get("val", "")
            case "tblStylePr":
                inside = name
            case _ if inside in {"style", "docDefaults"}:
                (found.styles[style] if style else found.defaults).update(said_of_run(name, values))
    return found
