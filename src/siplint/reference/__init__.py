"""Schemas, manual and other generated pages."""
