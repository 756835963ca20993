"""Elements of WordprocessingML that python-docx 1.2.0 has no way to write.

Why a room of its own: everything here is raw XML of ECMA-376 part 1, where the order of siblings is law and Word alone
decides what it opens. What a reader sees (sizes, words, order) is decided by the editions.
"""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def region(language: str) -> str:
    """The tag with a region, as Word's spelling dictionaries need it."""
    return {"de": "de-DE", "en": "en-GB"}.get(language, language)


def node(tag: str, *children: Any, **attributes: str | int) -> Any:
    """The element of WordprocessingML with this name, its attributes in the same namespace."""
    element = OxmlElement(f"w:{tag}", {qn(f"w:{key}"): str(value) for key, value in attributes.items()})
    element.extend(children)
    return element


def xml_of(paragraph: Paragraph) -> Any:
    """The element of the paragraph."""
    return paragraph._p  # noqa: SLF001 - python-docx 1.2.0 has no public way to a paragraph's element


def style_key(name: str) -> str:
    """The id by which paragraphs and runs name the style."""
    return name.title().replace(" ", "")
