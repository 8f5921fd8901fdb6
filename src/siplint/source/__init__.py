"""From bytes to values, and from values back to places and edits."""
