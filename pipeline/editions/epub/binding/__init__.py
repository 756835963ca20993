"""Binding: documents → an EPUB, whatever they say.

container  the package, by EbookLib with its gaps closed
ncx        the contents as older programs read them
metadata   what the package says of the book
cover      the picture of the title
"""
