"""HTML before it is parsed: what is cut off or too large is refused, and comments become blanks, each sign at its place.

Word writes conditional comments in two ways, ``<!--[if …]>…<![endif]-->`` for what only its own programs show and
``<![if …]>`` for what everybody shows. The former go, of the latter only the marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.diagnostics import Diagnostic, InputRefusal, Place

MOST_TAGS = 200_000
"""A programme of ten thousand lines has about 50,000."""

LONGEST_TAG = 2_000_000
"""Pages hold pictures inside of tags (``data:``)."""

_BEGIN = re.compile(r"<(?=[!?/A-Za-z])")
# A quoted value may hold any sign; where its quote never closes, it is a sign like others.
_TAG = re.compile(r"""</?[A-Za-z](?:[^<>=]|=\s*+"[^"]*"|=\s*+'[^']*'|=)*+>|</>""")
_NAME = re.compile(r"<([A-Za-z][A-Za-z0-9]*)")
_CONDITION = re.compile(r"<!\[(?:if|else|endif)\b[^<>]{0,300}\]>", re.IGNORECASE)
# What else may begin so: anything would hide the text up to the next „>“ (html.parser of Python 3.11 even falls over „<![“).
_DECLARATION = re.compile(r"<(?:!doctype[^<>]*|\?xml[\s:][^<>]*)>", re.IGNORECASE)
_NOT_BLANK = re.compile(r"[^\n]")

RAW = frozenset({"script", "style", "textarea", "title"})
"""Elements in which nothing but their end tag is one (HTML Standard, 13.1.2: raw text)."""

Locate = Callable[[int], Place]
"""Offset in the HTML → its place in the file."""


def screened(text: str, locate: Locate) -> str:
    """The text with blanks for comments and conditions, of the same length.

    Raises InputRefusal (Z221, Z230) where something has no end, or nobody's text is as large.
    """
    if (tags := text.count("<")) > MOST_TAGS:
        raise InputRefusal(
            Diagnostic("Z230", locate(0), f"Das HTML hat {tags} Tags, erlaubt sind {MOST_TAGS}.", _DIVIDE)
        )
    parts: list[str] = []
    done = at = 0
    while found := _BEGIN.search(text, at):
        begin = found.start()
        at, blank = _end(text, begin, locate)
        if blank:
            parts += [text[done:begin], _NOT_BLANK.sub(" ", text[begin:at])]
            done = at
    parts.append(text[done:])
    return "".join(parts)


def _end(text: str, begin: int, locate: Locate) -> tuple[int, bool]:
    """Where that which begins here ends, and whether it is to be blanked."""
    if text.startswith("<!--", begin):
        end = text.find("-->", begin + 2)
        if end < 0:
            raise _endless("Ein Kommentar", begin, locate)
        return end + 3, True
    if text.startswith(("<!", "<?"), begin):
        if found := _CONDITION.match(text, begin):
            return found.end(), True
        if found := _DECLARATION.match(text, begin):
            return found.end(), text.startswith("<?", begin)
        message = "Hier steht eine Anweisung, die nicht in HTML gehört."
        raise InputRefusal(Diagnostic("Z221", locate(begin), message, _AGAIN))
    tag = _TAG.match(text, begin)
    if not tag:
        raise _endless("Ein Tag", begin, locate)
    if len(tag[0]) > LONGEST_TAG:
        raise InputRefusal(
            Diagnostic("Z230", locate(begin), f"Ein Tag hat {len(tag[0])} Zeichen, erlaubt sind {LONGEST_TAG}.")
        )
    name = _NAME.match(text, begin)
    if name and name[1].lower() in RAW:
        return _raw_end(text, tag.end(), name[1], begin, locate), False
    return tag.end(), False


def _raw_end(text: str, at: int, name: str, begin: int, locate: Locate) -> int:
    end = re.compile(f"</{name}", re.IGNORECASE).search(text, at)
    if not end:
        raise _endless(f"„<{name.lower()}>“", begin, locate)
    return end.start()


_AGAIN = "Laden Sie sie noch einmal."
_DIVIDE = "Teilen Sie den Text in mehrere Kapitel, oder nehmen Sie nur seinen Hauptteil."


def _endless(what: str, begin: int, locate: Locate) -> InputRefusal:
    message = f"{what} hat kein Ende. Vielleicht fehlt der Rest der Datei."
    return InputRefusal(Diagnostic("Z221", locate(begin), message, _AGAIN))
