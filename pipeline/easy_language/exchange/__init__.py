"""Files of translation tools: TMX 1.4 for the memory, XLIFF 1.2 for a translation. The Translate Toolkit reads and writes them.

    guarded_xml    bytes of somebody's file → XML without declarations, or a refusal
    toolkit        the library, or what to install
    tmx_file       the memory ↔ TMX
    xliff_file     a translation ↔ XLIFF: one unit a row
    exchanged      what came back × the translation → the translation, and what to report

Nothing is fetched: no file names another one that is read.
"""
