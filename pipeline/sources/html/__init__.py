"""HTML as it comes → the blocks of a chapter, every line number in it as a LineStart.

``elements`` makes a tree of the text or says what is wrong with it, ``reader`` makes blocks and inlines of the tree with the
help of ``list_elements`` and ``table_elements``, which state what they need of it in ``surroundings``.
"""
