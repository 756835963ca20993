"""What the text itself does not say: ``publication.toml`` → settings, and the files that lie beside a source.

settings        what may be set, and what holds where nothing is
toml_shapes     TOML → values that fit their shape, or every fault with its place
toml_faults     what is no TOML, in German, and how it is written
files           files beside a source, never more of one than may be
picture_files   PNG and JPEG → what they hold and measure; picture_metadata: as they may go out
"""
