"""Bodies, files and whole sets, linted."""
