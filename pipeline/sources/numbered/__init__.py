"""pipeline.sources.numbered."""
