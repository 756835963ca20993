"""What there is to say about the lists of a text: where a label may be a word, and where nesting may not be what was meant."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.diagnostics import Place
from pipeline.sources.commonmark.label_lines import Doubt
from pipeline.sources.commonmark.nodes import BlockNode, nodes
from pipeline.sources.commonmark.parser import Parsed
from pipeline.sources.commonmark.source_lines import SourceReport
from pipeline.text import list_labels
from pipeline.text.model import Blocks, BulletList, Counting, OrderedList


def report_lists(found: Parsed, report: SourceReport) -> None:
    """Report each doubtful label (Z260), and each list that may be nested in another way than was meant (Z261)."""
    for doubt in found.doubts:
        _report_doubt(doubt, report)
    for line in found.shallow:
        report.add(
            "Z261",
            _begin(line, report),
            "Diese Zeile steht weiter links als die Worte des Listenpunkts darüber; sie gilt als Teil von ihm.",
            "Rücken Sie sie so weit ein wie dessen Worte; gehört sie nicht dazu, beginnt sie ganz links.",
        )
    _report_lists(tuple(nodes(found.tokens)), report, within=False)


def _report_doubt(doubt: Doubt, report: SourceReport) -> None:
    mark = doubt.mark
    place = Place(report.file, mark.line + 1, mark.offset + 1)
    if doubt.taken:
        report.add(
            "Z260",
            place,
            f"„{mark.label}“ gilt hier als Zeichen eines Listenpunkts; es könnte auch eine Ordnungszahl im Satz sein.",
            f"Ist es Text, schreiben Sie „{_escaped(mark.label)}“.",
        )
    else:
        report.add(
            "Z260",
            place,
            f"„{mark.label}“ am Anfang dieser Zeile gilt als Text; es könnte auch ein Listenpunkt sein.",
            "Ist es eine Liste, setzen Sie eine leere Zeile davor, unter einem Listenpunkt auch drei Leerzeichen; ist es Text, schreiben Sie ihn in einer Zeile mit dem davor.",
        )


def _escaped(label: str) -> str:
    return (
        f"\\{label}" if label[0] in "(–—•·−*" else f"{label[:-1]}\\{label[-1]}" if label[-1] in ".)" else f"\\{label}"
    )


def _begin(line: int, report: SourceReport) -> Place:
    words = report.line(line)
    return Place(report.file, line, len(words) - len(words.lstrip()) + 1)


def _report_lists(found: Sequence[BlockNode], report: SourceReport, *, within: bool) -> None:
    """Bullets that CommonMark takes for neighbours though one stands further right, and one alone inside a sentence."""
    for before, node in zip((None, *found), found, strict=False):
        if node.kind == "bullet_list":
            _report_columns(node, report)
            if not within and before and before.kind == "paragraph" and len(node.children) == 1 and node.token.markup:
                _report_dash(before, node, report)
        _report_lists(node.children, report, within=within or node.kind.endswith("list"))


def _report_columns(node: BlockNode, report: SourceReport) -> None:
    places = [report.block(child.token) for child in node.children]
    for place in places:
        if place.column > places[0].column and place.line != places[0].line:
            report.add(
                "Z261",
                place,
                "Dieser Listenpunkt ist eingerückt, steht aber auf derselben Ebene wie die davor.",
                "Soll er darunter stehen, rücken Sie ihn so weit ein wie die Worte des Punkts darüber.",
            )
            return


def _report_dash(before: BlockNode, node: BlockNode, report: SourceReport) -> None:
    """A line of a sentence that begins with a dash is a list to CommonMark."""
    place = report.block(node.token)
    line = report.line(place.line - 1).rstrip()
    sign = report.line(place.line)[place.column - 1 : place.column]
    if (
        line
        and not line.endswith((".", ":", "!", "?", ";", "…"))
        and before.token.map
        and before.token.map[1] == place.line - 1
    ):
        report.add(
            "Z260",
            place,
            f"„{sign}“ am Anfang dieser Zeile macht sie zu einem Listenpunkt; es könnte auch ein Zeichen im Satz sein.",
            f"Ist es Text, schreiben Sie „\\{sign}“; ist es eine Liste, setzen Sie eine leere Zeile davor.",
        )


def report_beside(blocks: Blocks, report: SourceReport) -> None:
    """Report each list that stands between two items that count on, „(1)“ and „(2)“, beside them instead of below (Z261)."""
    for before, inner, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if (
            isinstance(before, OrderedList)
            and isinstance(inner, OrderedList | BulletList)
            and isinstance(after, OrderedList)
            and before.style is after.style is not Counting.TYPED
            and not (isinstance(inner, OrderedList) and inner.style is before.style)
            and after.start == before.start + len(before.items)
            and not any(item.label for item in before.items)
        ):
            above, below = list_labels.labels(before)[-1], list_labels.labels(after)[0]
            report.add(
                "Z261",
                inner.place or inner.items[0].place or Place(report.file),
                f"Diese Liste steht neben „{above}“, nicht darunter; nach ihr geht es mit „{below}“ weiter.",
                f"Gehört sie zu „{above}“, rücken Sie ihre Zeilen um vier Leerzeichen ein.",
            )
