"""One page in Chromium: it gets files from us alone, runs no script of theirs, and answers questions."""

from __future__ import annotations

import base64
import json
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType, TracebackType
from typing import Any, Self
from urllib.parse import quote, unquote, urlsplit

from pipeline.checks.chromium.connection import Answer, Connection
from pipeline.checks.finding import NotRunError

_SITE = "https://ausgabe.invalid/"
"""RFC 2606, 2: a name that never leads anywhere."""

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".xhtml": "application/xhtml+xml",
        ".html": "text/html",
        ".css": "text/css",
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
        ".png": "image/png",
        ".jpg": "image/jpeg",
        ".jpeg": "image/jpeg",
        ".gif": "image/gif",
        ".webp": "image/webp",
        ".otf": "font/otf",
        ".ttf": "font/ttf",
        ".woff": "font/woff",
        ".woff2": "font/woff2",
    }
)

# Scripts of the page may change neither what is measured nor the measuring.
STILL = "default-src 'self' data:; style-src 'self' data: 'unsafe-inline'; script-src 'none'"
WITH_SCRIPTS = STILL.replace("'none'", "'unsafe-inline'")
PROGRAM = "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'"
"""What the files of a page may do (Content Security Policy): be shown; run the scripts in them; be a program."""

_LOADED = (
    "new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))"
    ".then(() => document.fonts.ready).then(() => true)"
)


@dataclass(frozen=True, slots=True)
class View:
    """How large a page is shown: CSS pixels across, and what its reader does to the text."""

    width: int
    text: int = 100
    """Percent of the usual size of type (``html { font-size }``)."""
    zoom: int = 100
    """Percent of ``body { zoom }``, the other way in which reading systems enlarge."""
    dark: bool = False

    def __str__(self) -> str:
        """``320 px, Schrift 200 %``, for messages."""
        parts = [f"{self.width} px"]
        parts += [f"Schrift {self.text} %"] if self.text != 100 else []  # noqa: PLR2004 - percent
        parts += [f"Zoom {self.zoom} %"] if self.zoom != 100 else []  # noqa: PLR2004 - percent
        return ", ".join([*parts, *(["dunkel"] if self.dark else [])])


class BrowserPage:
    """A page that can show the files it was made with; a context, since it must be closed."""

    def __init__(self, connection: Connection, files: Mapping[str, bytes], policy: str = STILL) -> None:
        """Open an empty one; the files may do what the ``policy`` allows. Raises NotRunError, as all that follows."""
        self._policy = policy
        self._connection = connection
        self._files = files
        self._context = connection.call("Target.createBrowserContext")["browserContextId"]
        target = connection.call("Target.createTarget", url="about:blank", browserContextId=self._context)
        self._session = connection.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        connection.listener = self._heard
        for domain in ("Page", "Accessibility", "DOM", "DOMSnapshot", "Inspector"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)
        self.call("Fetch.enable", patterns=[{"urlPattern": "*"}])

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it, unless Chromium has ended."""
        if not isinstance(error, NotRunError):
            self._connection.call("Target.disposeBrowserContext", browserContextId=self._context)
        self._connection.listener = lambda _method, _event: None

    def call(self, method: str, **parameters: Any) -> Answer:
        """The answer to a command about this page."""
        return self._connection.call(method, self._session, **parameters)

    def open(self, name: str) -> None:
        """Show one of the files, until it and its fonts are there."""
        answer = self.call("Page.navigate", url=_SITE + quote(name))
        if "errorText" in answer:
            raise NotRunError(f"Chromium kann {name} nicht öffnen: {answer['errorText']}")
        self.evaluate(_LOADED)

    def show(self, view: View) -> None:
        """The page in this size."""
        self.call("Emulation.setDeviceMetricsOverride", width=view.width, height=800, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if view.dark else "light"}
        self.call("Emulation.setEmulatedMedia", media="screen", features=[scheme])
        sizes = json.dumps([f"{view.text}%" if view.text != 100 else "", view.zoom / 100 if view.zoom != 100 else ""])  # noqa: PLR2004 - percent
        # Reading systems overrule the book's own sizes, so this does as well.
        self.evaluate(
            f"(([text, zoom]) => {{ document.documentElement.style.setProperty('font-size', text, 'important');"
            f" document.body.style.setProperty('zoom', zoom, 'important'); return document.body.offsetHeight; }})({sizes})"
        )

    def evaluate(self, script: str) -> Any:
        """What the expression gives, or what it promises once it is kept; both as JSON."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            said = answer["exceptionDetails"].get("exception", {}).get("description", "")
            raise NotRunError(f"in Chromium ist ein Skript der Prüfung gescheitert: {said[:300]}")
        return answer["result"].get("value")

    def _heard(self, method: str, event: Answer) -> None:
        if method in {"Inspector.targetCrashed", "Target.targetCrashed"}:
            raise NotRunError("Chromium ist beim Zeigen der Datei abgestürzt")
        if method == "Fetch.requestPaused":
            self._served(event["requestId"], str(event["request"]["url"]))

    def _served(self, request: str, address: str) -> None:
        content = self._files.get(unquote(urlsplit(address).path[1:])) if address.startswith(_SITE) else None
        if content is None:
            self._connection.send("Fetch.failRequest", self._session, requestId=request, errorReason="BlockedByClient")
            return
        ending = posixpath.splitext(urlsplit(address).path)[1]
        headers = {
            "Content-Type": _TYPES.get(ending, "application/octet-stream"),
            "Content-Security-Policy": self._policy,
        }
        self._connection.send(
            "Fetch.fulfillRequest",
            self._session,
            requestId=request,
            responseCode=200,
            responseHeaders=[{"name": name, "value": value} for name, value in headers.items()],
            body=base64.b64encode(content).decode(),
        )
