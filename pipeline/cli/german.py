"""What argparse says, in German (Python 3.11 to 3.14; it has no German of its own that is always there)."""

from __future__ import annotations

import re

_ARGUMENT = r"argument (?P<argument>[^:]+): "

_SAID = (
    (
        _ARGUMENT + r"invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.*)\)",
        "{argument}: „{value}“ gibt es nicht. Möglich sind: {choices}.",
    ),
    (r"unrecognized arguments: (?P<value>.*)", "Unbekannte Angabe: {value}"),
    (r"the following arguments are required: (?P<value>.*)", "Es fehlt: {value}"),
    (_ARGUMENT + r"expected one argument", "{argument}: Hier fehlt eine Angabe."),
    (_ARGUMENT + r"expected at least one argument", "{argument}: Hier fehlt mindestens eine Angabe."),
    (
        _ARGUMENT + r"ignored explicit argument '(?P<value>.*)'",
        "{argument}: Die Angabe „{value}“ gehört nicht hierher.",
    ),
    (
        r"ambiguous option: (?P<value>\S+) could match (?P<choices>.*)",
        "„{value}“ ist nicht eindeutig. Möglich sind: {choices}.",
    ),
)


def german(message: str) -> str:
    """The message in German; as it is where it is none that we know."""
    for pattern, words in _SAID:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            parts = found.groupdict()
            if "choices" in parts:
                parts["choices"] = parts["choices"].replace("'", "")
            return words.format(**parts)
    return message[:1].upper() + message[1:]
