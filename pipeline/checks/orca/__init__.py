"""A real screen reader: what Orca says of a page in Chromium, as text.

session    the programs, a page, keys
speech     what is spoken, held against the model
silent/    what Orca takes for a synthesizer
"""
