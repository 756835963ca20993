"""The way to Leichte Sprache and back: what is handed to translators, and what they return.

    form_wording    the fixed words of the hand-over, which its writer and its reader share
    sentences       where a sentence ends
    locations       where something stands that has no official lines
    slices          parts of a text with their stress, formatting and links
    segments        the text divided into what is translated one by one
    word_list       words that readers may stumble over
    translation     what has been translated so far, and by whom it was checked
    ledger          a translation as TOML, for people and for version control
    clean_lines, line_markup, list_signs   a line of it: white space and signs, bold and links, signs of lists
    own_sentences   what the program itself says in an edition
    vouching        whether two people and a day stand behind a check
    reading_digest  what a check is bound to
    open_matters    notes and comments that wait for an answer
    rendition       a translation → the text in Leichte Sprache, as its editions show it
    handout         what of it goes out again, and what stands in the form then
    returned/       bytes of a returned DOCX → what its tables say
    likeness, alignment, placement   rows → the segments that they belong to
    said_status, picture_cell   what people write where the status and the picture belong
    returned_row_values   a row as it came back and as it was → as it is
    order_fields, word_entries   protocol, header sheet and word list
    row_status      what a status may say, and when „geprüft“ no longer holds
    outside_rows    comments, changes, and text outside the tables
    return_report   what there is to report
    hints/          what rule books say of a text and its translation, and what of each official line that has
    memory/         what was translated before: sentences and words, proposed for the next text
    exchange/       TMX and XLIFF, for offices with translation tools
    inserted_pictures   pictures in its cells → files of the folder of pictures
    check_wording, check_copy   what the check group reads, number by number
    check_outcome, check_protocol, check_return   its copy as it came back → the translation
    rounds          the protocol of what came back, for people and for version control
    reconciliation  what was returned × the text × what was there before → the translation, and what to report

Nothing here touches a file but the rule books of the house: bytes and models come in, models and text go out.
"""
