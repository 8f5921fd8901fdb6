"""The records that all other packages exchange."""
