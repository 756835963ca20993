"""Word processing: what python-docx 1.2.0 has no way to write, for every edition that is a Word document.

wordml   package, styles, paragraphs, lists, bookmarks, links
tables   tables and content controls
"""
