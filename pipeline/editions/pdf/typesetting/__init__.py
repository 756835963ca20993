"""Typesetting: a numbered chapter → laid-out pages → PDF bytes, by WeasyPrint 70.

extents            how wide the official lines are, before they are set
measure            size of type, margins and column of numbers of a document, chosen from its lines
manuscript         template and style sheets of a kind of page → what is to be set
raster_images      pictures as a PDF can hold them
rendering          manuscript → laid-out document → bytes, nothing fetched
layout             what is known of WeasyPrint's boxes and painted pages
table_fit          the same of tables: whether words, rows and heads have room
links_and_places   the same of links, destinations, and numbers in the margins
drawing            the same of how it draws text: words from right to left, signs of several glyphs
painting_order     the same of the order in which it paints
hanging_spaces     the same of the space that a row ends with
running_lines      official lines that run on: one number a row, a mark where a line begins
shared_styles      the same of styles that are computed once for all lines
whole_lines        the same of where a page may end: never between the rows of an official line
line_proof         the lines as laid out, held against the model before anything is written
element_tree       elements and runs → structure tree
element_context    elements by what stands around them
structure_roles    elements → structure types and attributes
structure_nodes    what the tree is made of
structure_objects  structure tree → objects of the file
identification     what the file claims to be (XMP)
pdf_file           all of these together: a manuscript → a file that says what it is
pagination         on which page of S.pdf each line stands

A room of its own because several editions set type, and the book must know where the pages of the PDF begin.
"""
