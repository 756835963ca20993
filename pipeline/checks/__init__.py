"""pipeline.checks."""
