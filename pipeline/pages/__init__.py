"""pipeline.pages."""
