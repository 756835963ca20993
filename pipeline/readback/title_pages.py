"""What the title page of a web page or book says of its text: who resolved it and when, and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.readback.containers import Element, text_of
from pipeline.readback.reading import Stated
from pipeline.readback.xhtml_elements import classes

RESOLUTION, KIND = "Beschluss auf der Titelseite", "Art auf der Titelseite"

_NAMED = {"resolution": RESOLUTION, "kind": KIND}


def stated(roots: Iterable[Element]) -> Iterator[Stated]:
    """Every such statement of the documents, in their order."""
    for root in roots:
        for each in root.iter("{*}p"):
            for name in _NAMED.keys() & set(classes(each)):
                yield Stated(_NAMED[name], " ".join(text_of(each).split()))
