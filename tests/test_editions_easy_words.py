"""Explained words stand by the alphabet, and the first place of each in the text leads to its explanation."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pymupdf
import pytest
from conftest import seed
from leicht import W, sample, sample_reading
from lxml import etree

from pipeline.easy_language.rendition import Rendition, rendition_of
from pipeline.easy_language.translation import Word
from pipeline.editions.easy.word_links import with_word_links, word_names
from pipeline.editions.registry import EASY_EDITIONS
from pipeline.publication.settings import Publication
from pipeline.text import walk
from pipeline.text.model import Link, book_of

WANTED = {
    "Ehren-Amt": "wort-ehren-amt",
    "Frauen-Haus": "wort-frauen-haus",
    "Istanbul-Konvention": "wort-istanbul-konvention",
}


@cache
def reading() -> Rendition:
    return sample_reading(seed().numbered)


@cache
def written(name: str) -> bytes:
    return EASY_EDITIONS[name].write(book_of(seed().numbered), Publication(), reading())


def of_words(*words: Word) -> Rendition:
    of = replace(sample(seed().numbered), words=words)
    found = rendition_of(seed().numbered, of, {})
    assert found
    return found


def links(of: Rendition) -> list[tuple[str, str]]:
    """Words and target of every link to an explanation, in the order of the text."""
    found = [
        (walk.plain(inline.content), inline.target)
        for part in with_word_links(of, lambda name: f"#{name}").parts
        for passage in part.passages
        for block in walk.text_blocks(passage.blocks)
        for inline in block.content
        if isinstance(inline, Link)
    ]
    return [each for each in found if each[1].startswith("#")]


def test_the_words_stand_by_the_alphabet() -> None:
    explained = (
        Word("Zug", explanation=("Z.",)),
        Word("Ärztin", explanation=("Ä.",)),
        Word("amt", agreed="Amt", explanation=("A.",)),
    )
    assert [each.word for each in of_words(*explained).words] == ["amt", "Ärztin", "Zug"]
    assert [each.word for each in reading().words] == ["Ehren-Amt", "Frauen-Haus", "Istanbul-Konvention"]


def test_each_word_is_a_link_where_it_stands_first_and_only_there() -> None:
    assert links(reading()) == [
        ("Ehren-Amt", "#wort-ehren-amt"),
        ("Istanbul-Konvention", "#wort-istanbul-konvention"),
        ("Frauen-Haus", "#wort-frauen-haus"),
    ]


def test_a_word_is_known_in_its_forms_and_longer_ones_go_first() -> None:
    of = of_words(
        Word("Person", agreed="Mensch", explanation=("Alle.",)),
        Word("x", agreed="alte Menschen", explanation=("Alte.",)),
    )
    assert [(words, target) for words, target in links(of)] == [
        ("Menschen", "#wort-mensch"),
        ("alte Menschen", "#wort-alte-menschen"),
    ]


def test_no_word_of_the_text_changes() -> None:
    def texts(of: Rendition) -> list[str]:
        return [
            walk.plain(each.content)
            for part in of.parts
            for passage in part.passages
            for each in walk.text_blocks(passage.blocks)
        ]

    assert texts(with_word_links(reading(), lambda name: name)) == texts(reading())


def test_two_words_of_one_name_have_two_ids() -> None:
    assert word_names((Word("Amt"), Word("amt!"), Word("Rat"))) == ("wort-amt", "wort-amt-2", "wort-rat")


def test_a_text_without_explained_words_is_the_same() -> None:
    of = of_words()
    assert with_word_links(of, lambda name: name).parts == of.parts


def test_the_web_page_leads_to_each_explanation() -> None:
    page: Any = etree.fromstring(written("leicht-web").replace(b"<!DOCTYPE html>", b""))
    found = {each.text: each.get("href")[1:] for each in page.iter("{*}a") if each.get("href").startswith("#wort-")}
    assert found == WANTED
    assert {each.get("id"): each.text for each in page.iter("{*}dt") if each.get("id", "").startswith("wort-")} == {
        name: word for word, name in WANTED.items()
    }


def test_the_book_leads_to_its_document_of_words() -> None:
    with zipfile.ZipFile(BytesIO(written("leicht-epub"))) as book:
        names = book.namelist()
        text, words = (
            book.read(next(each for each in names if each.endswith(end))).decode()
            for end in ("/leicht.xhtml", "/woerter.xhtml")
        )
    assert dict(re.findall(r'<a href="woerter\.xhtml#(wort-[^"]+)">([^<]+)</a>', text)) == {
        name: word for word, name in WANTED.items()
    }
    assert set(re.findall(r'<dt id="(wort-[^"]+)"', words)) == set(WANTED.values())


def test_the_word_document_leads_to_a_bookmark() -> None:
    with zipfile.ZipFile(BytesIO(written("leicht-docx"))) as package:
        document: Any = etree.fromstring(package.read("word/document.xml"))
    marks = {each.get(f"{W}name") for each in document.iter(f"{W}bookmarkStart")}
    found = {
        "".join(each.itertext()): each.get(f"{W}anchor")
        for each in document.iter(f"{W}hyperlink")
        if (each.get(f"{W}anchor") or "").startswith("wort_")
    }
    assert set(found) == set(WANTED)
    assert set(found.values()) <= marks


@pytest.mark.slow
def test_the_pdf_leads_to_the_page_of_the_words() -> None:
    opened: Callable[..., Any] = pymupdf.open
    with opened(stream=written("leicht-pdf"), filetype="pdf") as document:
        page = next(
            at for at, each in enumerate(document) if "Menschen arbeiten ohne Geld für andere." in each.get_text()
        )
        words = {
            each.get_textbox(link["from"]).strip(): link.get("page")
            for each in document
            for link in each.get_links()
            if each.get_textbox(link["from"]).strip() in WANTED
        }
    assert set(words) == set(WANTED)
    assert set(words.values()) <= {page, page + 1}
