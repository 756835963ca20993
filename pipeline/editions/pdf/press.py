"""What a print shop needs: boxes, an output intent, and ink instead of light (PDF/X-4, ISO 15930-7).

With the shop's ICC profile, colours are converted into it and greys are set in black ink alone. Without one nothing is
known of the press, and the only colour that any press prints alike is black: the edition is then in DeviceGray, for an
output intent of one ink with a dot gain of 20 % (the usual one of coated paper; ISO 12647-2:2013, curve B, is near it).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

import pydyf

from pipeline.editions.pdf.typesetting.raster_images import on_paper

MILLIMETRE = 72 / 25.4
BLEED = 3.0
"""Millimetres that paper is printed beyond the trimmed page (ISO 15930-7 asks for a BleedBox, print shops for 3 mm)."""

DARK = 0.4
"""The lightness under which a colour of the screen is black ink on paper."""

_RGB = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)")

Ink = Callable[[float, float, float], bytes]
"""A colour of the screen, each channel 0 to 1, as operands and operator for filling."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A printing condition: its name, its profile, and how many inks the profile has."""

    name: str
    profile: bytes
    inks: int


class UnfitProfile(ValueError):
    """A file that is no profile of a press; the text says why."""


def condition(profile: bytes) -> Condition:
    """The printing condition that an ICC profile describes. Raises UnfitProfile unless it is one for CMYK output."""
    # ICC.1:2010, 7.2: size, class and colour space stand at fixed places of the header.
    if len(profile) < 132 or profile[36:40] != b"acsp" or struct.unpack(">I", profile[:4])[0] != len(profile):  # noqa: PLR2004
        raise UnfitProfile("die Datei ist kein ICC-Profil oder ist beschädigt")
    if profile[12:16] != b"prtr" or profile[16:20] != b"CMYK":
        raise UnfitProfile("das Profil beschreibt keinen Vierfarbdruck (Klasse prtr, Farbraum CMYK)")
    from PIL import ImageCms

    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(profile))).strip()
    except (OSError, ImageCms.PyCMSError) as error:
        raise UnfitProfile("das Profil lässt sich nicht lesen") from error
    return Condition(name or "CMYK", profile, 4)


@cache
def black_only() -> Condition:
    """The condition without a profile of the shop: one black ink, dot gain 20 %."""
    return Condition("Schwarz, Tonwertzunahme 20 %", grey_profile(), 1)


def grey_profile(gain: float = 0.20) -> bytes:
    """A grey output profile (ICC.1:2001-04, 8.4.3 and 10.x): description, copyright, white point and one tone curve.

    ``gain`` is what a tone of 50 % grows by. The curve maps the area not inked to the light reflected.
    """

    def text(value: str) -> bytes:
        return b"text\0\0\0\0" + value.encode("ascii") + b"\0"

    def description(value: str) -> bytes:
        ascii_value = value.encode("ascii") + b"\0"
        return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_value)) + ascii_value + b"\0" * (4 + 4 + 2 + 1 + 67)

    def reflected(paper: float) -> float:
        ink = 1 - paper
        return 1 - (ink + 4 * gain * ink * (1 - ink))

    curve = b"curv\0\0\0\0" + struct.pack(
        ">I256H", 256, *(round(65535 * max(0.0, reflected(at / 255))) for at in range(256))
    )
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in (0.9642, 1.0, 0.8249)))
    tags = {
        b"desc": description("Dot Gain 20% (zeilentreu)"),
        b"cprt": text("Public domain (CC0)"),
        b"wtpt": white,
        b"kTRC": curve,
    }
    table, body, at = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for signature, data in tags.items():
        padded = data + b"\0" * (-len(data) % 4)
        table += signature + struct.pack(">2I", at + len(body), len(data))
        body += padded
    size = 128 + len(table) + len(body)
    header = struct.pack(
        ">I4sI4s4s4s6H4s4sI4s4s8sI3i4s44s",
        size,
        b"\0\0\0\0",
        0x02200000,
        b"prtr",
        b"GRAY",
        b"XYZ ",
        2025,
        1,
        1,
        0,
        0,
        0,
        b"acsp",
        b"\0\0\0\0",
        0,
        b"\0\0\0\0",
        b"\0\0\0\0",
        b"\0" * 8,
        0,
        *(round(value * 65536) for value in (0.9642, 1.0, 0.8249)),
        b"\0\0\0\0",
        b"\0" * 44,
    )
    return header + table + body


def prepared(pdf: Any, target: Condition) -> None:
    """Make the file's objects ready for the press: inks, boxes and output intent."""
    ink = _grey if target.inks == 1 else _four_inks(target.profile)
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            item.stream = [_inked(token, ink) if isinstance(token, bytes) else token for token in item.stream]
            # WeasyPrint 70 makes the form of the crop marks a group that is mixed in the colours of the screen, and so
            # in four inks. Nothing here is transparent: without the group it is painted as it is.
            item.extra.pop("Group", None)
        elif isinstance(item, dict) and item.get("Type") == "/Page":
            _set_boxes(item)
    profile = pydyf.Stream([target.profile], pydyf.Dictionary({"N": target.inks}), compress=True)
    pdf.add_object(profile)
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFX",
        "OutputConditionIdentifier": pydyf.String(target.name),
        "Info": pydyf.String(target.name),
        "DestOutputProfile": profile.reference,
    }
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])


def _inked(token: bytes, ink: Ink) -> bytes:
    if not (found := _RGB.fullmatch(token)):
        return token
    operands = ink(*(float(found[at]) for at in (1, 2, 3)))
    return operands.upper() if found[4] == b"RG" else operands


def _grey(red: float, green: float, blue: float) -> bytes:
    # ITU-R BT.709 luma, as sRGB has it. What is dark is printed solid: a tint would be screened, and small type with it.
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return b"%.4g g" % (0 if light < DARK else light)


def picture(data: bytes, target: Condition) -> tuple[bytes, str]:
    """The picture on white paper in the inks of the press, and its media type."""
    from PIL import ImageCms

    result, paper = BytesIO(), on_paper(data)
    if target.inks == 1:
        paper.convert("L").save(result, "PNG")
        return result.getvalue(), "image/png"
    # PNG has no inks. Adobe's marker, which Pillow writes, says that they stand inverted; WeasyPrint 70 reads it.
    inked: Any = ImageCms.profileToProfile(
        paper,
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(BytesIO(target.profile)),
        outputMode="CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    inked.save(result, "JPEG", quality=95, subsampling=0)
    return result.getvalue(), "image/jpeg"


def _four_inks(profile: bytes) -> Ink:
    from PIL import Image, ImageCms

    transform = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(BytesIO(profile)),
        "RGB",
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )

    @cache
    def ink(red: float, green: float, blue: float) -> bytes:
        if max(red, green, blue) - min(red, green, blue) < 0.01:  # noqa: PLR2004 - greys: type must not need four inks in register
            return b"0 0 0 %.4g k" % (1 - red)
        pixel = Image.new("RGB", (1, 1), tuple(round(255 * value) for value in (red, green, blue)))
        inks: Any = ImageCms.applyTransform(pixel, transform)
        return b"%.4g %.4g %.4g %.4g k" % tuple(value / 255 for value in inks.getpixel((0, 0)))

    return ink


def _set_boxes(page: Any) -> None:
    """The BleedBox exactly 3 mm around the TrimBox; WeasyPrint 70 sets it 10 pt around."""
    left, bottom, right, top = page["TrimBox"]
    over = BLEED * MILLIMETRE
    page["BleedBox"] = pydyf.Array([left - over, bottom - over, right + over, top + over])
