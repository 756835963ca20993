"""The model → the pages that web page, PDF and EPUB share.

shells          templates and style sheets around the text (resources: where they lie)
chapter_parts   a book → its chapters as shells show them
xhtml           nodes → the elements of the body
markup          elements as escaped text
fonts           the faces, by path, and what they can show
"""
