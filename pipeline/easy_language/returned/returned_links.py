"""Where text leads in a document: links by relationship, and links that are fields, simple or in parts (17.16.5.25)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.easy_language.line_markup import ADDRESS
from pipeline.sources.office.package_parts import Attributes, Relation

_FIELD = re.compile(r'\s*HYPERLINK\s+(?:(?P<switch>\\l)\s+)?"?(?P<address>[^"\s]+)"?', re.IGNORECASE)


@dataclass(slots=True)
class LinkField:
    """A field that has begun: what it is made of, and whether its result is being read."""

    instruction: str = ""
    shown: bool = False


@dataclass(slots=True)
class ReturnedLinks:
    """The links and fields that are open while a part is read."""

    relations: Mapping[str, Relation]
    _links: list[str] = field(default_factory=list)
    _fields: list[LinkField] = field(default_factory=list)

    def begin(self, values: Attributes) -> None:
        """A hyperlink begins."""
        relation = self.relations.get(values.get("id", ""))
        self._links.append(relation.target if relation and relation.outside else f"#{values.get('anchor', '')}")

    def begin_simple(self, values: Attributes) -> None:
        """A field of one piece begins."""
        self._links.append(_address(values.get("instr", "")))

    def end(self) -> None:
        """What began last ends."""
        if self._links:
            self._links.pop()

    def mark(self, kind: str) -> None:
        """A field begins, shows its result from here on, or ends."""
        match kind:
            case "begin":
                self._fields.append(LinkField())
            case "separate" if self._fields:
                self._fields[-1].shown = True
            case "end" if self._fields:
                self._fields.pop()

    def instruct(self, text: str) -> None:
        """A piece of what the innermost field is made of."""
        if self._fields and not self._fields[-1].shown:
            self._fields[-1].instruction += text

    @property
    def address(self) -> str:
        """Where the text leads that is read now: an address, ``#…`` inside the document, or nowhere."""
        if link := next((each for each in reversed(self._links) if each), ""):
            return link
        return next(
            (found for each in reversed(self._fields) if each.shown and (found := _address(each.instruction))), ""
        )


def _address(instruction: str) -> str:
    found = _FIELD.match(instruction)
    return f"{'#' if found['switch'] else ''}{found['address']}" if found else ""


def leads_out(address: str) -> bool:
    """Whether an edition may lead there."""
    return bool(re.fullmatch(ADDRESS, address.replace("(", "%28").replace(")", "%29")))
