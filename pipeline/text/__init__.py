"""The text as it was resolved, and all that is true of it alone: no file, no format.

model           a closed algebra of frozen nodes; official lines are milestones in it
walk            ways through it; chapter_sections, list_labels: its headings, what stands before items
grid            which cell of a table is where; even_tables: tables of sources made even
numbering       the line rule: split, join, prove; milestones: line starts beside their text
concordance     line → words
references      „siehe Zeile 36“ → references, and those that name no line
citation        lines → words, the way to name them, links (adoption: who resolved them)
anchors, slugs  ids and names
interchange     the model → JSON; interchange_reading: and back; outline: as indented text
events          what a text says, event by event; transcript: the model so, as every finished file is read
struck_words    lines of which something is struck out
wording         what the program itself writes, German and English; alphabet: what to sort words by
"""
