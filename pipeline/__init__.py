"""zeilentreu: accessible editions of an adopted text, every official line with its number.

The plan of the house. Data goes one way:

    source ──sources──▶ Chapter ──numbering──▶ NumberedChapter ──editions──▶ bytes ──build──▶ dist/
                                                     │                                          │
                                                     └── concordance (line → words) ◀── checks ◀── readback

Each room by what comes in and what goes out. A room imports only from floors below its own; inside of a room, too, the
imports go one way (both held by tests/test_floors.py, which reads this table):

    9  cli             arguments → text on stdout, diagnostics on stderr, an exit code
    8  build           a publication → its files, whole or absent, made anew where something changed
    7  editions        a numbered chapter or a book → the bytes of one file; each medium with its craft
    7  checks          what was read back, and the model → findings; validators and the browser; the report
    6  pages           the model → the body and the shells that web page, PDF and EPUB share; fonts
    6  readback        the bytes of a finished file → what it says, by standards and contracts alone
    5  easy_language   a numbered chapter → what is handed to translators; what they return → a translation
    4  sources         the bytes that people have → a chapter and the rule of its lines; one package a form
    3  publication     publication.toml and the files beside a source → settings and what they name; the catalogue of editions
    2  text            the model, and all that is true of it alone: lines, numbers, references, names, words of ours
    1  diagnostics     codes, places, refusals: what every room reports with
    0  bootstrap       a bare checkout → a working environment, with the standard library alone
"""
