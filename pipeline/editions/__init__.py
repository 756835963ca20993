"""pipeline.editions."""
