"""pipeline.build."""
