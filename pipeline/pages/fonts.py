"""The fonts of the editions: from wheels, by path, never from the system by luck.

Atkinson Hyperlegible was drawn for readers with low vision, but has no ẞ, U+202F or U+2011. Inter is the declared
fallback for what it lacks. What both lack comes from further families, each of them used only where a text needs it:
Noto for emoji, signs and other scripts, and a few signs of forms and lists that are drawn here (styles/signs.ttf). A
character that none of them has is an error with its place, not a box on the page. Preformatted text, whose columns are
made of spaces, has a face whose characters are all as wide; it also has the lines that tables are drawn with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from pipeline.diagnostics import Diagnostic, EnvironmentRefusal, Place
from pipeline.pages.resources import folder

HOUSE, FALLBACK = "Atkinson Hyperlegible", "Inter"
FIXED = "IBM Plex Mono"
SIGNS = "Zeilentreu Signs"
ARABIC = "IBM Plex Sans Arabic"
REGULAR = 400

_SCRIPTS = (
    "Symbols",
    "Hebrew",
    "Arabic",
    "Armenian",
    "Georgian",
    "Devanagari",
    "Bengali",
    "Ethiopic",
    "Gujarati",
    "Gurmukhi",
    "Kannada",
    "Khmer",
    "Lao",
    "Malayalam",
    "Myanmar",
    "Oriya",
    "Sinhala",
    "Tamil",
    "Telugu",
    "Thai",
)
_NOTO = {"Noto Emoji": "NotoEmoji[wght].ttf"} | {f"Noto Sans {each}": f"NotoSans{each}[wght].ttf" for each in _SCRIPTS}
"""The files of manimgx-fonts, which holds what Noto publishes (OFL 1.1), by their families."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a family, as a style sheet names it."""

    family: str
    weight: int
    style: str
    path: Path

    @property
    def address(self) -> str:
        """Where a style sheet finds it."""
        return f"{self.path.as_uri()}{f'?wght={self.weight}' if _is_cut(self) else ''}"


def _is_cut(face: Face) -> bool:
    """Whether the face is to be cut out of a variable font of further families.

    Pango 1.50 measures its bold glyphs as if they were regular; what is painted is then wider than the file says
    (ISO 14289-1, 7.21.5). Signs and emoji are as wide in all weights.
    """
    return face.weight != REGULAR and face.family.startswith("Noto Sans ") and face.family != "Noto Sans Symbols"


@cache
def data(face: Face) -> bytes:
    """The font file of the face."""
    if not _is_cut(face):
        return face.path.read_bytes()
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    cut = BytesIO()
    with TTFont(face.path, recalcTimestamp=False) as font:
        instantiateVariableFont(font, {"wght": face.weight}, inplace=True)
        font.save(cut)
    return cut.getvalue()


@cache
def blank(data: bytes) -> int | None:
    """The number of a glyph of the font file that shows nothing and has no width."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(data), lazy=True) as font:
        flat = (name for name in font.getGlyphOrder() if "glyf" in font and not font["hmtx"][name][0])
        return next((font.getGlyphID(name) for name in flat if not font["glyf"][name].numberOfContours), None)


@cache
def faces() -> tuple[Face, ...]:
    """The faces that the editions use. Raises EnvironmentRefusal (Z702) where a file is missing or damaged."""
    # Inter comes as a variable font: one file is asked for, its axis gives the weights.
    fallback = [Face(FALLBACK, weight, style, _path(FALLBACK, 400, style)) for weight, style in _CUTS]
    return (*_family(HOUSE), *fallback)


@cache
def fixed() -> tuple[Face, ...]:
    """The faces of preformatted text, asked before the house's. Raises EnvironmentRefusal (Z702) as ``faces`` does."""
    return _family(FIXED)


_CUTS = tuple((weight, style) for weight in (400, 700) for style in ("normal", "italic"))


def _family(name: str) -> tuple[Face, ...]:
    return tuple(Face(name, weight, style, _path(name, weight, style)) for weight, style in _CUTS)


@cache
def further() -> tuple[Face, ...]:
    """The faces for what the house's two families lack, in the order in which they are asked. Raises EnvironmentRefusal."""
    drawn = folder("styles") / "signs.ttf"
    files = {family: _noto(name) for family, name in _NOTO.items()}
    return (
        *(Face(SIGNS, weight, "normal", drawn) for weight in (400, 700)),
        *(Face(ARABIC, weight, "normal", _path(ARABIC, weight, "normal")) for weight in (400, 700)),
        *(Face(family, weight, "normal", path) for family, path in files.items() for weight in (400, 700)),
        *(face for face in fixed() if face.style == "normal"),
    )


def _noto(name: str) -> Path:
    try:
        import manimgx_fonts

        path = Path(str(manimgx_fonts.__file__)).parent / name
        _cmap(path)
    except Exception as error:  # as with fontpkg: absent and damaged files raise many kinds
        raise _unusable("manimgx-fonts", name, error) from error
    return path


@cache
def needed(text: str) -> tuple[Face, ...]:
    """The further faces that the text needs: for every character that the house's two families lack, the first that has it."""
    own = {code for face in faces() for code in _cmap(face.path)}
    families = {face.family for char in set(text) if ord(char) not in own and (face := face_of(char))}
    return tuple(face for face in further() if face.family in families) if families else ()


def _path(family: str, weight: int, style: str) -> Path:
    package = f"fontpkg-{family.lower().replace(' ', '-')}"
    try:
        import fontpkg

        path = Path(fontpkg.path(family, weight=weight, style=style))
        _cmap(path)
    except Exception as error:  # fontpkg 0.2 and fontTools 4 raise many kinds for absent and damaged files
        raise _unusable(package, f"{family} ({weight}, {style})", error) from error
    return path


def _unusable(package: str, name: str, error: Exception) -> EnvironmentRefusal:
    hint = f"Richten Sie die Umgebung neu ein (make), oder: pip install --force-reinstall {package}"
    message = f"Die Schrift {name} fehlt oder ist beschädigt: {type(error).__name__}: {error}"
    return EnvironmentRefusal(Diagnostic("Z702", Place(package), message, hint))


@cache
def _cmap(path: Path) -> frozenset[int]:
    """The code points that the font has a glyph for."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def face_of(char: str, weight: int = 400, style: str = "normal", *, preformatted: bool = False) -> Face | None:
    """The face that shows the character: the house's, the fallback's, a further one; None where none has it."""
    own = (*(fixed() if preformatted else ()), *faces())
    known = next((face for face in _likely(own, weight, style) if ord(char) in _cmap(face.path)), None)
    # The further families have upright faces alone.
    return known or next((face for face in _likely(further(), weight) if ord(char) in _cmap(face.path)), None)


def _likely(given: Iterable[Face], weight: int, style: str = "normal") -> Iterator[Face]:
    return (face for face in given if (face.weight, face.style) == (weight, style))


@cache
def _advances(path: Path, weight: int) -> dict[int, float]:
    """The width of each character that the font has, in ems; a variable font is asked for this weight."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        em = font["head"].unitsPerEm
        shown = font.getGlyphSet(location={"wght": weight} if "fvar" in font else None)
        return {code: shown[name].width / em for code, name in font.getBestCmap().items()}


def width(text: str, weight: int = 400, style: str = "normal", *, preformatted: bool = False) -> float:
    """The width of the text in ems and without kerning; a character without a glyph is taken as one em."""
    shown = ((char, face_of(char, weight, style, preformatted=preformatted)) for char in text)
    return sum(_advances(face.path, weight)[ord(char)] if face else 1.0 for char, face in shown)


def shortened(text: str, ems: float) -> str:
    """The text where it is no wider than that, else as many of its words as are, and „…“."""
    if width(text) <= ems:
        return text
    words = text.split()
    while words and width(f"{' '.join(words)} …") > ems:
        words.pop()
    if words:
        return f"{' '.join(words)} …"
    fitting = text
    while fitting and width(f"{fitting}…") > ems:
        fitting = fitting[:-1]
    return f"{fitting}…"


@cache
def woff2(family: str, weight: int) -> bytes:
    """An upright face of the house font, or of preformatted text, packed for a web page."""
    from fontTools.ttLib import TTFont

    own = fixed() if family == FIXED else faces()
    face = next(each for each in own if (each.family, each.weight, each.style) == (family, weight, "normal"))
    packed = BytesIO()
    with TTFont(face.path, recalcTimestamp=False) as font:
        font.flavor = "woff2"
        font.save(packed)
    return packed.getvalue()
