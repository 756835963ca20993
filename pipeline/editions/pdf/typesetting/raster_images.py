"""Pictures as a PDF can hold them: upright, in eight bits, in the colours of the screen.

WeasyPrint 70 takes bytes over as they are. In a PDF/A whose output intent is sRGB that would leave pictures in ink
without a meaning (ISO 19005-2, 6.2.4.3); it does not know grey in 16 bits; and what it turns itself, it compresses hard.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

PLAIN = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})
"""Modes that are written as they are."""

QUALITY = 92
_ORIENTATION = 0x0112


def for_screen(data: bytes) -> tuple[bytes, str]:
    """The picture and its media type: its own bytes wherever a PDF can hold them, also none."""
    if not data:
        return data, "image/png"
    with Image.open(BytesIO(data)) as image:
        is_jpeg = image.format in {"JPEG", "MPO"}
        if image.mode in PLAIN and image.getexif().get(_ORIENTATION, 1) == 1:
            return data, "image/jpeg" if is_jpeg else "image/png"
        shown = upright(image)
    result = BytesIO()
    if is_jpeg:
        shown.save(result, "JPEG", quality=QUALITY, subsampling=0)
        return result.getvalue(), "image/jpeg"
    shown.save(result, "PNG")
    return result.getvalue(), "image/png"


def upright(image: Any) -> Any:
    """The picture as it is to be seen, in a plain mode."""
    turned = ImageOps.exif_transpose(image)
    match turned.mode:
        case "CMYK":
            return _lit(turned)
        case "I;16":
            # The higher of two bytes, the lower one stands first.
            return Image.frombytes("L", turned.size, turned.tobytes()[1::2])
        case "I;16B":
            return Image.frombytes("L", turned.size, turned.tobytes()[::2])
        case "I":
            return Image.frombytes("L", turned.size, turned.tobytes()[1::4])
        case mode:
            return turned if mode in PLAIN else turned.convert("RGB")


def _lit(image: Any) -> Any:
    """A picture in inks in the colours of the screen, by its own profile where it has one."""
    if profile := image.info.get("icc_profile"):
        try:
            return ImageCms.profileToProfile(image, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass
    return image.convert("RGB")


def on_paper(data: bytes) -> Any:
    """The picture on white paper, opaque, in RGB."""
    with Image.open(BytesIO(data)) as image:
        shown = upright(image).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")
