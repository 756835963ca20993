"""Motions as software gives them: sections that count and sections that do not → one chapter each."""
