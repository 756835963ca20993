"""axe-core, run in Chromium on the page that is shown: every rule of it that is violated is a finding (Z634).

What axe cannot decide ("incomplete") is left to people; it is no finding.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.checks import tools
from pipeline.checks.chromium import BROWSER
from pipeline.checks.chromium.browser_page import BrowserPage, View
from pipeline.checks.chromium.served_files import served
from pipeline.checks.finding import NotRunError
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic

VIEWS = (View(320), View(1200), View(320, dark=True), View(1200, dark=True))
OF_BOOKS = tuple(view for view in VIEWS if view != View(1200))

_BOOK: Mapping[str, Any] = {"runOnly": ["color-contrast"]}
"""For a book, Ace runs the other rules, with those of EPUB added, and this one too, at 800 pixels; it knows no dark mode."""

_NEEDED = {"id", "impact", "help", "helpUrl", "count", "first"}


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether axe finds nothing, on narrow and wide screens, light and dark."""
    book = file.suffix.endswith(".epub")
    source = tools.axe()
    files, names = served(file.data, file.suffix)
    with BROWSER.page(files) as page:
        shown = OF_BOOKS if book else VIEWS
        results = list(_results(page, names, source, script(_BOOK if book else {}), shown))
    for (name, _), (rule, views) in collected(results).items():
        hint = f"{rule['help']}. Mehr dazu: {rule['helpUrl']}"
        yield Diagnostic("Z634", file.inside(name if book else ""), message(rule, views, shown), hint)


def _results(
    page: BrowserPage, names: tuple[str, ...], source: str, run: str, views: tuple[View, ...]
) -> Iterator[tuple[str, View, Any]]:
    for name in names:
        page.open(name)
        page.evaluate(f"{source};true")
        for view in views:
            page.show(view)
            yield name, view, page.evaluate(run)


def script(choice: Mapping[str, Any]) -> str:
    """The run of axe, with what the check needs of its result."""
    options = json.dumps({"resultTypes": ["violations"], **choice})
    return (
        f"axe.run(document, {options}).then(({{ violations, passes }}) => ({{ passes: passes.length, violations: "
        "violations.map(({ id, impact, help, helpUrl, nodes }) => ({ id, impact, help, helpUrl, count: nodes.length, "
        "first: nodes[0].html })) }))"
    )


Rules = dict[tuple[str, str], tuple[dict[str, Any], list[str]]]
"""What was found, by document and rule, and in which sizes."""


def collected(results: Iterable[tuple[str, View, Any]]) -> Rules:
    """The rules that are violated. Raises NotRunError where axe has evaluated nothing, or said something else."""
    found: Rules = {}
    evaluated = 0
    try:
        for name, view, result in results:
            evaluated += result["passes"] + len(result["violations"])
            for rule in result["violations"]:
                if not rule.keys() >= _NEEDED:
                    raise TypeError(rule)
                found.setdefault((name, rule["id"]), (dict(rule), []))[1].append(str(view))
    except (TypeError, KeyError, AttributeError) as error:
        raise NotRunError("das Ergebnis von axe ist nicht lesbar") from error
    if not evaluated:
        raise NotRunError("axe hat nichts ausgewertet")
    return found


def message(rule: Mapping[str, Any], views: list[str], shown: tuple[View, ...]) -> str:
    """The rule, its impact, how often, where first, and in which of the sizes that were shown."""
    sizes = "" if len(views) == len(shown) else f" (bei {'; '.join(views)})"
    return f"{rule['id']} ({rule['impact']}), {rule['count']}-mal{sizes}. Zuerst: {rule['first'][:120]}"
