"""Markdown that was made from the numbered pages of the motion software: rows → passages → blocks, repaired and proved."""
