"""What was translated before, for the next text: sentences with their Leichte Sprache, and the words of a publication.

    memory_file     both as TOML that people can read, correct and merge; two files one after the other are one file
    learning        a translation → what of it is worth remembering
    recalling       open rows × the memory → equal sentences, and those that are alike with their difference
    proposing       equal sentences → rows to be confirmed, never checked; words of the glossary that a text has

Nothing here is ever taken as read by anybody: a check is bound to one text and its readers.
"""
