"""A publication → its files.

source_jobs    paths → sources and the settings that apply to each
programme      sources → chapters in the order of their publication, and the books that they make up
shelf          what lies beside a source for its edition in Leichte Sprache
volumes        chapters and books → files, made anew where something changed
record         which files were made of what
writing        files written whole or not at all
translations   a returned form → the translation beside its source
"""
