"""The memory ↔ TMX 1.4: one unit a sentence, its lines with line feeds between them, its sources as notes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from pipeline.easy_language.clean_lines import clean
from pipeline.easy_language.exchange import toolkit
from pipeline.easy_language.exchange.guarded_xml import guarded, unfit
from pipeline.easy_language.memory.memory_file import Memory, RememberedSentence, united_memory

SOURCE, TARGET = "de", "de-simple"
"""The languages (BCP 47): „simple“ is the registered variant for simplified forms."""

_EMPTY = b"""<tmx version="1.4"><header creationtool="zeilentreu" creationtoolversion="1" segtype="sentence" o-tmf="TOML" \
adminlang="de" srclang="de" datatype="plaintext"></header><body></body></tmx>"""


def dumps(memory: Memory) -> bytes:
    """The sentences of the memory as TMX. Raises EnvironmentRefusal."""
    store = toolkit.storage("tmx").tmxfile.parsestring(_EMPTY, SOURCE, TARGET)
    for each in memory.sentences:
        unit = store.addsourceunit(each.original)
        unit.settarget("\n".join(each.text), TARGET)
        for source in each.sources:
            unit.addnote(source)
    return bytes(store)


def loads(data: bytes, file: str) -> Memory:
    """What the TMX says. Raises InputRefusal (Z693), EnvironmentRefusal."""
    plain = guarded(data, file, "tu")
    try:
        store = toolkit.storage("tmx").tmxfile.parsestring(plain)
    except (AssertionError, ValueError, AttributeError) as error:  # what the toolkit (3.20) raises for other XML
        raise unfit(file, "Das ist kein TMX.") from error
    return united_memory(_sentences(store, PurePath(file).name), ())


def _sentences(store: object, name: str) -> Iterator[RememberedSentence]:
    """The units with two languages; of several targets the first counts."""
    for unit in getattr(store, "units", ()):
        nodes = unit.getlanguageNodes()
        if len(nodes) > 1:
            original, target = (unit.getNodeText(node, "preserve") or "" for node in nodes[:2])
            text = tuple(line for line in map(clean, target.split("\n")) if line)
            sources = tuple(filter(None, map(clean, unit.getnotes().split("\n")))) or (name,)
            if clean(original) and text:
                yield RememberedSentence(original, text, sources)
