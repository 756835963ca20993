"""Whether pages are painted in the order in which they are read: most programs that extract, search or copy ignore tags (Z625).

Numbers of lines may stand apart from the text, at the end of a page; all else follows the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks.displacements import displaced
from pipeline.checks.finding import Finding
from pipeline.checks.word_difference import in_quotes
from pipeline.readback import tag_transcript
from pipeline.readback.marked_content import MarkedContent
from pipeline.readback.tag_tree import Kid, Tag, TagTree


def findings(tree: TagTree) -> Iterator[Finding]:
    """The texts that are painted out of their order, the fewest that explain it."""
    read = {each.key: at for at, each in enumerate(_texts(tree.tags))}
    for page in sorted({each.page for each in tree.contents}):
        painted = [each for each in tree.contents if each.page == page and each.key in read and each.text.strip()]
        apart = displaced([read[each.key] for each in painted])
        for before, each in zip([None, *painted], painted, strict=False):
            if read[each.key] in apart:
                where = f"nach {in_quotes(before.text.strip())}" if before else "als Erstes"
                words = in_quotes(each.text.strip())
                yield Finding("Z625", f"Seite {page + 1}: {words} ist {where} gemalt, gelesen wird es anderswo.")


def _texts(kids: Iterable[Kid]) -> Iterator[MarkedContent]:
    """The contents in reading order, without the numbers of lines."""
    for kid in kids:
        match kid:
            case MarkedContent():
                yield kid
            case Tag() if not tag_transcript.number(kid) and kid.get("Subtype") != "LineNum":
                yield from _texts(kid.kids)
            case _:
                pass
