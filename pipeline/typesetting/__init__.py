"""Typesetting: a numbered chapter → laid-out pages → PDF bytes, by WeasyPrint 70.

manuscript   template and style sheets of a kind of page → what is to be set
setting      manuscript → laid-out document → bytes, nothing fetched
layout       what is known of WeasyPrint's inside; nothing else looks there
pagination   on which page of S.pdf each line stands

A room of its own because the book, too, must know where the pages of the PDF begin.
"""
