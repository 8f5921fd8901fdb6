"""Secrets: found, and kept out of what is shown."""
