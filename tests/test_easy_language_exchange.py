"""TMX and XLIFF go out and come back the same; what is hostile is refused before anything is read, and nothing is fetched."""

from __future__ import annotations

import builtins
import json
import socket
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import leicht
import pytest
from conftest import SEED, read, seed
from lxml import etree

from pipeline import cli
from pipeline.build import shelf
from pipeline.diagnostics import EnvironmentRefusal, InputRefusal
from pipeline.easy_language import ledger
from pipeline.easy_language.exchange import exchanged, guarded_xml, tmx_file, xliff_file
from pipeline.easy_language.exchange.guarded_xml import DEEPEST, LARGEST_EXCHANGE, MOST_UNITS
from pipeline.easy_language.form_wording import PROPOSED, Status
from pipeline.easy_language.memory import memory_file
from pipeline.easy_language.memory.memory_file import Memory, RememberedSentence, united_memory
from pipeline.easy_language.memory.proposing import begun
from pipeline.easy_language.return_report import ReturnReport
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import Translation

HEAD = "---\ntitle: Wege\nresolved: 2026-03-02\ninitiator: Rat\n---\n\n"
TEXT = "Ein Anspruch besteht nicht.\n\nDie Stadt baut & pflegt <Wege>.\n\nHunde sind an der Leine zu führen."
XLIFF = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="wege" source-language="de" datatype="plaintext"><body>{}</body></file></xliff>'
UNIT = '<trans-unit id="{}"><source>{}</source>{}</trans-unit>'
TMX = '<tmx version="1.4"><header srclang="de"/><body>{}</body></tmx>'
TU = '<tu><tuv xml:lang="de"><seg>{}</seg></tuv><tuv xml:lang="de-simple"><seg>{}</seg></tuv></tu>'


def numbered() -> Any:
    return read(HEAD + TEXT.replace("<", "\\<").replace("&", "\\&")).numbered


def translation() -> Translation:
    """Rows of every status, with notes and with signs that XML has a meaning for."""
    of = numbered()
    blank = begun(segments(of), of.slug, "Wege", of.chapter.source.sha256)
    title, first, second, third = blank.rows
    rows = (
        replace(title, status=Status.OMITTED, note=("Der Titel bleibt & steht.",)),
        replace(
            first,
            status=Status.CHECKED,
            text=("Sie haben **kein** Recht.", "• auf Geld"),
            checked="0" * 16,
            checked_on="1. März 2026",
        ),
        replace(
            second, status=Status.TRANSLATED, text=("Die Stadt baut & pflegt <Wege>.",), note=("Gut so.", "Gut so.")
        ),
        replace(third, status=Status.MERGED),
    )
    return replace(blank, rows=rows)


def sent_and_back(before: Translation, change: Any = lambda text: text) -> tuple[Translation, ReturnReport]:
    report = ReturnReport("t")
    data = change(xliff_file.dumps(before).decode()).encode()
    return exchanged.with_exchanged(before, xliff_file.loads(data, "x.xlf"), report), report


def test_xliff_that_comes_back_as_it_went_out_changes_nothing() -> None:
    for before in (translation(), leicht.sample(seed().numbered)):
        after, report = sent_and_back(before)
        assert after == before
        assert ledger.dumps(after) == ledger.dumps(before)
        assert report.diagnostics == []
    assert xliff_file.dumps(translation()) == xliff_file.dumps(translation())


def test_xliff_is_that_of_version_1_2_with_a_unit_a_row() -> None:
    root: Any = etree.fromstring(xliff_file.dumps(translation()))
    assert (root.tag, root.get("version")) == (f"{{{xliff_file.NAMESPACE}}}xliff", "1.2")
    [file] = root.findall("{*}file")
    assert {name: file.get(name) for name in ("original", "source-language", "target-language")} == {
        "original": "wege",
        "source-language": "de",
        "target-language": "de-simple",
    }
    units = root.findall(".//{*}trans-unit")
    assert [each.get("id") for each in units] == ["S0001", "S0002", "S0003", "S0004"]
    assert [[state.get("state") for state in each.findall("{*}target")] for each in units] == [
        *([], ["signed-off"], ["translated"], []),
    ]
    assert [each.text for each in units[1].findall("{*}note")] == ["Zeile 1, Status: geprüft"]
    assert {each.getparent().tag for each in root.iter("{*}source")} == {f"{{{xliff_file.NAMESPACE}}}trans-unit"}


def test_a_changed_target_is_a_translation_and_a_check_falls() -> None:
    after, report = sent_and_back(translation(), lambda text: text.replace("auf Geld", "auf Hilfe"))
    row = after.rows[1]
    assert (row.text, row.status) == (("Sie haben **kein** Recht.", "• auf Hilfe"), Status.TRANSLATED)
    assert [each.code for each in report.diagnostics] == ["Z662", "Z660"]
    assert after.rows[2:] == translation().rows[2:]


def test_a_new_target_is_open_as_long_as_the_tool_says_so() -> None:
    target = '<target state="{}">Hunde müssen an die Leine.</target>'
    for state, status in (
        ("translated", Status.TRANSLATED),
        ("final", Status.TRANSLATED),
        ("needs-translation", Status.OPEN),
    ):
        unit = UNIT.format("S0004", "Hunde sind an der Leine zu führen.", target.format(state))
        came = xliff_file.loads(XLIFF.format(unit).encode(), "x")
        row = exchanged.with_exchanged(translation(), came, ReturnReport("t")).rows[3]
        assert (row.text, row.status) == (("Hunde müssen an die Leine.",), status)


def test_a_state_never_makes_a_check() -> None:
    before = translation()
    before = replace(before, rows=(*before.rows[:2], replace(before.rows[2], status=Status.OPEN), before.rows[3]))
    after, _ = sent_and_back(before, lambda text: text.replace("needs-review-translation", "signed-off"))
    assert after.rows[2].status is Status.TRANSLATED


def test_a_proposal_is_confirmed_by_a_tool_that_finishes_it_and_stays_one_else() -> None:
    before = translation()
    proposal = replace(before.rows[2], status=Status.OPEN, note=(f"{PROPOSED} Alt (2020), S0002",))
    before = replace(before, rows=(*before.rows[:2], proposal, before.rows[3]))
    assert sent_and_back(before)[0] == before
    row = sent_and_back(before, lambda text: text.replace("needs-review-translation", "translated"))[0].rows[2]
    assert (row.status, row.note, row.proposed) == (Status.TRANSLATED, (), False)


def test_notes_of_people_are_added_once_and_ours_are_not() -> None:
    after, _ = sent_and_back(
        translation(), lambda text: text.replace("</trans-unit>", "<note>Frage dazu.</note></trans-unit>", 2)
    )
    assert after.rows[1].note == ("Frage dazu.",)
    assert sent_and_back(after)[0] == after


@pytest.mark.parametrize(
    ("units", "message"),
    [
        (
            UNIT.format("S0099", "Neu.", "<target>Verloren?</target>"),
            "Die Einheit „S0099“ gibt es im Text nicht. Nicht genommen: „Verloren?“.",
        ),
        (
            UNIT.format("S0002", "Ein Anspruch besteht.", "<target>Sie haben ein Recht.</target>"),
            (
                "S0002: das Original ist „Ein Anspruch besteht nicht.“, in der Datei „Ein Anspruch besteht.“. "
                "Nicht genommen: „Sie haben ein Recht.“."
            ),
        ),
        (
            UNIT.format("S0002", "Ein Anspruch besteht nicht.", "<target>A.</target>") * 2,
            "Die Einheit „S0002“ gibt es mehrmals. Nicht genommen: „A.“.",
        ),
    ],
)
def test_what_fits_no_row_is_reported_whole_and_not_taken(units: str, message: str) -> None:
    report = ReturnReport("t")
    after = exchanged.with_exchanged(translation(), xliff_file.loads(XLIFF.format(units).encode(), "x"), report)
    assert after == translation()
    assert message in [each.message for each in report.diagnostics if each.code == "Z694"]


def test_rows_that_are_not_in_the_file_stay_and_are_named() -> None:
    unit = UNIT.format("S0002", "Ein Anspruch besteht nicht.", "<target>Sie haben kein Recht.</target>")
    report = ReturnReport("t")
    after = exchanged.with_exchanged(translation(), xliff_file.loads(XLIFF.format(unit).encode(), "x"), report)
    assert after.rows[2:] == translation().rows[2:]
    assert "S0001 und S0003–S0004: nicht in der Datei. Der frühere Stand bleibt." in [
        each.message for each in report.diagnostics
    ]


MEMORY = united_memory(
    (
        RememberedSentence(
            "Ein Anspruch besteht nicht.", ("Sie haben kein Recht.", "Auf das Geld."), ("A (2020), S0002", "B, S0009")
        ),
        RememberedSentence("Das gilt.", ("Das gilt & bleibt <so>.",), ("A (2020), S0003",)),
        RememberedSentence("Das gilt.", ("Das ist gültig.",), ("B, S0001",)),
    ),
    (),
)


def test_tmx_that_comes_back_as_it_went_out_is_the_same_memory() -> None:
    assert tmx_file.loads(tmx_file.dumps(MEMORY), "m.tmx") == MEMORY
    assert tmx_file.dumps(tmx_file.loads(tmx_file.dumps(MEMORY), "m.tmx")) == tmx_file.dumps(MEMORY)


def test_tmx_is_that_of_version_1_4_with_both_languages() -> None:
    root = etree.fromstring(tmx_file.dumps(MEMORY))
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert {each.get(language) for each in root.iter("tuv")} == {"de", "de-simple"}
    assert len(root.findall(".//tu")) == 3


def test_tmx_of_other_tools_is_read_with_its_doctype_and_the_files_name_as_source() -> None:
    data = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n' + TMX.format(
        TU.format("Das gilt.", "So ist es.")
    )
    for raw in (data.encode(), b"\xef\xbb\xbf" + data.encode(), data.replace("UTF-8", "UTF-16").encode("utf-16")):
        [only] = tmx_file.loads(raw, "ordner/alt.tmx").sentences
        assert (only.original, only.text, only.sources) == ("Das gilt.", ("So ist es.",), ("alt.tmx",))


ENTITY = '<!DOCTYPE x [<!ENTITY a "b">]>'
BILLION = (
    "<!DOCTYPE x [" + "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "lol"}">' for at in range(9)) + "]>"
)
HOSTILE = {
    "entities that grow": BILLION + TMX.format("&l8;"),
    "an entity of a file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + TMX.format("&a;"),
    "an inner subset": '<!DOCTYPE x SYSTEM "http://example.org/x.dtd" [ ]>' + TMX.format(""),
    "an entity in small letters": ENTITY.replace("ENTITY", "entity") + TMX.format(""),
    "an entity that nobody declares": TMX.format(TU.format("&a;", "b")),
    "an outside file": XLIFF.format(
        '</body><header><reference><external-file href="http://example.org/"/></reference></header><body>'
    ),
    "an inclusion": TMX.format('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'),
    "elements in elements": TMX.format("<a>" * (DEEPEST + 5) + "</a>" * (DEEPEST + 5)),
    "elements without end": TMX.format("<a>" * 100_000),
    "half a file": TMX.format(TU.format("Das gilt.", "So"))[:80],
    "no XML": "Das gilt.",
    "nothing": "",
    "an unknown encoding": '<?xml version="1.0" encoding="UTF-7"?>' + TMX.format(""),
    "another language of XML": "<html><body/></html>",
    "XLIFF 2": '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"/></xliff>',
    "XLIFF without a file": '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_or_damaged_is_refused_and_nothing_is_fetched(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    xliff_file.dumps(translation())  # the library is there before files are out of reach

    def never(*_: object, **__: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", never)
    monkeypatch.setattr(builtins, "open", never)
    for loads in (tmx_file.loads, xliff_file.loads):
        with pytest.raises(InputRefusal) as refusal:
            loads(HOSTILE[name].encode(), "x")
        assert {each.code for each in refusal.value.diagnostics} == {"Z693"}


def test_too_many_bytes_and_units_are_refused() -> None:
    for data in (
        b" " * (LARGEST_EXCHANGE + 1),
        TMX.format("<tu/>" * (MOST_UNITS + 1)).encode(),
        b"\xff\xfe\x00",
        b'\xfc<?xml version="1.0"?>',
    ):
        with pytest.raises(InputRefusal) as refusal:
            guarded_xml.guarded(data, "x", "tu")
        assert [each.code for each in refusal.value.diagnostics] == ["Z693"]


def test_what_stands_in_comments_instructions_and_inner_elements_is_no_danger() -> None:
    unit = UNIT.format(
        "S0002",
        "Ein <g id='1'>Anspruch</g> besteht nicht.<!-- x -->",
        "<target>Sie haben <g id='1'>kein</g> Recht.</target>",
    )
    came = xliff_file.loads(("<?xml-stylesheet href='http://example.org/x.xsl'?>" + XLIFF.format(unit)).encode(), "x")
    assert [(each.original, each.text) for each in came.units] == [
        ("Ein Anspruch besteht nicht.", ("Sie haben kein Recht.",))
    ]


def test_without_the_library_a_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    importing = builtins.__import__

    def without(name: str, *arguments: Any, **more: Any) -> Any:
        if name.startswith("translate"):
            raise ImportError(name)
        return importing(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    works: list[Callable[[], bytes]] = [partial(tmx_file.dumps, MEMORY), partial(xliff_file.dumps, translation())]
    for work in works:
        with pytest.raises(EnvironmentRefusal) as refusal:
            work()
        [told] = refusal.value.diagnostics
        assert told.code == "Z703"
        assert "pip install translate-toolkit" in told.hint


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The seed with the sample of a translation beside it."""
    path = tmp_path / SEED.name
    path.write_bytes(SEED.read_bytes())
    ledger_path = shelf.translation_path(path, seed().numbered.slug)
    ledger_path.parent.mkdir()
    ledger_path.write_text(ledger.dumps(leicht.sample(seed().numbered)), encoding="utf-8")
    return path


def test_a_round_through_xliff_leaves_the_ledger_to_the_byte(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = shelf.translation_path(source, seed().numbered.slug)
    before, out = path.read_bytes(), source.parent / "aus.xlf"
    assert cli.main(["handover", str(source), "--out", str(out)]) == 0
    assert "149 Tabellenzeilen: S0001–S0149." in capsys.readouterr().out
    assert cli.main(["return", str(out), str(source), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert not said["translation"]["changed"]
    assert {each["code"] for each in said["diagnostics"]} == {"Z659"}
    assert path.read_bytes() == before


def test_a_changed_unit_comes_into_the_ledger_and_a_hostile_file_does_not(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shelf.translation_path(source, seed().numbered.slug)
    before, out = path.read_bytes(), source.parent / "aus.xliff"
    assert cli.main(["handover", str(source), "--out", str(out)]) == 0
    changed = out.read_text(encoding="utf-8").replace("Sie sollen kein Geld kosten.", "Sie sollen nichts kosten.")
    out.write_text(ENTITY + changed.partition("?>")[2], encoding="utf-8")
    assert cli.main(["return", str(out), str(source)]) == 3
    assert "Z693" in capsys.readouterr().err
    assert path.read_bytes() == before
    out.write_text(changed, encoding="utf-8")
    assert cli.main(["return", str(out), str(source), "--dry-run"]) == 1
    assert path.read_bytes() == before
    assert cli.main(["return", str(out), str(source)]) == 1
    rows = ledger.loads(path.read_text(encoding="utf-8"), "t").rows
    assert [row.name for row in rows if "Sie sollen nichts kosten." in row.text] == ["S0048"]


def test_the_memory_goes_out_and_comes_in_as_tmx(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, memory = source.parent / "aus.tmx", source.parent / "translations" / "memory" / "memory.toml"
    assert cli.main(["memory", str(source), "--export", str(out)]) == 3
    assert "Z674" in capsys.readouterr().err
    assert cli.main(["memory", str(source), "--learn"]) == 0
    before = memory.read_bytes()
    words = memory_file.loads(before.decode(), "m").words
    assert cli.main(["memory", str(source), "--export", str(out)]) == 0
    memory.write_text(memory_file.dumps(Memory((), words)), encoding="utf-8")
    assert cli.main(["memory", str(source), "--import", str(out)]) == 0
    assert memory.read_bytes() == before
    assert cli.main(["memory", str(source), "--import", str(source.parent / "fehlt.tmx")]) == 5


def test_some_rows_alone_do_not_go_into_xliff(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["handover", str(source), "--out", str(source.parent / "x.xlf"), "--only", "open"]) == 2
    assert "Eine XLIFF-Datei hat immer alle Tabellenzeilen." in capsys.readouterr().err
