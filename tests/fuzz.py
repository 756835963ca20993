"""Damaged bytes for every reader (``make fuzz``): it gives a result or a refusal, soon; an exception is a fault of ours.

Atheris (libFuzzer) changes what the tests have of each form, guided by the branches of ``pipeline`` that a change reaches.
Texts are also changed line by line, packages member by member: bytes changed at random in a ZIP file reach its check sum
and nothing else. What is read is written again: the model as JSON and back, the transcript, the web page.

``ONLY=docx SECONDS=600`` takes one reader for ten minutes of the processor, however much else it has to do. Each kind of fault (exception, and the line of ours where it came up) is
kept once in ``fuzzed/``, with the smallest input that was seen.
Atheris is no part of what the project installs; ``.venv/bin/pip install atheris`` brings it.
"""

from __future__ import annotations

import io
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

if TYPE_CHECKING:
    from pipeline.easy_language.memory.memory_file import Memory
    from pipeline.text.model import NumberedChapter

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
KEPT = ROOT / "fuzzed"
SECONDS = 600
SOON = 5.0
"""Seconds of processor time that a reader has for an input of at most ``LARGEST`` bytes, with every branch being counted."""
LARGEST = 60_000
STARTS = 60
"""Inputs of each form to begin with, the smallest first."""

Read = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class Target:
    """A reader: what it is given at first, how that is changed, and the call."""

    starts: Callable[[], Sequence[bytes]]
    read: Callable[[], Read]
    packed: bool = False


def _source(name: str) -> Read:
    from pipeline.diagnostics import Place, Refusal
    from pipeline.editions import web
    from pipeline.publication.settings import Publication
    from pipeline.sources import forms
    from pipeline.text import interchange, interchange_reading
    from pipeline.text.model import book_of
    from pipeline.text.transcript import transcript

    def read(data: bytes) -> None:
        try:
            numbered = forms.loads(data, name, Publication(), titled=False).numbered
        except Refusal:
            return
        book = book_of(numbered)
        transcript(numbered)
        written = interchange.dumps(book, "de")
        if interchange.dumps(interchange_reading.loads(written, Place("S.json")), "de") != written:
            raise AssertionError("the model is another one after it was written and read")
        web.write(book, Publication())

    return read


def _readback(suffix: str) -> Read:
    from pipeline.readback import read_file
    from pipeline.readback.reading import UnreadableError

    def read(data: bytes) -> None:
        try:
            read_file(data, suffix)
        except UnreadableError:
            return

    return read


def _settings() -> Read:
    from pipeline.diagnostics import Refusal
    from pipeline.publication import settings

    def read(data: bytes) -> None:
        try:
            settings.loads(data.decode("utf-8", "replace"), "publication.toml")
        except Refusal:
            return

    return read


def _ledger() -> Read:
    from pipeline.diagnostics import Refusal
    from pipeline.easy_language import ledger

    def read(data: bytes) -> None:
        try:
            ledger.dumps(ledger.loads(data.decode("utf-8", "replace"), "S.leicht.toml"))
        except Refusal:
            return

    return read


def _exchanged(form: str) -> Read:
    from pipeline.diagnostics import Refusal
    from pipeline.easy_language.exchange import tmx_file, xliff_file
    from pipeline.easy_language.memory import memory_file

    def read(data: bytes) -> None:
        try:
            match form:
                case "memory":
                    memory_file.dumps(memory_file.loads(data.decode("utf-8", "replace"), "memory.toml"))
                case "tmx":
                    tmx_file.loads(data, "memory.tmx")
                case _:
                    xliff_file.loads(data, "S.xlf")
        except Refusal:
            return

    return read


def _returned() -> Read:
    from pipeline.diagnostics import Refusal
    from pipeline.easy_language import returned

    def read(data: bytes) -> None:
        try:
            returned.sheet(data, "S.docx")
        except Refusal:
            return

    return read


def _files(form: str, suffixes: Sequence[str]) -> Callable[[], Sequence[bytes]]:
    """The cases that are recognised as this form."""

    def starts() -> Sequence[bytes]:
        from pipeline.diagnostics import Refusal
        from pipeline.publication.settings import Publication
        from pipeline.sources import forms

        found = []
        for path in sorted(CASES.rglob("*")):
            if path.suffix in suffixes and path.stat().st_size <= LARGEST:
                data = path.read_bytes()
                try:
                    if forms.recognised(data, path.name, Publication()).form.name == form:
                        found.append(data)
                except Refusal:
                    continue
        return found

    return starts


def _texts(pattern: str) -> Callable[[], Sequence[bytes]]:
    return lambda: [path.read_bytes() for path in sorted(ROOT.glob(pattern)) if path.stat().st_size <= LARGEST]


SMALL = """# Probe

| Wort | Zahl |
| --- | ---: |
| eins | 1 |

## Wege

1. Wir bauen *Wege* und **Brücken**. Siehe Zeile 1.
2. Mehr[^1] dazu auf [der Seite](https://beispiel.de/).

[^1]: Eine Anmerkung.
"""

PAGE = """<!DOCTYPE html>
<html lang="de"><head><title>A1: Probe</title></head><body>
<h1>A1: Probe</h1>
<table><tbody><tr><th>Gremium:</th><td>Rat</td></tr><tr><th>Beschlossen am:</th><td>03.05.2025</td></tr></tbody></table>
<section class="text"><h2>Text</h2>
<div class="paragraph"><p><span class="lineNumber" data-line-number="1"></span>Wir bauen <strong>Wege</strong> und
<span class="lineNumber" data-line-number="2"></span>Brücken.</p></div>
<ul><li><span class="lineNumber" data-line-number="3"></span>eine <a href="https://beispiel.de/">Seite</a></li></ul>
</section>
<section><h2>Begründung</h2><p>Darum.</p></section>
</body></html>
"""


def _edition(suffix: str) -> Callable[[], Sequence[bytes]]:
    """The edition with this suffix of a small text; PDFs with their streams unpacked, so that a change of a byte changes an operator."""

    def starts() -> Sequence[bytes]:
        import pikepdf

        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "probe.md")
            source.write_text(SMALL, encoding="utf-8")
            command = [sys.executable, "-m", "pipeline", "build", str(source), "--out", folder]
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            [path] = Path(folder).glob(f"*/probe{suffix}")
            if not suffix.endswith(".pdf"):
                return [path.read_bytes()]
            out = io.BytesIO()
            with pikepdf.open(path) as pdf:
                for font in [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/Length1" in each]:
                    font.write(b"")
                mode = pikepdf.ObjectStreamMode.disable
                pdf.save(
                    out,
                    compress_streams=False,
                    object_stream_mode=mode,
                    stream_decode_level=pikepdf.StreamDecodeLevel.all,
                )
            return [out.getvalue()]

    return starts


def _forms_handed_over() -> Sequence[bytes]:
    from handover import handover

    return [handover(_small()).data()]


def _translations() -> Sequence[bytes]:
    from leicht import sample

    from pipeline.easy_language import ledger

    return [ledger.dumps(sample(_small())).encode()]


def _memory() -> Memory:
    from leicht import sample

    from pipeline.easy_language.memory.learning import learned
    from pipeline.easy_language.memory.memory_file import Memory

    return learned(Memory(), sample(_small()), _small()).memory


def _memories() -> Sequence[bytes]:
    from pipeline.easy_language.memory import memory_file

    return [memory_file.dumps(_memory()).encode()]


def _memories_exported() -> Sequence[bytes]:
    from pipeline.easy_language.exchange import tmx_file

    return [tmx_file.dumps(_memory())]


def _translations_exported() -> Sequence[bytes]:
    from leicht import sample

    from pipeline.easy_language.exchange import xliff_file

    return [xliff_file.dumps(sample(_small()))]


def _small() -> NumberedChapter:
    from pipeline.publication.settings import Publication
    from pipeline.sources import forms

    return forms.loads(SMALL.encode(), "probe.md", Publication()).numbered


TARGETS: dict[str, Target] = {
    "numbered-markdown": Target(_files("numbered-markdown", (".md", ".txt")), lambda: _source("text.md")),
    "commonmark": Target(_files("commonmark", (".md", ".txt")), lambda: _source("text.md")),
    "html": Target(_files("html", (".html",)), lambda: _source("seite.html")),
    "antragsgruen-html": Target(lambda: [PAGE.encode()], lambda: _source("seite.html")),
    "antragsgruen-json": Target(_files("antragsgruen-json", (".json",)), lambda: _source("antrag.json")),
    "openslides-json": Target(_files("openslides-json", (".json",)), lambda: _source("antrag.json")),
    "docx": Target(_files("docx", (".docx",)), lambda: _source("antrag.docx"), packed=True),
    "odt": Target(_files("odt", (".odt",)), lambda: _source("antrag.odt"), packed=True),
    "settings": Target(_texts("**/publication.toml"), _settings),
    "translation": Target(_translations, _ledger),
    "memory": Target(_memories, lambda: _exchanged("memory")),
    "tmx": Target(_memories_exported, lambda: _exchanged("tmx")),
    "xliff": Target(_translations_exported, lambda: _exchanged("xliff")),
    "returned": Target(_forms_handed_over, _returned, packed=True),
    "lines.tsv": Target(_edition(".lines.tsv"), lambda: _readback(".lines.tsv")),
    "model": Target(_edition(".json"), lambda: _readback(".json")),
    "web": Target(_edition(".html"), lambda: _readback(".html")),
    "epub": Target(_edition(".epub"), lambda: _readback(".epub"), packed=True),
    "pdf": Target(_edition(".pdf"), lambda: _readback(".pdf")),
    "press": Target(_edition("-druck.pdf"), lambda: _readback("-druck.pdf")),
    "word-lines": Target(_edition(".docx"), lambda: _readback(".docx"), packed=True),
}


def _lines_changed(data: bytes, chance: random.Random) -> bytes:
    """The text with one to four lines deleted, doubled, exchanged, cut, joined, or brought from elsewhere in it."""
    lines = data.splitlines(keepends=True) or [b"\n"]
    for _ in range(chance.randint(1, 4)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(7):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(other, lines[at])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                cut = chance.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:cut] + lines[other][chance.randrange(len(lines[other]) + 1) :]
            case 4:
                lines[at] = lines[at].rstrip(b"\r\n") + b" "
            case 5:
                lines[at] = b" " * chance.randint(1, 8) + lines[at]
            case _:
                lines[at] = lines[at].rstrip(b"\r\n") * chance.randint(2, 40) + b"\n"
    return b"".join(lines)


def _tags_changed(data: bytes, chance: random.Random) -> bytes:
    """The markup with one to four of its tags deleted, doubled, exchanged or brought from elsewhere in it."""
    parts = re.split(rb"(<[^<>]{1,400}>)", data)
    for _ in range(chance.randint(1, 4)):
        at, other = chance.randrange(len(parts)), chance.randrange(len(parts))
        match chance.randrange(4):
            case 0:
                parts[at] = b""
            case 1:
                parts[at] = parts[other] + parts[at]
            case 2:
                parts[at], parts[other] = parts[other], parts[at]
            case _:
                parts[at] = parts[at] * chance.randint(2, 40)
    return b"".join(parts)


def _member_changed(data: bytes, chance: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one member changed, deleted or doubled; stored, so that it is soon made."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = {each.filename: package.read(each) for each in package.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError, zlib.error):
        return change(data)
    if members:
        # What holds the text is changed more often than what stands around it.
        names = sorted(members, key=lambda name: -len(members[name]))
        name = chance.choice(names[:2] if chance.random() < 0.6 else names)
        if chance.random() < 0.02:
            del members[name]
        else:
            members[name] = change(members[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


class Kept:
    """What failed: of each kind the smallest input, written to ``fuzzed/<reader>/``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sizes: dict[str, int] = {}

    def keep(self, kind: str, data: bytes, said: str) -> None:
        if len(data) >= self.sizes.get(kind, sys.maxsize):
            return
        if kind not in self.sizes:
            print(f"{self.folder.name}: {kind}", flush=True)
        self.sizes[kind] = len(data)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / kind).write_bytes(data)
        (self.folder / f"{kind}.txt").write_text(said, encoding="utf-8")


def _kind(error: BaseException) -> str:
    """The exception, and the innermost function of ours that it passed."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "/pipeline/" in frame.filename]
    at = f"{Path(ours[-1].filename).stem}.{ours[-1].lineno}" if ours else "nowhere"
    return f"{type(error).__name__}-{at}"


def main() -> None:
    name, seconds = os.environ.get("ONLY", "numbered-markdown"), int(os.environ.get("SECONDS", SECONDS))
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    # Before anything of ours is imported: what is imported outside of this block has no counters.
    with atheris.instrument_imports(include=["pipeline"]):
        read, target = TARGETS[name].read(), TARGETS[name]
        starts = sorted(target.starts(), key=len)[:STARTS]
    if not starts:
        sys.exit(f"{name}: there is no input to begin with")
    kept, calls, folder = Kept(KEPT / name), 0, tempfile.TemporaryDirectory()
    shown = started = time.process_time()

    def once(data: bytes) -> None:
        nonlocal calls, shown
        calls += 1
        begun = time.process_time()
        over = begun > started + seconds
        if begun > shown or over:
            shown = begun + min(seconds, 60) / 2
            print(f"{name}: {calls} inputs, {len(kept.sizes)} kinds of fault", flush=True)
        if over:
            folder.cleanup()
            os._exit(0)  # libFuzzer knows the clock alone, and leaves without a word to Python
        try:
            read(data)
        except Exception as error:  # whatever comes is what is looked for
            kept.keep(_kind(error), data, traceback.format_exc())
        if (took := time.process_time() - begun) > SOON:
            kept.keep("slow", data, f"{took:.1f} s for {len(data)} bytes")

    def changed(data: bytes, largest: int, seed: int) -> bytes:
        chance = random.Random(seed)

        def change(text: bytes) -> bytes:
            roll = chance.random()
            if roll < 0.35:
                return bytes(atheris.Mutate(text, max(len(text) + 64, 64)))
            return (_tags_changed if b"</" in text and roll < 0.75 else _lines_changed)(text, chance)

        found = _member_changed(data, chance, change) if target.packed else change(data)
        return found if len(found) <= largest else data

    for number, data in enumerate(starts):
        Path(folder.name, f"{number:03}").write_bytes(data)
    options = [f"-max_len={LARGEST}", "-rss_limit_mb=4096", "-timeout=600", "-print_final_stats=0", "-verbosity=0"]
    atheris.Setup([sys.argv[0], folder.name, *options], once, custom_mutator=changed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
