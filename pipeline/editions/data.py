"""The editions for machines: the concordance as a table, and the model."""

from __future__ import annotations

from pipeline import concordance, interchange
from pipeline.model import NumberedChapter
from pipeline.publication import Publication


def lines(numbered: NumberedChapter, publication: Publication) -> bytes:  # noqa: ARG001 - every edition has this signature
    """Number TAB words, one official line each, in UTF-8."""
    return concordance.tsv(concordance.concordance(numbered)).encode()


def model(numbered: NumberedChapter, publication: Publication) -> bytes:
    """The chapter as JSON in UTF-8 (``pipeline.interchange``)."""
    return interchange.dumps(numbered, publication.language).encode()
