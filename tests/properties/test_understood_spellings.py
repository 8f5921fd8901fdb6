"""A body that is spelled otherwise, but with a certain meaning, keeps all its findings, at the places where it is written."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from siplint import check
from siplint.body.spellings import VALUES
from siplint.domain.field_aliases import ALIASES
from siplint.model.fields import FIELDS, REQUIRED
from siplint.model.settings import Settings
from strategies import bodies, broken

ALL = Settings(min_severity="info")


def found(body: Any) -> list[tuple[str, str]]:
    return sorted((one.code, one.pointer) for one in check(body, settings=ALL))


def moved(findings: list[tuple[str, str]], old: str, new: str) -> list[tuple[str, str]]:
    """Return findings with the beginning of their pointers replaced."""
    return [
        (code, new + pointer[len(old) :] if pointer == old or pointer.startswith(old + "/") else pointer)
        for code, pointer in findings
    ]


def snake(name: str) -> str:
    return re.sub(r"([A-Z])", r"_\1", name).lower()


def other_names(name: str, value: Any) -> list[str]:
    """Return other spellings of a field that certainly mean it."""
    spelled = [name.upper(), name.capitalize(), snake(name), snake(name).replace("_", "-")]
    kinds: dict[str, type[Any]] = {"boolean": bool, "map": dict, "strings": list}
    kind: Any = kinds.get(FIELDS[name].kind)
    if kind and isinstance(value, kind) and (kind is not list or (value and all(isinstance(i, str) for i in value))):
        spelled += [alias for alias, field in ALIASES.items() if field == name]
    return sorted({one for one in spelled if one not in FIELDS and one != "allowedaddresses"})


@given(st.data(), bodies() | broken())
def test_a_field_under_another_name_is_checked_where_it_is_written(data: st.DataObject, body: dict[str, Any]) -> None:
    names = [name for name in body if name in FIELDS and body[name] is not None and other_names(name, body[name])]
    assume(names and not set(body) - set(FIELDS))
    name = data.draw(st.sampled_from(names))
    alias = data.draw(st.sampled_from(other_names(name, body[name])))
    assume(not (name == "type" and not isinstance(body[name], str)))
    renamed = {alias if key == name else key: value for key, value in body.items()}
    expected = moved(found(body), f"/{name}", f"/{alias}")
    expected.append(("RR101", f"/{name}") if name in REQUIRED else ("RR105", f"/{alias}"))
    assert found(renamed) == sorted(expected)


@given(st.data(), bodies() | broken())
def test_a_value_in_another_spelling_is_read_as_it_is_meant(data: st.DataObject, body: dict[str, Any]) -> None:
    choices = []
    for name, value in body.items():
        if value is True or value is False:
            if name in FIELDS and FIELDS[name].kind == "boolean":
                choices.append((name, ["true", "TRUE", "True"] if value else ["false", "False"], "RR102"))
        elif name in ("type", "includeHeaders") and isinstance(value, str) and value in FIELDS[name].values:
            others = [word for word, meant in VALUES[name].items() if meant == value] + [value.title()]
            choices.append((name, [word for word in others if word != value], "RR103"))
    choices = [choice for choice in choices if choice[1]]
    assume(choices and "gatewayId" not in body and "dispatch" not in body)  # RR110 explains those
    name, words, code = data.draw(st.sampled_from(choices))
    word = data.draw(st.sampled_from(words))
    assert found(body | {name: word}) == sorted([*found(body), (code, f"/{name}")])


ITEMS = ("+14155551234", "+1 415 555 1234", "4155551234", "911", "+1", "x", "+91*", "${NUMBER}", "+330612345678")


@given(bodies(), st.sampled_from(["phoneNumbers", "allowedNumbers", "tags"]), st.sampled_from(ITEMS))
def test_one_text_instead_of_a_list_is_checked_as_its_item(body: dict[str, Any], name: str, item: str) -> None:
    expected = [(code, pointer.replace(f"/{name}/0", f"/{name}")) for code, pointer in found(body | {name: [item]})]
    assert found(body | {name: item}) == sorted([*expected, ("RR102", f"/{name}")])


@given(bodies(), st.sampled_from(["data", "rule", "routingRule", "a/b", "ä"]))
def test_a_rule_inside_something_is_checked_there(body: dict[str, Any], key: str) -> None:
    escaped = key.replace("~", "~0").replace("/", "~1")
    inside = [(code, f"/{escaped}{pointer}") for code, pointer in found(body)]
    assert found({key: body}) == sorted([*inside, ("RR005", "")])
