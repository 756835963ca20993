"""Forms that are not read, known by how they begin: each is refused by its name, with the way on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from pipeline.diagnostics import Diagnostic, Place

HEAD = 20_000
"""So many characters, or bytes, say what a file is."""

_SAVE = "Öffnen Sie die Datei in Word oder LibreOffice und speichern Sie sie als DOCX oder ODT."
_EXPORT = "Exportieren Sie sie dort als Word-Datei (DOCX)."
_SHEET = "Kopieren Sie die Tabelle in ein Textdokument (DOCX oder ODT) oder schreiben Sie sie mit „|“ in einen Text."
_IMAGE = "Ein Bild von einem Text ist kein Text: Schreiben Sie ihn ab, oder lesen Sie ihn mit einer Texterkennung ein und vergleichen Sie."
_PDF = (
    "Nehmen Sie die Datei, aus der das PDF entstand (DOCX, ODT, HTML, JSON). Gibt es sie nicht mehr, kopieren Sie den Text mit "
    "seinen Zeilennummern in eine Textdatei."
)
_UNPACK = "Packen Sie das Archiv aus und nennen Sie die Datei darin."


def of_bytes(data: bytes, file: str) -> Diagnostic | None:
    """The refusal (Z258) of a file that is no text, by its first bytes; None where it is none that we know."""
    for name, hint in _by_signature(data):
        return Diagnostic("Z258", Place(file), f"Die Datei ist {name}, kein Text, der gelesen wird.", hint)
    return None


_SIGNATURES = (
    (b"{\\rtf", "ein Text in RTF", _SAVE),
    (b"%!PS", "eine Druckdatei in PostScript", _PDF),
    (b"\x89PNG\r\n\x1a\n", "ein Bild (PNG)", _IMAGE),
    (b"\xff\xd8\xff", "ein Bild (JPEG)", _IMAGE),
    (b"GIF8", "ein Bild (GIF)", _IMAGE),
    (b"BM", "ein Bild (BMP)", _IMAGE),
    (b"II*\0", "ein Bild (TIFF)", _IMAGE),
    (b"MM\0*", "ein Bild (TIFF)", _IMAGE),
    (b"\x1f\x8b", "ein gepacktes Archiv (gzip)", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "ein gepacktes Archiv (7-Zip)", _UNPACK),
    (b"Rar!\x1a\x07", "ein gepacktes Archiv (RAR)", _UNPACK),
    (b"BZh", "ein gepacktes Archiv (bzip2)", _UNPACK),
    (b"\xfd7zXZ\0", "ein gepacktes Archiv (xz)", _UNPACK),
)


def _by_signature(data: bytes) -> Iterator[tuple[str, str]]:
    head = data[:HEAD]
    if b"%PDF-" in head[:1024]:
        yield "ein PDF", _PDF
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        yield _compound(data)
    if data.startswith(b"PK\3\4"):
        yield _zipped(data)
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"avif"}:
        yield "ein Bild (HEIC)", _IMAGE
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        yield "ein Bild (WebP)", _IMAGE
    for begin, name, hint in _SIGNATURES:
        if data.startswith(begin) and (begin != b"BM" or b"\0" in head[:20]):
            yield name, hint


def _compound(data: bytes) -> tuple[str, str]:
    """What a compound file of Microsoft Office holds, by the name of its main stream ([MS-CFB], in UTF-16LE)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "eine Office-Datei mit Kennwort", "Entfernen Sie das Kennwort und speichern Sie sie neu."
    if "Workbook".encode("utf-16-le") in data:
        return "eine Tabelle von Excel im alten Format (XLS)", _SHEET
    return "ein Word-Dokument im alten Format (DOC)", _SAVE


_MEMBERS = (
    (b"word/document", "ein Word-Dokument, das beschädigt ist", _SAVE),
    (b"xl/workbook", "eine Tabelle von Excel (XLSX)", _SHEET),
    (b"ppt/presentation", "eine Präsentation (PPTX)", _SAVE),
    (
        b"application/epub+zip",
        "ein E-Book (EPUB)",
        "Nehmen Sie die Datei, aus der es entstand, oder eines der HTML-Kapitel darin.",
    ),
    (b"opendocument.spreadsheet", "eine Tabelle von LibreOffice (ODS)", _SHEET),
    (b"opendocument.presentation", "eine Präsentation (ODP)", _SAVE),
    (b"opendocument.text", "ein Dokument von LibreOffice (ODT), das beschädigt ist", _SAVE),
    (b"Index/Document.iwa", "ein Dokument von Pages oder Numbers", _EXPORT),
    (b"index.apxl", "ein Dokument von Pages oder Numbers", _EXPORT),
)


def _zipped(data: bytes) -> tuple[str, str]:
    """What a ZIP holds, by the names in its first bytes and in its table of contents."""
    names = data[:HEAD] + data[-3 * HEAD :]
    return next(
        ((name, hint) for member, name, hint in _MEMBERS if member in names), ("ein gepacktes Archiv (ZIP)", _UNPACK)
    )


# Texts


def of_text(text: str, file: str) -> Diagnostic | None:
    """The refusal (Z258) of a text in a markup that is not read, by how it begins; None where it is none that we know."""
    head = text[:HEAD].lstrip("\n")
    for name, pandoc in _by_begin(head):
        source = PurePath(file).name
        hint = (
            f"Wandeln Sie ihn um, etwa mit Pandoc: pandoc -f {pandoc} -t commonmark '{source}' -o neu.md"
            if pandoc
            else _OTHER.get(name, _SAVE)
        )
        return Diagnostic("Z258", Place(file, 1), f"Der Text ist {name}; das wird nicht gelesen.", hint)
    return None


_ROOT = re.compile(r"<(?:\?xml|!DOCTYPE\s+(?!html)|!--)", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<[!?/A-Za-z]")
_ELEMENT = re.compile(r"<(?P<name>[A-Za-z][\w.:-]{0,60})(?P<rest>[^<>]{0,3000})>?")
_XML = (
    (re.compile(r"docbook|^(?:book|article|chapter)$", re.IGNORECASE), "DocBook (XML)", "docbook"),
    (re.compile(r"tei-c\.org|^TEI(?:\.2)?$"), "TEI (XML)", "tei"),
    (re.compile(r"akomantoso|legaldocml", re.IGNORECASE), "Akoma Ntoso (XML)", ""),
    (re.compile(r"opendocument|^office:document"), "ein Dokument von LibreOffice als XML (FODT)", ""),
    (re.compile(r"wordml|wordprocessingml|^pkg:package"), "ein Word-Dokument als XML", ""),
    (re.compile(r"jats|^front$"), "JATS (XML)", "jats"),
    (re.compile(r"2000/svg|^svg$"), "ein Bild (SVG)", ""),
    (re.compile(r"^(?:rss|feed|opml|rdf:RDF)$"), "eine Nachrichtenquelle (RSS oder Atom)", ""),
)
_OTHER = {
    "Akoma Ntoso (XML)": "Wandeln Sie ihn in HTML um: Das tun die Programme, aus denen er kommt, oder eine XSLT.",
    "ein Bild (SVG)": _IMAGE,
    "eine Nachrichtenquelle (RSS oder Atom)": "Öffnen Sie den Beitrag und speichern Sie seine Seite als HTML.",
    "XML": "Wandeln Sie ihn in HTML um, oder öffnen Sie ihn im Programm, aus dem er kommt, und speichern Sie ihn als DOCX oder ODT.",
    "eine Webseite als Archiv (MHT)": "Speichern Sie sie in Word als „Webseite, gefiltert“, im Browser als „Webseite, nur HTML“.",
    "eine E-Mail": "Speichern Sie den Anhang, oder kopieren Sie den Text allein in eine Datei.",
    "BBCode": "Ersetzen Sie [b]…[/b] durch **…**, [i]…[/i] durch *…*, [*] durch „- “.",
    "Typst": "Schreiben Sie ihn in CommonMark um, oder nehmen Sie die Datei, aus der er entstand.",
}

_BEGINS = (
    (
        r"(?=(?s:.{0,3000}multipart/related))(?:MIME-Version|From|Content-Type|Subject|Date):",
        "eine Webseite als Archiv (MHT)",
        "",
    ),
    (
        r"(?:[ \t]*(?:%[^\n]*)?\n){0,200}[ \t]*\\(?:documentclass|documentstyle|begin\{document\}|input\{|usepackage)",
        "LaTeX",
        "latex",
    ),
    (r"=[ ]\S[^\n=]*\n|(?::[\w-]+:[^\n]*\n){2}", "AsciiDoc", "asciidoc"),
    (r"#\+(?:TITLE|title|AUTHOR|author|OPTIONS|options|LANGUAGE|language):", "Org-mode", "org"),
    (r"h[1-6]\.[ ]\S", "Textile", "textile"),
    (r"#(?:set|show|let|import)[ ]", "Typst", ""),
    (r"\.(?:TH|SH|TL|ds|de)\b", "troff", "man"),
    (
        r"(?:(?:From|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|Date|Subject|To)\b:[^\n]*\n(?:[ \t][^\n]*\n){0,20}){4}",
        "eine E-Mail",
        "",
    ),
)
_FIRST = tuple((re.compile(pattern), name, pandoc) for pattern, name, pandoc in _BEGINS)

_WIKI_HEADING = re.compile(r"^(={2,6})[ ]?[^=\n]+[ ]?\1[ \t]*$", re.MULTILINE)
_WIKI = re.compile(r"'''[^'\n]+'''|^\{\|(?:[ ]|$)|\[\[[^\[\]\n]{1,200}\]\]|^#(?:REDIRECT|WEITERLEITUNG)", re.MULTILINE)
_ASCIIDOC = re.compile(r"^={2,6}[ ][^=\n]+$", re.MULTILINE)
_REST = re.compile(r"^\.\.[ ](?:[\w-]+::|_[\w -]+:)|(?<!\w):(?:ref|doc|term|math):`", re.MULTILINE)
_OVERLINED = re.compile(r"([=\-~*#^\"])\1{3,}\n[ ]?[^\n]+\n\1{4,}(?:\n|$)")
_BBCODE = re.compile(r"\[/(?:b|i|u|url|list|quote|size|color)\]", re.IGNORECASE)
FEWEST = 2
"""So many signs of a markup are no accident."""


def _by_begin(head: str) -> Iterator[tuple[str, str]]:
    if _ROOT.match(head.lstrip()) or head.lstrip().startswith(
        ("<TEI", "<akomaNtoso", "<svg", "<book", "<article xmlns")
    ):
        yield from _xml(head)
    if _MARKUP.match(head):
        return
    for pattern, name, pandoc in _FIRST:
        if pattern.match(head):
            yield name, pandoc
    wiki, headings = _WIKI_HEADING.findall(head), _ASCIIDOC.findall(head)
    if len(wiki) >= FEWEST or (wiki and _WIKI.search(head)) or len(_WIKI.findall(head)) > FEWEST + 1:
        yield "Wikitext (MediaWiki)", "mediawiki"
    if len(headings) >= FEWEST:
        yield "AsciiDoc", "asciidoc"
    if _REST.search(head) or _OVERLINED.match(head):
        yield "reStructuredText", "rst"
    if len(_BBCODE.findall(head)) >= FEWEST:
        yield "BBCode", ""


def _xml(head: str) -> Iterator[tuple[str, str]]:
    """What the XML is, by its root; nothing where that is HTML."""
    root = next((each for each in _ELEMENT.finditer(head)), None)
    if root is None:
        return
    if root["name"].lower() in {"html", "p", "div", "body"}:
        return
    doctype = head[: root.start()] if "<!DOCTYPE" in head[: root.start()] else ""
    said = (root["name"], *re.findall(r"xmlns(?::\w+)?=[\"']([^\"']{1,200})", root["rest"]), doctype)
    for pattern, name, pandoc in _XML:
        if any(pattern.search(each) for each in said):
            yield name, pandoc
            return
    yield "XML", ""
