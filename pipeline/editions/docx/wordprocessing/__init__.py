"""Word processing: what python-docx 1.2.0 has no way to write, for every edition that is a Word document.

wordml             elements that python-docx 1.2.0 has no way to write
opc_package        the package: blank, and saved the same each time
style_definitions  the styles of a document
run_formatting     runs of text and what they look like
paragraph_content  where paragraphs go, and what is appended to them
bookmark_ranges    bookmarks
numbered_lists     numbering definitions
text_runs          inlines of the model as runs and links
run_language       which language a run is in, and which way it runs
footnote_part      footnotes
floats             tables and pictures of the model
table_xml          tables as XML, and content controls
"""
