"""A source as it came: bytes that a reader takes as they are, or as characters once it asks for them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pipeline.diagnostics import InputRefusal
from pipeline.sources import decoding, unread
from pipeline.text.model import SourceFile


@dataclass(frozen=True)
class Material:
    """The bytes of a source, its path for messages, and what its publication says that a reader may need."""

    data: bytes
    file: str
    width: int | None = None
    """Characters a line holds; None where nobody says."""
    first: int = 1
    """The number that the first line gets where the text has none of its own."""
    tracked: str = ""
    """What becomes of open tracked changes: ``accept``, ``reject``, or empty for a refusal."""

    def beginning(self, first: int) -> Material:
        """The same, whose first line gets this number where the text has none of its own."""
        return self if first == self.first else replace(self, first=first)

    @property
    def name(self) -> str:
        """The name of the file; one that is no UTF-8 stays readable, and can be written into every edition."""
        return Path(self.file).name.encode("utf-8", "replace").decode()

    @cached_property
    def text(self) -> str:
        """The characters. Raises InputRefusal (Z102 to Z105, Z258) where the bytes are no text."""
        if refusal := unread.of_bytes(self.data, self.file):
            raise InputRefusal(refusal)
        return decoding.decoded(self.data, self.file)

    @cached_property
    def source(self) -> SourceFile:
        """The file as the model names it."""
        return SourceFile(self.name, hashlib.sha256(self.data).hexdigest(), self.data)
