"""Elements whose words are ours, or a title's, marked where they are in another language than the text around them."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from pipeline.pages import markup
from pipeline.pages.markup import concatenated, element
from pipeline.text import wording
from pipeline.text.wording import Phrase, Said, Wording


def ours(name: str, say: Wording, *content: Markup | str, **attributes: str | int | None) -> Markup:
    """An element that holds words of ours alone, marked where they are in another language than the text."""
    return marked(name, say.marks, *content, **attributes)


def marked(name: str, marks: Mapping[str, str], *content: Markup | str, **attributes: str | int | None) -> Markup:
    """An element with these attributes that say what language it is in."""
    if not marks:
        return element(name, *content, **attributes)
    return element(name, *content, **(attributes | {key.replace(":", "_"): value for key, value in marks.items()}))


def said(phrase: Phrase, say: Wording) -> Markup:
    """The phrase; what is ours in an element of its own where it is in another language than the text."""
    return concatenated(_said(each, say) for each in phrase if each.text)


def _said(each: Said, say: Wording) -> Markup:
    marks = say.marks if each.ours else wording.directed(each.language or say.text, say.text)
    return marked("span", marks, each.text) if marks else markup.text(each.text)


def filled(german: str, say: Wording, values: Mapping[str, object]) -> Markup:
    """The sentence of ours with markup put into it; what is not known to be markup is escaped."""
    return Markup(say.form(german)).format_map(values)  # noqa: S704 - a sentence of ours; what is put in is escaped


def named(german: str, say: Wording, title: str) -> str:
    """A name of something, with the title it has in the text.

    An attribute has one language: where ours is another one than the text's, the title stands there alone.
    """
    return title if say.foreign else say(german, title=title)
