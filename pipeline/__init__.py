"""zeilentreu."""
