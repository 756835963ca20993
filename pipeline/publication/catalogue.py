"""The files of a publication by name: what editions and checks both have to know of them."""

from __future__ import annotations

RECORD = ".zeilentreu.json"
"""In the folder of a chapter: which files were made of what."""
