"""A publication → its files.

source_jobs    paths → sources and the settings that apply to each
programme      sources → chapters in the order of their publication, and the books that they make up
shelf          what lies beside a source for its edition in Leichte Sprache
volumes        chapters and books → files, made anew where something changed
keys           what the files of a text depend on
record         which files were made of what, and which somebody has changed since
writing        files written whole or not at all
translations   a returned form → the translation beside its source
handovers      a source and its translation → the form for the next round
check_rounds   a source → the protocol of what came back
exchanging     the same to and from translation tools (XLIFF, TMX)
remembering    a translation ↔ the memory of the publication
hinting        a source and its translation → hints, and their page
unusable_entries   what of a translation the editions cannot show
"""
