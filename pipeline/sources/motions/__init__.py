"""pipeline.sources.motions."""
