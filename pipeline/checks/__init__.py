"""What was read back, and the model → findings. Checks read the bytes that readers get, and know nothing of who wrote them.

    examination        all checks on a folder, in the order of running
    finished           a file as they get it, and what a check of it came to (finding: a fault; report: rows with verdicts)
    chapter_text       the chapters of a file: lines, structure, particulars together
    line_concordance   numbers, order, words, joins (displacements, word_difference)
    units              transcripts in pieces that can be held against each other
    block_structure    what stands around words: headings, lists, tables, pictures, quotations, notes
    unnumbered         text without official lines
    title_page         who resolved the text, and when, and what it is
    particulars        title, language, contents, stray text
    sheets             fonts, sizes, type area, whole numbers
    picture_shapes     pictures on pages in their own shape
    camera_notes       nothing in picture files besides what is seen
    own_language       what the program itself writes is in the language that it is marked with
    transcripts        formatting, targets of links, calls of notes, letter by letter
    attached_sources   the texts as they arrived, within the archive's file
    tags               structure trees of PDFs: what is read aloud
    print_shop         what a print shop needs
    verapdf            veraPDF (verapdf_engine: in a process of its own; engine: how it is asked)
    web_links          ids, links and contents of the web page
    book_navigation    contents, page list and links of the book; its cover (book_cover), what it states (book_statements)
    notes_reached      each note from its call, and back
    reading_programs   the book as programs show and speak it (shown_lines: how that is compared; reading_systems: foliate-js
                       and epub.js; speech_queues: what Thorium and foliate-js would speak)
    standalone         nothing active, foreign or hidden in web page and book
    epubcheck, ace     EPUBCheck (epubcheck_engine), Ace by DAISY (ace_engine.js), likewise (tools: where programs are)
    heard              web page and book, read aloud by a screen reader (orca)
    display, axe       web page and book in Chromium: seen, heard, copied, searched (chromium is the way there)
    handover_rows      rows and parts of the Word document for Leichte Sprache
    easy_rendition     Leichte Sprache against the translation
    word_access        whether a Word document is accessible
    open_xml           openxml-audit

A check that could not run says so (Z690), and has passed nothing.
"""
