"""Pictures inside a document → pictures of the model: whole PNG or JPEG, each with what it shows in words.

A picture of the model lies beside its text; one from a document has no name that both Word and LibreOffice keep. Its name
is therefore made from its bytes, and ``zeilentreu convert`` writes it under that.
"""

from __future__ import annotations

import hashlib
import re

from pipeline.publication.picture_files import KINDS, UnusableError, read_picture
from pipeline.sources.drafts.draft import PictureDraft
from pipeline.sources.drafts.draft_report import DraftReport, excerpt
from pipeline.text.model import Picture

MOST_BYTES = 100 * 1024 * 1024
"""Of all pictures of a text together; every edition holds them."""

FOLDER = "bilder"

_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)", re.IGNORECASE)
_MADE = re.compile(
    r"Automatisch generierte Beschreibung|KI-generierte Inhalte|automatically generated|AI-generated content"
)
"""What Word adds to the words that it makes itself."""
_ENDINGS = {kind: name.lower().replace("jpeg", "jpg") for name, kind in KINDS.items()}


class EmbeddedPictures:
    """Makes pictures of what a document holds."""

    def __init__(self, report: DraftReport) -> None:
        """Begin with none."""
        self._report, self._bytes = report, 0

    def picture(self, draft: PictureDraft) -> Picture | None:
        """The picture; None where it cannot be used, which is reported."""
        if made := _MADE.search(draft.alternative):
            self._report.add(
                "Z165",
                f"Den Alternativtext „{excerpt(draft.alternative)}“ hat ein Programm geschrieben.",
                f"Prüfen Sie ihn, und löschen Sie „{made[0]}“.",
                draft.place,
            )
        if not draft.alternative or _NAME.fullmatch(draft.alternative):
            what = f" („{excerpt(draft.alternative)}“ ist nur ein Dateiname)" if draft.alternative else ""
            self._report.add(
                "Z166",
                f"Das Bild hat keinen Alternativtext{what}.",
                "In Word und LibreOffice: Rechtsklick auf das Bild, „Alternativtext“. Dort steht, was zu sehen ist.",
                draft.place,
            )
        try:
            found = read_picture(draft.data)
        except UnusableError as unusable:
            self._report.add(
                "Z167",
                f"Das Bild {unusable}",
                "Fügen Sie es als PNG oder JPEG ein (Inhalte einfügen, oder als Bild speichern).",
                draft.place,
            )
            return None
        self._bytes += len(found.data)
        if self._bytes > MOST_BYTES:
            self._report.add(
                "Z167", f"Die Bilder des Textes haben zusammen mehr als {MOST_BYTES >> 20} MB.", place=draft.place
            )
            return None
        sha256 = hashlib.sha256(found.data).hexdigest()
        name = f"{FOLDER}/bild-{sha256[:8]}.{_ENDINGS[found.kind]}"
        return Picture(name, draft.alternative, sha256, found.width, found.height, None, draft.place, found.data)
