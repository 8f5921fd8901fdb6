"""Build the documentation site: `python scripts/build_site.py [--play FOLDER]`; it lies in build/site afterwards.

The pages are those of `docs/`, and some that lie beside it. In the repository their links lead to files; on the site,
links to what is not a page lead to the repository. `--play` is the folder with the built playground, by default
`playground/dist` if it is there: it becomes `play/` of the site, and links to it become relative. Without it they lead to
the published one.
"""

from __future__ import annotations

import argparse
import os
import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[1]
PAGES, SITE = "build/pages", "build/site"
"""The folders that `mkdocs.yml` names: the gathered pages, and the site."""
ADDRESS = "https://siplint.github.io/siplint/"
REPOSITORY = "https://github.com/siplint/siplint/"
PLAY = "play/"
BESIDE = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "README.md": "README.md",
}
"""Files beside `docs/`, and the pages that they are on the site; the README's is the start page."""
FENCE = re.compile(r"^[ >]*(`{3,}|~{3,})")
NAV_ENTRY = re.compile(r"^ +- (?:[^#:\n]+: )?(\S+\.md)$", re.MULTILINE)
NAMED = re.compile(r"^([ >]*`{3,}\w+) (?:file|fixed)=(\S+)$")
"""The first line of a fence that says which file it is: on GitHub the name is not shown, on the site it is a title."""
START = "README.md"
START_HEAD = "---\nhide: [navigation, toc]\ntitle: siplint\n---\n\n"
"""What the start page has before its text: it has no sidebars."""
CODE = re.compile(r"(`+)(?:.*?[^`])\1(?!`)")
LINK = re.compile(r"(\]\(|^\[[^\]]+\]: )([^)\s]+)")


def main(words: Sequence[str] | None = None) -> int:
    """Build the site of this checkout; return the exit code."""
    parser = argparse.ArgumentParser(description="Build the documentation site in build/site.")
    parser.add_argument("--play", help="the folder with the built playground")
    given = parser.parse_args(words)
    play = Path(given.play) if given.play else ROOT / "playground/dist"
    has_play = (play / "index.html").is_file()
    if given.play and not has_play:
        parser.error(f"{play} has no index.html")
    gather(ROOT, ROOT / PAGES)
    if faults := navigation_faults((ROOT / "mkdocs.yml").read_text("utf-8"), ROOT / PAGES):
        print(*faults, sep="\n", file=sys.stderr)
        return 1
    shutil.rmtree(ROOT / SITE, ignore_errors=True)
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict", "--config-file", "mkdocs.yml"]
    done = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603
    if done.returncode == 0 and has_play:
        add_playground(ROOT / SITE, play)
    return done.returncode


def add_playground(site: Path, play: Path) -> None:
    """Copy the playground to its folder, and make the links of all pages to the published one relative.

    `404.html` is shown at any address, so its links stay.
    """
    for path in set(site.rglob("*.html")) - {site / "404.html"}:
        folder = os.path.relpath(site / PLAY, path.parent).replace(os.sep, "/")
        text = path.read_text("utf-8").replace(f'href="{ADDRESS}{PLAY}', f'href="{folder}/')
        path.write_text(text, "utf-8")
    shutil.copytree(play, site / PLAY)


def gather(root: Path, pages: Path) -> None:
    """Gather the pages of a checkout in a folder, which is emptied first."""
    shutil.rmtree(pages, ignore_errors=True)
    shutil.copytree(root / "docs", pages)
    for beside, page in BESIDE.items():
        if page not in BESIDE:
            shutil.copy(root / beside, pages / page)
    sources = {page: beside for beside, page in BESIDE.items() if page != beside}
    for path in sorted(pages.rglob("*.md")):
        page = path.relative_to(pages).as_posix()
        source = sources.get(page, f"docs/{page}")

        def linked(target: str, source: str = source, page: str = page) -> str:
            return site_link(target, source, page, is_folder=lambda name: (root / name).is_dir())

        head = START_HEAD if page == START else ""
        path.write_text(head + with_links(path.read_text("utf-8"), linked), "utf-8")


def navigation_faults(configuration: str, pages: Path) -> list[str]:
    """Return what is wrong with the navigation, one line for each page that it lacks and each that is not there."""
    listed = set(NAV_ENTRY.findall(configuration))
    found = {path.relative_to(pages).as_posix() for path in pages.rglob("*.md")}
    lacking = [f"mkdocs.yml: the navigation lacks {page}" for page in sorted(found - listed)]
    return lacking + [f"mkdocs.yml: the navigation has {page}, which is not there" for page in sorted(listed - found)]


def with_links(text: str, change: Callable[[str], str]) -> str:
    """Return a Markdown text with each link changed, outside code, and the names of fences as titles."""
    lines, fence = text.split("\n"), ""
    for number, line in enumerate(lines):
        mark = FENCE.match(line)
        if mark and (not fence or (mark[1].startswith(fence) and not line.strip(" >`~"))):
            lines[number] = line if fence else NAMED.sub(r'\1 title="\2"', line)
            fence = "" if fence else mark[1]
        elif not fence:
            hidden = [match[0] for match in CODE.finditer(line)]
            shown = LINK.sub(lambda match: match[1] + change(match[2]), CODE.sub("\0", line))
            for code in hidden:
                shown = shown.replace("\0", code, 1)
            lines[number] = shown
    return "\n".join(lines)


def site_link(target: str, source: str, page: str, *, is_folder: Callable[[str], bool]) -> str:
    """Return the target of a link on the site.

    `source` is the file in the repository that has the link, `page` the page it becomes.
    """
    if re.match(r"[a-z]+:|#|/", target):
        return target
    name, hash_mark, anchor = target.partition("#")
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(source), name))
    if wanted == START and anchor:
        return f"{REPOSITORY}#{anchor}"  # the start page has other headings
    place = BESIDE.get(wanted, "") or (wanted.removeprefix("docs/") if wanted.startswith("docs/") else "")
    if not place:
        return f"{REPOSITORY}{'tree' if is_folder(wanted) else 'blob'}/main/{wanted}{hash_mark}{anchor}"
    return posixpath.relpath(place, posixpath.dirname(page) or ".") + hash_mark + anchor


if __name__ == "__main__":
    sys.exit(main())
