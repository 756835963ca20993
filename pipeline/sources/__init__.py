"""pipeline.sources."""
