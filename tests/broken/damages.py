"""Ways to damage a text or a package in one place; where that place is not there once, the exhibit fails to be made."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

Damage = Callable[[str], str]


def replaced(*pairs: tuple[str, str]) -> Damage:
    """The text with each of the pairs replaced, where each stands exactly once."""

    def damage(text: str) -> str:
        for old, new in pairs:
            if text.count(old) != 1:
                raise ValueError(f"{old!r} stands {text.count(old)} times")
            text = text.replace(old, new)
        return text

    return damage


def swapped(one: str, other: str) -> Damage:
    """The text with the two strings in each other's place, wherever they stand."""
    return lambda text: re.sub(
        f"{re.escape(one)}|{re.escape(other)}", lambda found: other if found[0] == one else one, text
    )


def both(one: Damage, other: Damage) -> Damage:
    """One damage after the other."""
    return lambda text: other(one(text))


def cut(pattern: str, instead: str = "") -> Damage:
    """The text without the one place that the pattern matches, or with something else there."""

    def damage(text: str) -> str:
        result, count = re.subn(pattern, instead, text, flags=re.DOTALL)
        if count != 1:
            raise ValueError(f"{pattern!r} matches {count} times")
        return result

    return damage


def zipped(data: bytes, name: str, damage: Damage) -> bytes:
    """The ZIP with one member damaged."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry, damage(content.decode()) if entry.filename == name else content, entry.compress_type)
    return result.getvalue()
