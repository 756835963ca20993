"""The bytes that people have → a chapter and the rule of its lines. ``forms`` has the registry, and tries one after the other.

drafts        Word and LibreOffice (office: their packages, guarded)
commonmark    plain CommonMark with front matter
numbered      Markdown made from numbered pages: passages, repairs, the rule found in its lines
motions       what motion software gives: REST, its page, OpenSlides
html          elements → blocks; web_page: a page of anybody
material      a source as it came; decoding, encoding: bytes → characters, never guessed
labels, page_copies (copied_lines, interval_numbers), numbered_lines, ending, stray_numbers, note_calls, unread  what all of them ask
"""
