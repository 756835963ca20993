"""Hints on what rule books for Leichte Sprache say of a text, and what of each official line a translation has.

    fact            something that a sentence states, and what it comes to
    quantities, calendar_days, proper_names, denials_and_duties   what finds each kind of it
    stated_facts    all of them, in order
    grammar, word_shapes   genitive, passive, subjunctive; abbreviations, signs, long words
    measures        what is looked for, by name; whether it counts or goes by a pattern
    rule_books      what the books in books/ say of it; how well each pattern does (measured.toml)
    agreed_words    words that were agreed on and are not used
    fidelity        what became of a fact in the translation
    overview        a chapter and its translation → all of that by segment and line
    hint_listing    the same as text and as data

Nothing here says that a text is Leichte Sprache, or that it is none.
"""
