"""Word processing: what python-docx 1.2.0 has no way to write, for every edition that is a Word document.

wordml          package, styles, stories, paragraphs, bookmarks
numbered_lists  numbering definitions
text_runs       inlines of the model as runs and links
run_language    which language a run is in, and which way it runs
footnote_part   footnotes
floats          tables and pictures of the model
table_xml       tables as XML, and content controls
"""
