"""The keys of the configuration, written once: what their values should be, and how much they may hold."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT, TEXTS, FLAG, CODES, GLOBS = "a string", "a list of strings", "true or false", "a list of codes", "a table"
DAYS = "a number of days above 0"
NOTATIONS = "true, false or a list of notations"
CONFIGURATION_KEYS: Mapping[str, str] = {
    "paths": TEXTS,
    "exclude": TEXTS,
    "select": CODES,
    "ignore": CODES,
    "min-severity": TEXT,
    "strict": FLAG,
    "templates": TEXTS,
    "policy": TEXT,
    "per-file-ignores": GLOBS,
    "account": TEXT,
    "account-max-age": DAYS,
    "baseline": TEXT,
    "rules-at": TEXTS,
    "embedded": NOTATIONS,
    "comments": FLAG,
    "preview": FLAG,
}
"""The keys and what their values should be."""
MOST_ITEMS: Mapping[str, int] = {"paths": 1000, "templates": 100, "rules-at": 100, "per-file-ignores": 1000}
"""Items of a key: each of them costs time for each file, text or finding of a run."""
LONGEST_GLOBS = 1 << 17
"""Characters of the globs of a key: as many as all .gitignore files about one path may have."""
