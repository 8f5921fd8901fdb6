"""Links of the repository become links of the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from places import ROOT
from project_scripts import script

site = script("build_site")
FOLDERS = {"examples", "schemas"}


def linked(target: str, source: str, page: str) -> str:
    return str(site.site_link(target, source, page, is_folder=FOLDERS.__contains__))


@pytest.mark.parametrize(
    ("target", "on_the_site"),
    [
        ("index.md", "index.md"),
        ("index.md#by-certainty", "index.md#by-certainty"),
        ("../configuration.md", "../configuration.md"),
        ("../../CHANGELOG.md", "../changelog.md"),
        ("../../CONTRIBUTING.md#set-up", "../contributing.md#set-up"),
        ("../../README.md", "../README.md"),
        ("../../README.md#pre-commit", "https://github.com/siplint/siplint/#pre-commit"),
        ("../README.md#four-ways-to-use-it", "../README.md#four-ways-to-use-it"),
        ("../README.md", "../README.md"),
        ("../assets/report.svg", "../assets/report.svg"),
        ("../../schemas/create.schema.json", "https://github.com/siplint/siplint/blob/main/schemas/create.schema.json"),
        ("../../examples", "https://github.com/siplint/siplint/tree/main/examples"),
        ("https://example.com/a.md", "https://example.com/a.md"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("#fix", "#fix"),
    ],
)
def test_a_link_of_a_page_about_a_rule(target: str, on_the_site: str) -> None:
    assert linked(target, "docs/rules/RR201.md", "rules/RR201.md") == on_the_site


@pytest.mark.parametrize(
    ("target", "on_the_site"),
    [
        ("docs/notations.md", "notations.md"),
        ("docs/rules/index.md", "rules/index.md"),
        ("scripts/check_dist.py", "https://github.com/siplint/siplint/blob/main/scripts/check_dist.py"),
    ],
)
def test_a_link_of_a_file_beside_the_documentation(target: str, on_the_site: str) -> None:
    assert linked(target, "CONTRIBUTING.md", "contributing.md") == on_the_site


def test_links_to_the_playground_become_relative_when_it_is_added(tmp_path: Path) -> None:
    play, built = tmp_path / "dist", tmp_path / "site"
    (built / "rules/RR201").mkdir(parents=True)
    play.mkdir()
    (play / "index.html").write_text('<a href="https://siplint.github.io/siplint/play/">')
    address = "https://siplint.github.io/siplint/"
    page = f'<link rel="canonical" href="{address}"><a href="{address}play/#rule=RR201"><a href="{address}rules/">'
    for path in (built / "index.html", built / "404.html", built / "rules/RR201/index.html"):
        path.write_text(page)
    site.add_playground(built, play)
    assert (built / "index.html").read_text() == page.replace(f"{address}play/", "play/")
    assert (built / "rules/RR201/index.html").read_text() == page.replace(f"{address}play/", "../../play/")
    assert (built / "404.html").read_text() == page
    assert (built / "play/index.html").read_text() == (play / "index.html").read_text()


def test_links_in_code_stay_and_links_around_it_change() -> None:
    text = """[a](x) `[b](x)` [`c`](x)
```json file=rule.json
[d](x)
```
````markdown
```json
[e](x)
```
[f](x)
````
  ~~~
  [g](x)
  ~~~
[h]: x
![i](x "title") ``[j](x) ` [k](x)`` [l](x)"""
    assert site.with_links(text, str.upper) == (
        """[a](X) `[b](x)` [`c`](X)
```json title="rule.json"
[d](x)
```
````markdown
```json
[e](x)
```
[f](x)
````
  ~~~
  [g](x)
  ~~~
[h]: X
![i](X "title") ``[j](x) ` [k](x)`` [l](X)"""
    )


def test_pages_are_gathered_with_those_beside_the_documentation(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "old").mkdir(parents=True)
    (pages / "old/page.md").write_text("of an earlier build")
    site.gather(ROOT, pages)
    names = {path.relative_to(pages).as_posix() for path in pages.rglob("*.md")}
    docs = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert names == docs | {"changelog.md", "contributing.md", "security.md"}
    assert (pages / "README.md").read_text("utf-8").startswith("---\n")
    assert "](rules/index.md)" in (pages / "contributing.md").read_text("utf-8")


def test_pages_that_the_navigation_lacks_and_entries_without_a_page_are_named(tmp_path: Path) -> None:
    for name in ("a.md", "b.md", "c.md", "guides/d.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    configuration = "nav:\n  - a.md\n  - Title: b.md\n  # - c.md\n  - Guides:\n      - guides/e.md\n"
    assert site.navigation_faults(configuration, tmp_path) == [
        "mkdocs.yml: the navigation lacks c.md",
        "mkdocs.yml: the navigation lacks guides/d.md",
        "mkdocs.yml: the navigation has guides/e.md, which is not there",
    ]


def test_a_playground_without_a_page_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        site.main(["--play", str(tmp_path)])
    assert ended.value.code == 2
    assert "has no index.html" in capsys.readouterr().err
