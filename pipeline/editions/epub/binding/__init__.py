"""Binding: documents → an EPUB, whatever they say.

container  the package, by EbookLib with its gaps closed
metadata   what the package says of the book
cover      the picture of the title
"""
