"""Computed styles that WeasyPrint 70 makes anew for each official line, though they are all alike.

Elements with equal declarations share a style there, but no two lines are equal: each has an id, so each has an anchor,
and what stands in it has another parent. All but the anchor is the same:

    p ── span.line #zeile-1 ── span.number ── ::before     computed
      ── span.line #zeile-2 ── span.number ── ::before     a likeness with an anchor of its own; shared; shared

Of two hundred properties, nearly all were computed for each number twice: a fifth of the time of the seed's setting.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ANCHOR = "anchor"
"""What an id declares; nobody inherits it."""

KINDS = frozenset({None, "before", "after"})
"""An element itself, and what is generated in it."""


@contextmanager
def shared_styles(name: str) -> Iterator[None]:
    """Within, elements of this name and generated content have one computed style for one surrounding.

    A computed style depends on the one of its parent and on the declarations alone; ``attr()`` is resolved when boxes are
    made. The name is that of an inline element: WeasyPrint changes the styles of tables in their place.
    """
    import weasyprint.css as engine

    own = engine.StyleFor.set_computed_styles
    sharing = _Sharing(engine.ComputedStyle)

    def set_computed_styles(styles: Any, element: Any, parent: Any, *rest: Any, **named: Any) -> None:
        kind = named.get("pseudo_type")
        computed = styles.get_computed_styles()
        of_parent = computed.get((parent, None))
        if of_parent is None or kind not in KINDS or not hasattr(element, "tag"):
            own(styles, element, parent, *rest, **named)
            return
        declared = styles.get_cascaded_styles().get((element, kind), {})
        number = sharing.number(of_parent, kind, declared)
        alike = sharing.first.get(number) if kind or element.tag == name else None
        if alike is not None and ANCHOR not in declared:
            computed[element, kind] = alike
            return
        own(styles, element, parent, *rest, **named)
        if alike is not None:
            computed[element, kind] = sharing.likeness(computed[element, kind], alike)
        sharing.remember(number, computed[element, kind])

    engine.StyleFor.set_computed_styles = set_computed_styles
    try:
        yield
    finally:
        engine.StyleFor.set_computed_styles = own


class _Sharing:
    """Which styles are alike but for their anchors: those of one number."""

    def __init__(self, computed_style: Any) -> None:
        self.first: dict[int, Any] = {}
        self._numbers: dict[Any, int] = {}
        self._of_style: dict[int, int] = {}
        # An id stays that of its object only as long as the object is there.
        self._kept: list[Any] = []

        class Likeness(computed_style):  # type: ignore[misc]
            """A style that computes its anchor, and takes all else from one that is alike."""

            def __missing__(self, key: str) -> Any:
                """The value, which is kept."""
                value = self[key] = super().__missing__(key) if key == ANCHOR else self.alike[key]
                return value

            @property
            def anonymous_style(self) -> Any:
                """That of boxes without an element, which have no anchor."""
                return self.alike.anonymous_style

        self._likeness = Likeness

    def number(self, of_parent: Any, kind: str | None, declared: Any) -> int:
        """The number of all styles with these declarations in parents that are alike."""
        found = self._of_style.get(id(of_parent), of_parent)
        items = tuple((name, id(value), weight) for name, (value, weight) in declared.items() if name != ANCHOR)
        self._kept.append((of_parent, declared))
        key = id(found) if found is of_parent else found, found is of_parent, kind, items
        return self._numbers.setdefault(key, len(self._numbers))

    def remember(self, number: int, style: Any) -> None:
        """The style has this number."""
        self._kept.append(style)
        self._of_style[id(style)] = number
        self.first.setdefault(number, style)

    def likeness(self, style: Any, alike: Any) -> Any:
        """The style with its own anchor, and all else of the other one."""
        made = self._likeness(
            style.parent_style,
            style.cascaded,
            style.pseudo_type,
            style.root_style,
            style.base_url,
            style.font_config,
            style.initial_page_sizes,
        )
        made.alike = alike
        return made
