"""Messages, advice and outcomes for faults of other notations than JSON."""

from __future__ import annotations

from siplint.model.record import Record


class Wording(Record):
    """What is said of a mistake: message and advice (`{word}` and `{raw}` are the text there), outcome, and a label."""

    message: str
    advice: str
    outcome: str = "no YAML reader accepts it: there is nothing to send"
    label: str = "opened here"


DIFFERS = "JSON does not have it: what is sent depends on the program that reads the file"

WORDINGS = {
    "yaml": Wording("this is not YAML: {raw}", "check the indentation and the quotes of this line"),
    "yaml-colon": Wording(
        "a second colon in one value, or a key that is indented differently",
        "put a text that has a colon in quotes; indent the keys of one object equally",
    ),
    "yaml-line": Wording("{word} is neither a key with a value nor an item", "write `key: value`, or `- item`"),
    "yaml-bracket": Wording(
        "a comma or a closing bracket is missing", "put a comma between two entries, and close the bracket"
    ),
    "yaml-quote": Wording("a text in quotes is not closed", "close it with the quote that it begins with"),
    "yaml-entry": Wording(
        "{word} does not continue what is above it",
        "indent the keys of one object equally; put a text that begins with a quote or a bracket in quotes as a whole",
    ),
    "yaml-after": Wording("there is more text after the end of the document", "separate documents by a line with ---"),
    "yaml-escape": Wording("{word} is not an escape of YAML", "write a backslash itself as \\\\, or use single quotes"),
    "yaml-control": Wording("a control character (U+{hex}) is in the text", 'write it as "\\u{hex}" in double quotes'),
    "yaml-start": Wording("{word} cannot begin a value without quotes", "put the value in quotes"),
    "yaml-tab": Wording("a tab indents this line; YAML is indented by spaces", "use spaces"),
    "yaml-dash": Wording("a list cannot begin on the line of its key", "begin the list on the next line, or write [a, b]"),
    "yaml-tag": Wording("{word} is a tag; JSON has none", "write the plain value", DIFFERS),
    "yaml-alias": Wording("`*{raw}` repeats the value of an anchor; JSON has none", "write the value out", DIFFERS, "it is here"),
    "yaml-no-anchor": Wording("`*{raw}` repeats the value of an anchor that does not exist", "write the value out, or put a text with * in quotes"),
    "yaml-merge": Wording("{word} merges another object into this one; JSON has no such key", "write the members out", DIFFERS),
    "yaml-key": Wording("a key is not a text; in JSON each is", "write a text as the key", DIFFERS),
    "yaml-number": Wording("{word} is not a number of JSON", "leave the member out, or write null", DIFFERS),
    "jsonc-open": Wording("a comment is not closed", "close it with */", "no JSON reader accepts it: there is nothing to send"),
    "jsonc-hash": Wording(
        "`#` begins a comment; JSON with comments has // and /* */",
        "write it as // …",
        "no JSON reader accepts it: there is nothing to send",
    ),
    "other-curl": Wording("this is a curl command, not JSON{raw}", "save the body alone, or give the file the ending .sh", "", "the body is here"),
    "other-http": Wording("this is an HTTP request, not JSON{raw}", "save the body alone, or give the file the ending .http", "", "the body is here"),
    "other-fence": Wording("this is Markdown with a fence, not JSON{raw}", "keep only what is between the lines of the fence", "", "the body is here"),
    "other-python": Wording("this is a Python dictionary, not JSON{raw}", "json.dumps writes it as JSON", "", "the body is here"),
    "other-python-code": Wording("this is Python code, not JSON{raw}", "save the body alone, as json.dumps writes it, or give the file the ending .py", "", "the body is here"),
    "other-javascript": Wording("this is a JavaScript object, not JSON{raw}", "JSON.stringify writes it as JSON", "", "the body is here"),
    "other-javascript-code": Wording("this is JavaScript code, not JSON{raw}", "save the body alone, as JSON.stringify writes it, or give the file the ending .js", "", "the body is here"),
    "other-yaml": Wording("this is YAML, not JSON{raw}", "give the file the ending .yaml, or write it as JSON", "", "the body is here"),
}  # fmt: skip
"""By kind of fault."""
