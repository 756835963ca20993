"""The system's Chromium, without a window, a network or a profile: pages as readers get them.

connection     the program, and its pipe (Chrome DevTools Protocol)
served_files   what it is given to show
browser_page   one page: its files, how large it is shown, what it says

One program serves all files of a run, and a new one after it broke off.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pipeline.checks import tools
from pipeline.checks.chromium.browser_page import STILL, BrowserPage
from pipeline.checks.chromium.connection import Connection
from pipeline.checks.finding import NotRunError


class Browser:
    """Chromium; none before the first page."""

    def __init__(self) -> None:
        """Wait for a question."""
        self._connection: Connection | None = None

    @contextmanager
    def page(self, files: Mapping[str, bytes], policy: str = STILL) -> Iterator[BrowserPage]:
        """A page that can show these files and nothing else, which may do what the ``policy`` allows. Raises NotRunError, and has ended the program then."""
        try:
            if self._connection is None:
                atexit.register(self.close)
                self._connection = Connection(tools.chromium_without_window())
            with BrowserPage(self._connection, files, policy) as page:
                yield page
        except NotRunError:
            self.close()
            raise

    def close(self) -> None:
        """End the program, if there is one."""
        if self._connection:
            self._connection.close()
            self._connection = None


BROWSER = Browser()
