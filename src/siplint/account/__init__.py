"""A snapshot of an account, and how it is made."""
