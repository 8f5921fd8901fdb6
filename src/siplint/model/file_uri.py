"""URIs of files, for reports and editors."""

from __future__ import annotations


def file_uri(path: bytes, *, safe: str = "/") -> str:
    """Return the URI of an absolute path with forward slashes; of what a URI may escape, `safe` stays as it is."""
    from urllib.parse import quote

    return f"file://{'' if path.startswith(b'/') else '/'}{quote(path, safe)}"
