"""Pictures of the text → figures with their captions, and the address of a picture that a page carries in itself."""

from __future__ import annotations

from base64 import b64encode

from markupsafe import Markup

from pipeline.pages.apparatus import Apparatus
from pipeline.pages.line_fragments import line_fragments
from pipeline.pages.markup import element
from pipeline.text.model import Picture


def figure(picture: Picture, apparatus: Apparatus) -> Markup:
    """The picture with its alternative text, and its caption below."""
    source = apparatus.pictures.get(picture.sha256) or data_url(picture)
    image = Markup('<img src="{}" alt="{}" width="{}" height="{}"/>').format(
        source, picture.alternative, picture.width, picture.height
    )
    caption = element("figcaption", line_fragments(picture.caption.content, apparatus)) if picture.caption else Markup()
    return element("figure", image, caption)


def data_url(picture: Picture) -> str:
    """The picture's bytes as an address (RFC 2397)."""
    kind = "png" if picture.data.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{b64encode(picture.data).decode()}"
