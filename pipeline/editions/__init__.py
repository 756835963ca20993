"""A numbered chapter or a book → the bytes of one file. ``registry`` names every edition.

    web, data          the web page; the concordance and the model
    pdf                screen, archive, print shop, large print (typesetting: pages as laid out)
    epub               the book (binding: container, cover, statements)
    docx               the hand-over for Leichte Sprache (wordprocessing: WordprocessingML)
    easy               the editions in Leichte Sprache
    commonmark         the text to go on from, for ``convert``

An edition never imports another; what several need lies in the craft of one: typesetting, binding, wordprocessing.
"""
