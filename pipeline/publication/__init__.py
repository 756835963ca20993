"""pipeline.publication."""
