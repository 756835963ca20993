"""Exhibits: finished files, each damaged in one way, that the checks must catch. README.md names them."""
