"""The playground: what it reports, repairs and shares, without a word to anybody."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from browser import Browser, served
from local_server import Server, server
from node_projects import node, succeeded
from places import CASES, ROOT
from siplint.cli.main import main
from siplint.rules.catalogue import all_rules
from tools import tool

__all__ = ["server"]
pytestmark = pytest.mark.slow
PACKAGES = ROOT / "playground"
EXAMPLES = PACKAGES / "examples"
BELOW = "some/path/play"
"""The path of the page on its host: it must work below any."""
READY = "body[data-ready][data-state=checked]"
TEXT = ".cm-content"
SNIPPET = (EXAMPLES / "fetch.txt").read_text()
VENDOR = (CASES / "vendor-create-example.json").read_text()
NEEDS_MORE = {"account", "snapshot", "policy"}
"""Stages of rules that judge more than a text."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    node()
    for program in ("npm", "chromium"):
        tool(program)
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "scripts/build_playground.py", str(folder / BELOW)]
    succeeded(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False))
    return folder


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    with served(site) as url:
        yield f"{url}/{BELOW}/"


@pytest.fixture(scope="module")
def chromium(site: Path) -> Iterator[Browser]:
    assert site.exists()  # with it, the packages are installed
    browser = Browser(PACKAGES)
    yield browser
    browser.close()


@pytest.fixture
def browser(chromium: Browser, host: str) -> Iterator[Browser]:
    """The page, opened; at the end, its console must be empty, and no request may have gone elsewhere."""
    chromium.fresh(viewport={"width": 1280, "height": 800})
    opened(chromium, host)
    yield chromium
    assert chromium.heard("error", "warning", "info", "log") == []
    assert {url.split("/")[2] for url in chromium.heard("request") if not url.startswith(("data:", "blob:"))} == {
        host.split("/")[2]
    }


def test_the_licence_of_each_part_is_there_or_where_to_find_it(site: Path) -> None:
    parts = (site / BELOW / "licenses.txt").read_text("utf-8").split("-" * 80)
    words = {part.strip().partition(":")[0].split(" ")[0]: part for part in parts}
    assert {"siplint", "Python", "PyYAML", "pyodide", "web-tree-sitter", "@codemirror/view"} <= words.keys()
    assert [name for name, part in words.items() if "Copyright" not in part and "https://" not in part] == []


def opened(browser: Browser, url: str) -> None:
    browser.page("goto", "about:blank")
    browser.page("goto", url)
    browser.page("waitForSelector", READY)


def paste(browser: Browser, text: str) -> None:
    """Replace the text, and wait for what is said of it."""
    if text_of(browser) == text:
        return
    browser.at(TEXT, "focus")
    browser.keys("Control+a")
    settled(browser, lambda: browser.insert(text))


def settled(browser: Browser, act: Any) -> None:
    """Do something that is followed by a check, and wait for its end."""
    browser.page("waitForSelector", READY)
    browser.page("evaluate", "document.body.dataset.state = 'asked'")
    act()
    browser.page("waitForSelector", READY)


def findings(browser: Browser) -> list[tuple[str, str]]:
    """Return the code and the line of each card."""
    found = browser.page(
        "evaluate",
        "[...document.querySelectorAll('.card h2')].map((title) => "
        "[title.querySelector('a').textContent.split(' ')[0], title.querySelector('button')?.textContent ?? ''])",
    )
    return [(code, line) for code, line in found]


def text_of(browser: Browser) -> str:
    lines = "[...document.querySelector('#editor').shadowRoot.querySelectorAll('.cm-line')].map((l) => l.textContent)"
    return "\n".join(browser.page("evaluate", lines))


def start_worker(browser: Browser, name: str = "siplint") -> None:
    """Start a worker of the page and a function that calls it: what it is asked comes and goes as it is."""
    script = """async (name) => {
        const url = new URL("worker.js", document.querySelector("script[src]").src).href;
        const source = URL.createObjectURL(new Blob([`import ${JSON.stringify(url)};`], {type: "text/javascript"}));
        const worker = window.worker = new Worker(source, {type: "module", name});
        const waiting = new Map();
        const ready = new Promise((resolve) => waiting.set(0, resolve));
        worker.onmessage = ({data}) => waiting.get(data.id)(data);
        window.ask = (name, values) => new Promise((resolve) => {
            const id = waiting.size;
            waiting.set(id, resolve);
            worker.postMessage({id, name, arguments: values});
        });
        return (await ready).value;
    }"""
    browser.page("evaluate", f"({script})({json.dumps(name)})")


def ask(browser: Browser, name: str, **values: Any) -> Any:
    answer = browser.page("evaluate", f"ask({json.dumps(name)}, {json.dumps(values)})")
    assert "error" not in answer, answer
    return answer["value"]


def command_report(text: str, *options: str, name: str = "") -> Any:
    """Return the JSON report of the command on standard input."""
    said = ["--stdin-filename", name] if name else []
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        report = Path(folder, "report.json")
        main(["check", "-", "--isolated", "--quiet", "--format", "json", "--output", str(report), *options, *said])
        return json.loads(report.read_bytes())


def test_a_fetch_snippet_has_its_findings_at_their_lines(browser: Browser) -> None:
    paste(browser, SNIPPET)
    assert findings(browser) == [("RR113", "line 4"), ("RR201", "line 13")]
    assert browser.at("#notation option:checked", "textContent") == "as it looks: JavaScript"
    assert browser.at("#verdict", "textContent") == "1 error, 1 warningThe API would answer 400."
    browser.at(".card:nth-of-type(2) h2 button", "click")
    assert browser.at(".cm-activeLine", "textContent").strip().startswith('"headers": {')


def test_the_body_of_a_fetch_snippet_is_opened_repaired_and_shared(browser: Browser) -> None:
    paste(browser, SNIPPET)
    settled(browser, lambda: browser.at("#open-body", "click"))
    assert findings(browser) == [("RR201", "line 11")]
    assert browser.at("#open-body", "isHidden")
    settled(browser, lambda: browser.at(".card .repair button", "click"))
    assert browser.at("#verdict", "getAttribute", "data-state") == "good"
    repaired = text_of(browser)
    assert json.loads(repaired)["headersToAttributes"] == {"X-Caller-Id": "callerId"}
    browser.at("#share", "click")
    browser.page("waitForSelector", "#share-dialog[open]")
    browser.at("input[value=raw]", "check")
    opened(browser, browser.at("#link", "inputValue"))
    assert text_of(browser) == repaired
    paste(browser, SNIPPET.replace('"support-agent"', "agent"))
    browser.at("#open-body", "click")
    browser.page("waitForSelector", "#notes li")
    assert browser.at("#notes li", "textContent") == "Parts of the body are known only to the program"


def test_a_repaired_text_is_shared_and_opens_the_same(browser: Browser, host: str) -> None:
    paste(browser, VENDOR)
    assert findings(browser) == [("RR113", "line 7"), ("RR113", "line 8"), ("RR201", "line 20")]
    settled(browser, lambda: browser.at(".card:nth-of-type(3) .repair button", "click"))
    repaired = [("RR113", "line 7"), ("RR113", "line 8")]
    assert findings(browser) == repaired
    assert "X-Customer-Id" not in text_of(browser)
    browser.at("#share", "click")
    browser.page("waitForSelector", "#share-dialog[open]")
    assert browser.at("#found", "textContent") == "private data: 1 phone number"
    assert "+14155551234" not in browser.at("#preview", "inputValue")
    browser.at("input[value=raw]", "check")
    shared, link = browser.at("#preview", "inputValue"), browser.at("#link", "inputValue")
    assert shared == text_of(browser)
    assert link.startswith(f"{host}#text=")
    opened(browser, link)
    assert text_of(browser) == shared
    assert findings(browser) == repaired


def test_findings_are_seen_in_the_text(browser: Browser) -> None:
    paste(browser, SNIPPET)
    assert browser.at(".second-place", "textContent") == '"type": "inbound"'
    markers = "document.querySelector('#editor').shadowRoot.querySelectorAll('.cm-gutter-lint .cm-lint-marker').length"
    assert browser.page("evaluate", markers) == 2
    browser.at(".cm-lintRange-error", "hover")
    assert "is set on an inbound rule" in browser.at(".cm-tooltip-lint", "textContent")
    browser.at("#verdict", "hover")
    browser.page("waitForSelector", ".cm-tooltip-lint", {"state": "detached"})
    browser.at(".second-place", "hover")
    assert browser.at(".cm-place-tooltip", "textContent") == "this rule is inbound"


def test_places_count_characters_of_any_size(browser: Browser) -> None:
    paste(browser, '{"name": "\u00fc\u4e2d\U0001f4de", "type": "Outbound", "phoneNumbers": ["+14155551234"]}')
    marked = (
        "[...document.querySelector('#editor').shadowRoot.querySelectorAll('.cm-lintRange')].map((r) => r.textContent)"
    )
    assert "".join(browser.page("evaluate", marked)) == '"type": "Outbound"'
    settled(browser, lambda: browser.at(".card .repair button", "click"))
    assert (
        text_of(browser) == '{"name": "\u00fc\u4e2d\U0001f4de", "type": "outbound", "phoneNumbers": ["+14155551234"]}'
    )


def test_of_very_many_findings_the_first_are_shown(browser: Browser) -> None:
    rules = [{"name": f"n{index}", "type": "Outbound", "phoneNumbers": ["+1 415 555 1234"]} for index in range(150)]
    paste(browser, json.dumps(rules, indent=1))
    assert len(findings(browser)) == 200
    assert browser.at("#notes li", "textContent").startswith("Only the first 200 of ")
    settled(browser, lambda: browser.at("#repair-all", "click"))
    assert "Outbound" not in text_of(browser)


def test_all_safe_repairs_are_those_of_the_command(browser: Browser) -> None:
    import siplint

    for path in sorted(CASES.glob("*.json")):
        try:
            text = path.read_bytes().decode()
        except UnicodeDecodeError:
            continue
        if "\r" in text or not text.strip():
            continue
        paste(browser, text)
        if browser.at("#repair-all", "isVisible"):
            settled(browser, lambda: browser.at("#repair-all", "click"))
            start = text_of(browser)
            assert start == siplint.fix(text.encode()).decode(), path.name


def test_the_shared_text_holds_nothing_private_unless_that_is_chosen(browser: Browser) -> None:
    key, pin = "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80", "8349"
    body = {"name": "n", "type": "inbound", "phoneNumbers": ["+14155550123"], "apiKey": key, "agentId": "a"}
    paste(browser, json.dumps(body | {"room": {"type": "static", "id": "r", "pin": pin}}))
    browser.at("#share", "click")
    browser.page("waitForSelector", "#share-dialog[open]")
    assert browser.at("#found", "textContent") == "private data: 1 phone number, 1 PIN, 1 key or secret"
    for what in (key, pin, "+14155550123"):
        assert what not in browser.at("#preview", "inputValue")
    browser.keys("Escape")
    assert browser.at("#share-dialog", "isHidden")


@pytest.mark.parametrize("name", ["siplint", "without snapshot"])
def test_reports_are_those_of_the_command(browser: Browser, name: str) -> None:
    start_worker(browser, name)
    paths = sorted(CASES.glob("*.expected"))
    for path in paths if name == "siplint" else paths[::5]:
        (source,) = (one for one in CASES.glob(f"{path.stem}.*") if one.suffix != ".expected")
        try:
            text = source.read_bytes().decode()
        except UnicodeDecodeError:
            continue  # the page holds text, which is always UTF-8
        for kind in ("create", "update"):
            for severity in ("warning", "info"):
                options = ["--as", kind, "--min-severity", severity]
                answer = ask(browser, "check", text=text, kind=kind, severity=severity, file=source.name, output="json")
                expected = command_report(text, *options, name=source.name)
                assert answer["report"] == expected, source.name
                assert json.loads(answer["written"]) == expected
                assert answer["troubles"] == []
                piped = ask(browser, "check", text=text, kind=kind, severity=severity)
                assert piped["report"] == command_report(text, *options), source.name


@pytest.mark.parametrize(
    ("notation", "name", "example"),
    [
        ("auto", "", "curl"),
        ("auto", "", "python"),
        ("auto", "", "yaml"),
        ("auto", "", "fetch"),
        ("javascript", "rule.js", "fetch"),
        ("typescript", "rule.ts", "fetch"),
        ("curl", "request.sh", "curl"),
        ("python", "rule.py", "python"),
        ("yaml", "rule.yaml", "yaml"),
    ],
)
def test_other_notations_are_read_as_by_the_command(browser: Browser, notation: str, name: str, example: str) -> None:
    text = (EXAMPLES / f"{example}.txt").read_text()
    if example == "fetch":
        typed = "const kept: Record<string, unknown> = {};\n" if notation != "javascript" else ""
        text = f"const \u00fcber = '\U0001f4de';\n{typed}{text}"
    start_worker(browser)
    answer = ask(browser, "check", text=text, notation=notation)
    assert answer["report"] == command_report(text, name=name)
    assert answer["report"]["diagnostics"]


def test_deeply_nested_texts_do_not_break_it(browser: Browser) -> None:
    start_worker(browser)
    for notation in ("auto", "json", "python", "javascript", "yaml", "curl", "markdown"):
        for opening in ("[", '{"a":', "(", "f(", "- ", "-[", "`${", "$(("):
            call = f"fetch('/v2/sip/routing-rule', {opening * 900}"
            for text in (opening * 3_000, f"x = /sip/routing-rule + {opening * 3_000}", call):
                answer = ask(browser, "check", text=text, notation=notation)
                assert answer["report"]["tool"]["name"] == "siplint"
    assert ask(browser, "check", text=VENDOR)["report"] == command_report(VENDOR)


def test_a_text_that_breaks_python_costs_that_text_alone(chromium: Browser, host: str) -> None:
    chromium.fresh()
    opened(chromium, host)
    chromium.at("#notation", "selectOption", "python")
    paste(chromium, f"url = '/v2/sip/routing-rule'\nx = {'-' * 50_000}1\n")
    said = chromium.at("#notes [data-kind=trouble]", "textContent")
    assert said in (
        "This text cannot be checked in a browser; the command can",
        "Rule.py: the Python code does not parse",
    )
    chromium.at("#notation", "selectOption", "auto")
    paste(chromium, SNIPPET)
    chromium.page("waitForSelector", ".card:nth-of-type(2)")
    assert findings(chromium) == [("RR113", "line 4"), ("RR201", "line 13")]


def test_a_text_that_cannot_be_parsed_says_so(browser: Browser) -> None:
    browser.at("#notation", "selectOption", "javascript")
    paste(browser, "const url = '/v2/sip/routing-rule'; fetch(url, {{{ )")
    assert browser.at("#notes [data-kind=trouble]", "textContent") == "Rule.js: the code does not parse, line 1"
    assert browser.at("#verdict", "textContent") == "Not everything could be checked"


def test_a_link_opens_the_example_of_a_rule(browser: Browser, host: str) -> None:
    opened(browser, f"{host}#rule=RR201")
    assert [code for code, _ in findings(browser)] == ["RR201"]
    assert "the wrong example of RR201" in browser.at("#notes", "textContent")
    assert browser.at(".card h2 a", "getAttribute", "href") == "../rules/RR201/"
    start_worker(browser)
    for rule in all_rules():
        shown = ask(browser, "example", code=rule.code)
        choices = {"text": shown["text"], "kind": shown["kind"], "notation": shown["notation"]}
        report = ask(browser, "check", severity="info", **choices)["report"]
        if rule.stage not in NEEDS_MORE and not isinstance(rule.bad[0].body, bytes) and not rule.bad[0].account:
            assert rule.code in [one["code"] for one in report["diagnostics"]], rule.code


@pytest.mark.parametrize("fragment", ["#rule=RR999", "#text=%%%", "#text=_w&as=update", "#nothing"])
def test_a_wrong_link_opens_the_first_example(browser: Browser, host: str, fragment: str) -> None:
    opened(browser, host + fragment)
    assert text_of(browser) == VENDOR


def test_the_report_as_text_json_and_sarif(browser: Browser) -> None:
    paste(browser, VENDOR)
    settled(browser, lambda: browser.at("#tab-json", "click"))
    assert json.loads(browser.at("#written", "textContent")) == command_report(VENDOR)
    browser.at("#tab-json", "focus")
    settled(browser, lambda: browser.keys("ArrowRight"))
    assert json.loads(browser.at("#written", "textContent"))["version"] == "2.1.0"
    settled(browser, lambda: browser.at("#tab-full", "click"))
    assert "error[RR201]" in browser.at("#written", "textContent")
    assert "\x1b" not in browser.at("#written", "textContent")


def test_the_keyboard_is_enough(browser: Browser) -> None:
    paste(browser, '{"name": "n", "type": "Outbound", "phoneNumbers": ["+14155551234"]}\n')
    browser.keys("Control+Home", "F8", "Alt+Enter")
    browser.page("waitForSelector", "#verdict[data-state=good]")
    assert text_of(browser) == '{"name": "n", "type": "outbound", "phoneNumbers": ["+14155551234"]}\n'
    settled(browser, lambda: browser.keys("Control+z"))
    assert '"Outbound"' in text_of(browser)
    met = []
    browser.at("h1 a", "focus")
    for _ in range(20):
        browser.keys("Tab")
        met.append(browser.page("evaluate", "document.activeElement.id || document.activeElement.name"))
    wanted = ["share", "example", "notation", "kind", "severity", "editor", "repair-all", "tab-findings", "panel"]
    assert [one for one in met if one in wanted][: len(wanted)] == wanted


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(chromium: Browser, host: str, scheme: str, width: int) -> None:
    chromium.fresh(colorScheme=scheme, viewport={"width": width, "height": 800}, bypassCSP=True)
    opened(chromium, host)
    chromium.page("addScriptTag", {"path": str(PACKAGES / "node_modules/axe-core/axe.min.js")})
    for selector in ("", "#tab-full", "#share"):
        if selector:
            chromium.at(selector, "click")
            chromium.page("waitForTimeout", 300)
        found = chromium.page("evaluate", "axe.run().then(({violations}) => violations)")
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert chromium.page("evaluate", "document.documentElement.scrollWidth") == width


def test_nothing_can_be_sent_elsewhere(chromium: Browser, host: str, server: Server) -> None:
    chromium.fresh()
    opened(chromium, host)
    elsewhere = f"{server.url}/"
    attempt = f"fetch({json.dumps(elsewhere)}, {{method: 'POST', body: 'x', mode: 'no-cors'}})"
    assert chromium.page("evaluate", f"{attempt}.then(() => 'sent', () => 'refused')") == "refused"
    worker = f"""new Promise((resolve) => {{
        const source = {json.dumps(f"{attempt}.then(() => postMessage('sent'), () => postMessage('refused'))")};
        new Worker(URL.createObjectURL(new Blob([source]))).onmessage = ({{data}}) => resolve(data);
    }})"""
    assert chromium.page("evaluate", worker) == "refused"
    image = f"new Promise((resolve) => {{ const image = new Image(); image.onerror = () => resolve('refused'); image.src = {json.dumps(elsewhere)}; }})"
    assert chromium.page("evaluate", image) == "refused"
    chromium.page("evaluate", f"navigator.sendBeacon({json.dumps(elsewhere)}, 'x')")
    chromium.page("waitForTimeout", 300)
    assert server.arrived == []


def test_the_page_works_offline_after_the_first_visit(chromium: Browser, site: Path) -> None:
    chromium.fresh()
    with served(site) as url:
        opened(chromium, f"{url}/{BELOW}/")
        chromium.page("evaluate", "navigator.serviceWorker.ready.then(() => 1)")
    opened(chromium, f"{url}/{BELOW}/#rule=RR201")
    assert [code for code, _ in findings(chromium)] == ["RR201"]
    paste(chromium, SNIPPET)
    assert findings(chromium) == [("RR113", "line 4"), ("RR201", "line 13")]


def test_a_snapshot_that_cannot_be_used_is_done_without(chromium: Browser, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path, dirs_exist_ok=True)
    (snapshot,) = tmp_path.rglob("snapshot.gz")
    snapshot.write_bytes(snapshot.read_bytes()[:100_000])
    chromium.fresh()
    with served(tmp_path) as url:
        opened(chromium, f"{url}/{BELOW}/")
        assert findings(chromium) == [("RR113", "line 7"), ("RR113", "line 8"), ("RR201", "line 20")]
    (said,) = chromium.heard("info")
    assert said.startswith("The snapshot cannot be used")


def test_the_scripts_of_the_page_have_right_types(site: Path) -> None:
    checked = subprocess.run(
        [tool("node"), "node_modules/typescript/bin/tsc", "--noEmit"], cwd=PACKAGES, capture_output=True, check=False
    )
    assert checked.stdout.decode() == ""
    assert not checked.returncode
    assert site.exists()
