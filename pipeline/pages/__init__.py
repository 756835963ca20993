"""The model → the pages that web page, PDF and EPUB share.

shells            templates and style sheets around the text (resources: where they lie)
chapter_parts     a book → its chapters as shells show them
chapter_body      a chapter → its sections and notes: the body of all three
block_elements    blocks → their elements (data_tables, figures, endnotes)
line_fragments    inlines → the fragments of official lines with their numbers
bound_spaces      spaces at which no row of a page may end
line_edition      every line with its number as text
page_marks        where pages of the PDF begin
apparatus         what an edition adds around the text
language_marking  words of ours beside a text in another language
markup            elements as escaped text
fonts             the faces, by path, and what they can show; glyph_coverage: what none of them can
"""
