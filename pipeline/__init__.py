"""zeilentreu: accessible editions of an adopted text, every official line with its number.

The map of this house. Data goes one way:

    source ──sources──▶ Chapter ──numbering──▶ NumberedChapter ──editions──▶ bytes ──build──▶ dist/
                                                     │                                          │
                                                     └── concordance (line → words) ◀── checks ─┘

    cli/, __main__       arguments, printing, exit codes
    translations         a returned DOCX → the translation beside its source
    build, record        publication → files: whole or absent, current or made anew; what was made of what
    bootstrap, doctor    what the machine must have (bootstrap runs before anything is installed)
    editions/            data · web · pdf · epub · docx: one file each, named in the registry EDITIONS
    checks/              read finished files back and hold them against the model; never import an edition
    typesetting/         pages as laid out: what the PDFs are made of, and where their pages begin
    binding/             documents → EPUB: container, cover, statements
    wordprocessing/      WordprocessingML: package, styles, tables, content controls
    commonmark/          model → CommonMark, which sources/commonmark reads back to the same
    programme            paths → chapters in the order of their publication, and the books that they make up
    citation             lines → words, the way to name them, links
    pages                templates and style sheets → documents
    shelf                what lies beside a source: its translation, pictures
    sources/             bytes → Chapter: Word and LibreOffice by paragraphs, Markdown by passages and repairs, HTML and JSON by elements and their
                         numbers; the registry SOURCES
    xhtml                model → the body that web, PDF and EPUB share
    outline              model → indented text
    interchange          model ↔ JSON
    numbering            the official line rule: split, join, prove
    references           „siehe Zeile 36–37“ → references, and those that name no line
    easy_language/       the way to Leichte Sprache and back: segments, form, reader, translation
    concordance          line → words
    fonts                the faces, by path, and what they can show
    publication          publication.toml → settings
    parts                a book → its chapters as shells show them
    anchors, slugs       ids and names
    grid                 a table → which cell is where, and what heads it
    wording              what the program itself writes, German and English
    markup               elements as escaped text
    office/              Word and LibreOffice files → their parts, guarded: nothing is parsed before it has passed
    pictures             PNG and JPEG files → what they hold and measure
    walk                 ways through the model
    shapes, files, writing   TOML → values or every fault with its place; files read, and written whole or not at all
    reasons              why the system refused
    model, errors        the nodes; places, diagnostics and their codes

A module imports only from those that stand below it (held by tests/test_floors.py).
"""
