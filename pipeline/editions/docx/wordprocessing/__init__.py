"""Word processing: what python-docx 1.2.0 has no way to write, for every edition that is a Word document.

wordml   package, styles, stories, paragraphs, bookmarks
lists    numbering definitions
words    inlines of the model as runs and links
notes    footnotes
objects  tables and pictures of the model
tables   tables as XML, and content controls
"""
