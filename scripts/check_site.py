"""Check a built site: `python scripts/check_site.py [FOLDER]`; by default the one in build/site.

Every link leads to a page that is there, and to an anchor that is there. Nothing that a page loads comes from another
host: no script, style, font, picture or frame. Each problem is one line, and then the exit code is 1.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ADDRESS = "https://siplint.github.io/siplint/"
"""Where the site is published: links that begin so lead to this site."""
PLAY = "play"
"""The folder of the playground, which reads what is behind `#` itself; the site can be built without it."""
LOADED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "input": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
}
"""Attributes whose URL a browser loads by itself."""
NAMED_ONLY = frozenset(("canonical", "prev", "next", "alternate", "author", "license", "edit"))
"""Relations of `<link>` that a browser does not load."""
STYLE_URL = re.compile(r"""url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)["']""")
OUTSIDE_LOADERS = ("mermaid", "glightbox")
"""Classes for which the theme loads a script from another host."""


class Page(HTMLParser):
    """What a page has: anchors, links, and the URLs that a browser loads for it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.classes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element names, links to and loads."""
        given = {name: value for name, value in attrs if value}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        self.classes |= set(given.get("class", "").split())
        self.loaded += [match[1] or match[2] for match in STYLE_URL.finditer(given.get("style", ""))]
        self.loaded += [given[name].split()[0] for name in LOADED.get(tag, ()) if name in given]
        if tag == "link" and "href" in given:
            is_loaded = not NAMED_ONLY & set(given.get("rel", "").split())
            (self.loaded if is_loaded else self.links).append(given["href"])
        elif tag in ("a", "area") and "href" in given:
            self.links.append(given["href"])
        elif tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.links.append(given.get("content", "").partition("url=")[2])
        elif tag == "form" and given.get("action"):
            self.links.append(given["action"])


@cache
def page_at(path: Path) -> Page:
    """Read a page."""
    return Page(path.read_text("utf-8"))


def problems(site: Path) -> Iterator[str]:
    """Return what is wrong with a site, one line each."""
    pages = [path for path in sorted(site.rglob("*.html")) if path.relative_to(site).parts[0] != PLAY]
    if not pages:
        yield f"{site}: there are no pages"
    for path in pages:
        page, name = page_at(path), path.relative_to(site).as_posix()
        for url in page.loaded:
            yield from wrong(site, path, name, url, is_loaded=True)
        for url in page.links:
            yield from wrong(site, path, name, url, is_loaded=False)
        for loader in sorted(page.classes.intersection(OUTSIDE_LOADERS)):
            yield f"{name}: the theme loads a script from another host for the class {loader}"
    for path in sorted(site.rglob("*.css")):
        if path.relative_to(site).parts[0] != PLAY:
            for match in STYLE_URL.finditer(path.read_text("utf-8")):
                url = match[1] or match[2]
                yield from wrong(site, path, path.relative_to(site).as_posix(), url, is_loaded=True)


def wrong(site: Path, path: Path, name: str, url: str, *, is_loaded: bool) -> Iterator[str]:
    """Return what is wrong with a URL of a page or style sheet."""
    parts = urlsplit(url)
    is_own = url.startswith(ADDRESS)
    if parts.scheme in ("data", "mailto", "javascript") or (parts.scheme and not is_own and not is_loaded):
        return
    if is_loaded and (parts.scheme or parts.netloc):
        yield f"{name}: loads {url} from another host"
        return
    folder, wanted = path.parent, unquote(parts.path)
    if is_own or wanted.startswith("/"):
        folder, wanted = site, wanted.removeprefix(urlsplit(ADDRESS).path)
        if wanted.startswith("/"):
            yield f"{name}: {url} leads out of the site"
            return
    target = (folder / wanted).resolve() if wanted else path
    if target.is_dir():
        target /= "index.html"
    inside = target.relative_to(site).parts if target.is_relative_to(site) else ()
    if inside[:1] == (PLAY,) and (is_own or (site / PLAY).is_dir()):
        return
    if not inside or not target.is_file():
        yield f"{name}: {url} leads to nothing"
    elif parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in page_at(target).anchors:
        yield f"{name}: {url} leads to an anchor that is not there"


def main(words: Sequence[str]) -> int:
    """Check a site and print its problems; return the exit code."""
    site = Path(words[0] if words else Path(__file__).parents[1] / "build/site").resolve()
    found = list(report(problems(site)))
    print(
        f"{site}: {len(found)} problems"
        if found
        else f"{site}: every link leads somewhere, nothing is loaded from outside"
    )
    return 1 if found else 0


def report(lines: Iterable[str]) -> Iterator[str]:
    """Print each line and return it."""
    for line in lines:
        print(line)
        yield line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
