"""Programs beside Python that checks run: where Chromium, Ace and axe are, and what to install where they are not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from pipeline.checks.finding import NotRunError

INSTALL_CHROMIUM = "Einrichten: apt install chromium, oder nennen Sie das Programm in ZEILENTREU_CHROMIUM"
INSTALL_TOOLS = "Einrichten: apt install nodejs npm chromium, dann: make tools"

INSTALL_SCREEN_READER = "Einrichten: apt install orca xvfb dbus at-spi2-core libglib2.0-bin xdotool chromium"

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_WITHOUT_WINDOW = ("chromium-headless-shell", "chrome-headless-shell", *_CHROMIUM)
"""The shell is the same engine without the program around it: a new page costs it a fifth of the time (Chromium 156)."""

_MODULES = Path(__file__).parents[2] / ".ci" / "node_modules"
"""Where ``make tools`` puts what npm brings."""


def chromium() -> str:
    """The path of Chromium as people use it, with windows. Raises NotRunError."""
    return _found(_CHROMIUM)


def chromium_without_window() -> str:
    """The path of what shows pages to the checks: Chromium's own shell for that, or Chromium. Raises NotRunError."""
    return _found(_WITHOUT_WINDOW)


def _found(names: Sequence[str]) -> str:
    named = os.environ.get("ZEILENTREU_CHROMIUM")
    for name in (named,) if named else names:
        if found := shutil.which(name):
            return found
    raise NotRunError(f"{named} ist kein Programm" if named else "Chromium fehlt", INSTALL_CHROMIUM)


def node_js() -> str:
    """The path of Node.js. Raises NotRunError."""
    if found := shutil.which("node"):
        return found
    raise NotRunError("Node.js fehlt, in dem Ace läuft", INSTALL_TOOLS)


def ace() -> str:
    """The path of Ace's runner for Chromium, beside which its packages lie. Raises NotRunError."""
    node_js()
    named = os.environ.get("ZEILENTREU_ACE")
    for name in (named,) if named else (str(_MODULES / ".bin" / "ace-puppeteer"), "ace-puppeteer"):
        if found := shutil.which(name):
            return found
    raise NotRunError(f"{named} ist kein Programm" if named else "Ace fehlt", INSTALL_TOOLS)


def axe() -> str:
    """The source of axe. Raises NotRunError."""
    path = Path(os.environ.get("ZEILENTREU_AXE") or _MODULES / "axe-core" / "axe.min.js")
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise NotRunError("axe fehlt (npm-Paket axe-core)", INSTALL_TOOLS) from error


def script(name: str) -> str:
    """The source of a file that npm brought. Raises NotRunError."""
    try:
        return (_MODULES / name).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise NotRunError(f"{name.partition('/')[0]} fehlt (npm-Paket)", INSTALL_TOOLS) from error


def scripts(*folders: str) -> dict[str, bytes]:
    """All JavaScript of folders that npm brought, by their names. Raises NotRunError."""
    found = {
        path.relative_to(_MODULES).as_posix(): path.read_bytes()
        for folder in folders
        for path in sorted((_MODULES / folder).rglob("*.js"))
    }
    for folder in folders:
        if not any(name.startswith(f"{folder}/") for name in found):
            raise NotRunError(f"{folder.partition('/')[0]} fehlt (npm-Paket)", INSTALL_TOOLS)
    return found


def orca_programs() -> dict[str, str]:
    """The programs that a screen reader needs, by name, with their paths. Raises NotRunError."""
    named = {"orca": os.environ.get("ZEILENTREU_ORCA") or "orca"}
    found = {name: shutil.which(named.get(name, name)) for name in ("Xvfb", "dbus-daemon", "gdbus", "orca", "xdotool")}
    if missing := [name for name, path in found.items() if not path]:
        raise NotRunError(f"{', '.join(missing)} fehlt", INSTALL_SCREEN_READER)
    return {**{name: str(path) for name, path in found.items()}, "chromium": chromium()}
