"""A site's links and what its pages load are checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from project_scripts import script

check = script("check_site")


def problems(folder: Path, **files: str) -> list[str]:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return list(check.problems(folder.resolve()))


def test_a_site_in_order_has_no_problems(tmp_path: Path) -> None:
    page = """<link rel="canonical" href="https://siplint.github.io/siplint/"><link rel="stylesheet" href="a.css">
        <a href="b/#part">b</a> <a href="#here">here</a> <a id="here" href="https://example.com/x">out</a>
        <a href="https://siplint.github.io/siplint/b/">own</a> <a href="mailto:a@b.c">mail</a> <img src="data:image/png;base64,AA">
        <a href="https://siplint.github.io/siplint/play/#rule=RR201">the playground, which is not built</a>"""
    other = (
        '<h2 id="part">part</h2><a href="..">up</a><a href="../index.html#here">up</a><a href="/siplint/b/">root</a>'
    )
    css = "a { background: url(data:image/png;base64,AA) } b { background: url('c.svg') }"
    found = problems(tmp_path, index_dot_html=page, b__index_dot_html=other, a_dot_css=css, c_dot_svg="")
    assert found == []


@pytest.mark.parametrize(
    ("element", "problem"),
    [
        ('<a href="gone/">', "gone/ leads to nothing"),
        ('<a href="folder/">', "folder/ leads to nothing"),
        ('<a href="../outside.html">', "../outside.html leads to nothing"),
        ('<a href="#gone">', "#gone leads to an anchor that is not there"),
        ('<a href="b.html#gone">', "b.html#gone leads to an anchor that is not there"),
        ('<a href="/elsewhere/">', "/elsewhere/ leads out of the site"),
        (
            '<a href="https://siplint.github.io/siplint/gone/">',
            "https://siplint.github.io/siplint/gone/ leads to nothing",
        ),
        ('<meta http-equiv="refresh" content="0; url=gone.html">', "gone.html leads to nothing"),
        ('<img src="gone.png">', "gone.png leads to nothing"),
        (
            '<script src="https://cdn.example.com/x.js"></script>',
            "loads https://cdn.example.com/x.js from another host",
        ),
        ('<script src="//cdn.example.com/x.js"></script>', "loads //cdn.example.com/x.js from another host"),
        (
            '<link rel="stylesheet" href="https://f.example.com/x.css">',
            "loads https://f.example.com/x.css from another host",
        ),
        ('<link rel="preconnect" href="https://f.example.com">', "loads https://f.example.com from another host"),
        ('<img src="https://i.example.com/x.png">', "loads https://i.example.com/x.png from another host"),
        ('<iframe src="https://i.example.com/">', "loads https://i.example.com/ from another host"),
        ('<p style="background: url(https://i.example.com/x)">', "loads https://i.example.com/x from another host"),
        ('<pre class="mermaid">', "the theme loads a script from another host for the class mermaid"),
    ],
)
def test_a_fault_of_a_page_is_a_problem(tmp_path: Path, element: str, problem: str) -> None:
    (tmp_path / "site/folder").mkdir(parents=True)
    (tmp_path / "outside.html").write_text("")
    assert problems(tmp_path / "site", index_dot_html=element, b_dot_html="<p>") == [f"index.html: {problem}"]


@pytest.mark.parametrize("css", ["@import 'https://f.example.com/x';", "a { src: url( https://f.example.com/x ) }"])
def test_a_style_sheet_that_loads_from_outside_is_a_problem(tmp_path: Path, css: str) -> None:
    found = problems(tmp_path, index_dot_html="<p>", a_dot_css=css)
    assert found == ["a.css: loads https://f.example.com/x from another host"]


def test_the_playground_is_not_read_but_must_be_there_if_it_is_linked_to(tmp_path: Path) -> None:
    link = '<a href="play/#rule=RR201">'
    assert problems(tmp_path, index_dot_html=link) == ["index.html: play/#rule=RR201 leads to nothing"]
    assert problems(tmp_path, play__index_dot_html='<script src="https://example.com/x.js">') == []


def test_a_site_without_pages_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([str(tmp_path)]) == 1
    assert capsys.readouterr().out == f"{tmp_path}: there are no pages\n{tmp_path}: 1 problems\n"
