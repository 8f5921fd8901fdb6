"""What each key of the configuration means: for `siplint config`."""

from __future__ import annotations

from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class KeyPage(Record):
    """The page of a key: what it does in a few words, what there is to know, an example, the option that goes before it."""

    summary: str
    text: str
    example: str
    option: str = ""


GLOBS = "Globs are written as in a .gitignore that lies beside the configuration file."
CODES = 'A code ("RR405"), a name ("prefix-not-a-strategy") or the beginning of codes ("RR4"); case does not matter.'
INSIDE = "The path is relative to the configuration file and stays inside its folder."

PAGES: Mapping[str, KeyPage] = {
    "paths": KeyPage(
        "files and folders to check",
        "What `siplint check` without a path looks at; the default is the working directory. " + INSIDE,
        'paths = ["routing-rules"]',
        "the paths on the command line",
    ),
    "exclude": KeyPage(
        "files and folders that are skipped below folders",
        f"{GLOBS} A file that is named on the command line is checked all the same, unless --force-exclude is given.",
        'exclude = ["old/", "*.generated.json"]',
        "--exclude adds to it",
    ),
    "select": KeyPage(
        "the only rules that are reported",
        f"{CODES} Where `select` and `ignore` contradict each other the longer entry holds, of two as long `ignore`.",
        'select = ["RR2", "RR3"]',
        "--select goes before `select` and `ignore`",
    ),
    "ignore": KeyPage(
        "rules that are not reported",
        f"{CODES} An entry that matches nothing in a run is named on standard error, so that none outlives its reason.",
        'ignore = ["RR704"]',
        "--ignore adds to it",
    ),
    "min-severity": KeyPage(
        "the least severity that is reported",
        'The default is "warning": infos are hidden, and counted in the summary.',
        'min-severity = "info"',
        "--min-severity",
    ),
    "strict": KeyPage(
        "warnings fail the run too", "With it warnings make the exit code 1.", "strict = true", "--strict"
    ),
    "templates": KeyPage(
        "syntaxes of placeholders that are filled in later",
        "`…` (or `...`) stands for any text. A text with such a placeholder counts as present and is not judged.",
        'templates = ["${…}", "{{…}}"]',
    ),
    "policy": KeyPage(
        "a JSON Schema of your own, checked over each body",
        f"What a body does not meet is RR190, an error at the member in question. {INSIDE}",
        'policy = "policy.schema.json"',
    ),
    "per-file-ignores": KeyPage(
        "rules that are not reported in some files, or at one place of them",
        "A table. A key is a glob, or a glob, `#` and a JSON Pointer; its value is the list of codes that are not reported"
        f" there. {GLOBS}",
        '[tool.siplint.per-file-ignores]\n"legacy/*.json" = ["RR105"]\n"rules/all.json#/2/room" = ["RR405"]',
    ),
    "account": KeyPage(
        "a snapshot of the account to check against",
        f"`siplint account pull -o FILE` makes it. {INSIDE}",
        'account = "account.json"',
        "--account",
    ),
    "account-max-age": KeyPage(
        "days after which the snapshot is reported as old",
        "An older snapshot is RR811. Without the key a snapshot may have any age.",
        "account-max-age = 7",
    ),
    "baseline": KeyPage(
        "a file of known findings, which are not reported",
        f"`siplint check --write-baseline FILE` makes it; new findings fail as ever. {INSIDE}",
        'baseline = "siplint-baseline.txt"',
    ),
    "preview": KeyPage(
        "rules in preview report too",
        "Such a rule may still change. Without the key it reports only if its code or name is selected.",
        "preview = true",
        "--select with the whole code",
    ),
    "rules-at": KeyPage(
        "places where your files keep rules inside something else",
        "JSON Pointers; `*` stands for any item or member. What is there is checked as a rule, and the wrapper is no finding.",
        'rules-at = ["/spec/rules/*"]',
    ),
    "embedded": KeyPage(
        "other notations that are read below folders",
        "true, or a list of notations: rules in code, curl commands, Markdown, YAML and Postman collections. A file that is"
        " named is read whatever it is.",
        'embedded = ["python", "shell"]',
        "--embedded",
    ),
    "comments": KeyPage(
        "JSON files may have comments and trailing commas",
        "As .jsonc files always may. They are removed before anything is sent: the API takes none.",
        "comments = true",
    ),
}
"""The keys with their pages, in the order in which they are listed."""
