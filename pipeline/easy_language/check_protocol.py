"""Who checked, as the copy says it, and the protocol of the translation with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.easy_language import form_wording, vouching
from pipeline.easy_language.order_fields import names_readers
from pipeline.easy_language.translation import Protocol, readers
from pipeline.easy_language.vouching import Vouched


def group_protocol(fields: Iterable[tuple[str, str]]) -> Protocol:
    """The names and the day at the end of the copy."""
    said: dict[str, list[str]] = {}
    for name, written in fields:
        said.setdefault(" ".join(name.split()).casefold(), []).extend(filter(None, [written.strip()]))

    def value(name: str) -> str:
        return " ".join(", ".join(said.get(name.casefold(), ())).split())

    return Protocol(
        readers=readers(each for name, values in said.items() if names_readers(name) for each in values),
        assistance=value(form_wording.ASSISTANCE),
        checked_on=value(form_wording.CHECKED_ON),
    )


def protocol_with(before: Protocol, said: Protocol, group: Vouched) -> Protocol:
    """The protocol of the translation with a group that vouches: its people join the others, its day is a further one."""
    if not group.day:
        return before
    named = tuple(each for each in before.readers if vouching.is_person(each))
    day = vouching.day(group.day)
    first, later = vouching.day(before.checked_on), before.second_check_on
    days = vouching.several(later)
    if first is None:
        dates = {"checked_on": group.day}
    elif day == first or day in map(vouching.day, days):
        dates = {}
    else:
        dates = {"second_check_on": vouching.SEVERAL.join([*days, group.day])}
    helping = dict.fromkeys(filter(None, (*before.assistance.split(vouching.SEVERAL), said.assistance)))
    return replace(
        before,
        readers=tuple(dict.fromkeys([*named, *said.readers])),
        assistance=vouching.SEVERAL.join(helping),
        **dates,
    )
