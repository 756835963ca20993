"""openxml-audit 0.8 on a Word document: every error of schema, package and meaning is a finding (Z681).

It follows the validator of Microsoft's Open XML SDK. Word repairs such a file before it opens it, or does not open it;
LibreOffice opens it and says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from pipeline.checks.finding import NotRunError
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic
from pipeline.readback.containers import members, parsed_xml

INSTALL = "Einrichten: make check, oder: pip install openxml-audit"

# openxml-audit 0.8.0 warns of every address outside the package, also of those that links lead to; its message cuts a long one.
_OUTSIDE = "Sec_ExternalRelationship"
_SCHEMES = ("https:", "http:", "mailto:", "tel:")

MOST = 10
"""Findings about one file; the rest is counted."""


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether the audit finds nothing."""
    # The audit itself unpacks whatever it gets.
    archive = members(file.data)
    found = Counter(errors(file.path, frozenset(_links(archive))))
    for (part, text), count in found.most_common(MOST):
        often = f" ({count}-mal)" if count > 1 else ""
        yield Diagnostic("Z681", file.inside(part), f"{text}{often}")
    if len(found) > MOST:
        yield Diagnostic("Z681", file.place, f"{len(found) - MOST} weitere Verstöße.")


def _links(archive: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The relationships of links that a text may have: the part that holds them, and their Id."""
    for name in (name for name in archive if name.endswith(".rels")):
        for each in parsed_xml(archive[name], name).iter("{*}Relationship"):
            if each.get("Type", "").endswith("/hyperlink") and each.get("Target", "").lower().startswith(_SCHEMES):
                yield name, each.get("Id", "")


def errors(path: Path, links: frozenset[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each error: the part of the file, and what openxml-audit says; ``links`` may lead outside. Raises NotRunError."""
    if find_spec("openxml_audit") is None:
        raise NotRunError("openxml-audit fehlt (Python-Paket openxml-audit)", INSTALL)
    from openxml_audit import OpenXmlValidator

    try:
        result = OpenXmlValidator(security_validation=True).validate(path)
    except Exception as error:
        raise NotRunError(f"openxml-audit ist nicht fertig geworden: {type(error).__name__}: {error}") from error
    if not result.is_valid and not result.errors:
        raise NotRunError("openxml-audit hält die Datei für ungültig und sagt nicht, warum")
    for each in result.errors:
        if each.id != _OUTSIDE or (each.part_uri.strip("/"), each.related_node or "") not in links:
            yield each.part_uri, each.description
