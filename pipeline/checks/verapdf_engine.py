"""The engine of veraPDF in a process of its own: a question a line on stdin → an answer a line on stdout, as JSON.

A JVM starts once in a process and may take it along when it falls; ``verapdf.py`` runs this file as a program, with the
paths of Java's library and of the jar. Nothing of the house is imported here.

question    {"file": path, "profiles": {id: name of the profile in the jar, …}}
answer      {id: {"flavour": …, "rules": …, "assertions": …, "broken": [rule, …]}, …}; a rule is
            {"clause": …, "test": …, "count": …, "text": of the rule, "error": what is wrong, "where": path to the first}
            {"unreadable": why} where the engine cannot read the file
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jpype
from jpype import JClass
from lxml import etree

JAVA_OPTIONS = (
    "-Xmx1g",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:+UseSerialGC",
    "-Djava.awt.headless=true",
    "--enable-native-access=ALL-UNNAMED",  # what JPype does; Java 24 and later warn without it (JEP 472)
)

_PROFILES = "org/verapdf/pdfa/validation/"
_VERA = "org.verapdf.pdfa."
_N = "{http://www.verapdf.org/ValidationProfile}"
_EXAMPLES = 1
"""Broken assertions of each rule that the engine keeps with their places; it counts them all."""


class VeraPdf:
    """veraPDF 1.31 as far as it is used: profiles from the jar's XML, and files held against them.

    The engine would read its profiles with JAXB, which Java has not had since version 11 (JEP 320).
    """

    def __init__(self, library: str, jar: str) -> None:
        """Start the JVM."""
        self.jar = jar
        jpype.startJVM(library, *JAVA_OPTIONS, classpath=[jar])
        # Its log would be read by nobody.
        JClass("java.util.logging.LogManager").getLogManager().reset()
        JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self.foundry = JClass(_VERA + "Foundries").defaultInstance()
        # PDFAFlavour.fromString takes "wt1a" for PDF/A-1a.
        self.flavours = {str(each.getId()): each for each in JClass(_VERA + "flavours.PDFAFlavour").values()}
        self.profile = cache(self._profile)

    def answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """What the engine says about the file, by profile."""
        try:
            return {key: self._held(question["file"], key, name) for key, name in question["profiles"].items()}
        except (
            JClass("org.verapdf.core.ModelParsingException"),
            JClass("org.verapdf.core.EncryptedPdfException"),
        ) as error:
            return {"unreadable": str(error.getMessage())}

    def _held(self, file: str, key: str, name: str) -> dict[str, Any]:
        profile = self.profile(key, name)
        stream = JClass("java.io.ByteArrayInputStream")(Path(file).read_bytes())
        parser = self.foundry.createParser(stream, profile.getPDFAFlavour())
        try:
            result = self.foundry.createValidator(profile, _EXAMPLES, False, True, False).validate(parser)
            return {
                "flavour": str(result.getPDFAFlavour().getId()),
                "rules": int(profile.getRules().size()),
                "assertions": int(result.getTotalAssertions()),
                "broken": _broken(result),
            }
        finally:
            parser.close()

    def _profile(self, key: str, name: str) -> Any:
        root = etree.fromstring(zipfile.ZipFile(self.jar).read(f"{_PROFILES}{name}.xml"))
        profiles, rules, variables = JClass(_VERA + "validation.profiles.Profiles"), _new("HashSet"), _new("HashSet")
        for each in root.iterfind(f"{_N}rules/{_N}rule"):
            rules.add(_rule(profiles, each))
        for each in root.iterfind(f"{_N}variables/{_N}variable"):
            variables.add(
                profiles.variableFromValues(
                    each.get("name"), each.get("object"), _text(each, "defaultValue"), _text(each, "value")
                )
            )
        details = profiles.profileDetailsFromValues(name, name, "veraPDF", _new("Date"))
        return profiles.profileFromValues(self.flavours[key], details, "", rules, variables)


def _new(name: str) -> Any:
    return JClass(f"java.util.{name}")()


def _text(element: Any, name: str) -> str:
    return element.findtext(_N + name) or ""


def _rule(profiles: Any, rule: Any) -> Any:
    known, error = rule.find(_N + "id"), rule.find(_N + "error")
    arguments = _new("ArrayList")
    for each in error.iterfind(f"{_N}arguments/{_N}argument"):
        arguments.add(
            JClass(_VERA + "validation.profiles.ErrorArgumentImpl").fromValues(each.text, each.get("name"), None)
        )
    specification = JClass(_VERA + "flavours.PDFAFlavour$Specification").valueOf(known.get("specification"))
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(specification, known.get("clause"), int(known.get("testNumber"))),
        rule.get("object"),
        JClass("java.lang.Boolean")(rule.get("deferred") == "true"),
        rule.get("tags"),
        _text(rule, "description"),
        _text(rule, "test"),
        profiles.errorFromValues(_text(error, "message"), arguments),
        _new("ArrayList"),
    )


def _broken(result: Any) -> list[dict[str, Any]]:
    """Every broken rule with its count and its first place."""
    first = {each.getRuleId(): each for each in result.getTestAssertions()}
    return [
        {
            "clause": str(rule.getClause()),
            "test": int(rule.getTestNumber()),
            "count": int(count),
            "text": str(first[rule].getMessage()),
            "error": str(first[rule].getErrorMessage()),
            "where": str(first[rule].getLocation().getContext()),
        }
        for rule, count in result.getFailedChecks().items()
    ]


def main(library: str, jar: str) -> None:
    """Answer until stdin ends."""
    # What Java or its libraries print to stdout is no answer of ours.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    engine = VeraPdf(library, jar)
    for line in sys.stdin:
        print(json.dumps(engine.answer(json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
