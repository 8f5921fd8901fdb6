"""RR904: the id in the path of a request, and where it is not one."""

from __future__ import annotations

import pytest

from siplint.domain.endpoint import LEGACY_PATH, PATH, Request, Target, concerns, target_of
from siplint.rules.http_request import wrong_endpoint

NEW = "/v2/sip/routing-rule"
OLD = "/v2/sip/routing-rules"


def found(method: str, path: str, *, legacy: bool = False) -> list[tuple[str, str]]:
    findings = wrong_endpoint.check(Request(method, path, {}, legacy))
    return [("/".join(map(str, finding.path)), finding.message) for finding in findings]


NO_IDS = [
    *("", "/", "/undefined", "/null", "/:ruleId", "/%3AruleId", "/{ruleId}", "/%7BruleId%7D", "/None", "/NaN", "/nil"),
    *("/<ruleId>", "/%3Cid%3E", "/$RULE_ID", "/${ruleId}", "/%24%7BruleId%7D", "/{{rule_id}}", "/YOUR_RULE_ID"),
    *(
        "/ruleId",
        "/rule_id",
        "/id",
        "/%20",
        "/[object%20Object]",
        "/[object Object]",
        "/undefined/",
        "/null?a=b",
        "/#x",
    ),
]
IDS = ["/rr_1", "/rr_1/", "/6650f1c2e4b0", "/1", "/%72r_1", "/rr_1?x=undefined", "/undefined-1", "/nullable", "/rr%2F1"]


@pytest.mark.parametrize("tail", NO_IDS)
@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_a_request_that_changes_a_rule_names_it(method: str, tail: str) -> None:
    path = NEW + tail.partition("?")[0]
    assert target_of(NEW + tail).rule_id == ""
    places = [place for place, _ in found(method, path)]
    assert places == (["path"] if method == "PATCH" else ["method", "path"])
    assert [place for place, _ in found("PUT", OLD + tail.partition("?")[0], legacy=True)] == ["path"]


@pytest.mark.parametrize("tail", IDS)
def test_an_id_is_one(tail: str) -> None:
    assert found("PATCH", NEW + tail) == []
    assert found("PUT", OLD + tail, legacy=True) == []
    assert [place for place, _ in found("POST", NEW + tail)] == ["path"]


@pytest.mark.parametrize(
    ("method", "path", "message"),
    [
        ("PATCH", NEW, "`PATCH` changes a rule, and the path has no id of a rule"),
        (
            "PATCH",
            NEW + "/undefined",
            '`PATCH` changes a rule, and the path has "undefined" where the id of a rule belongs',
        ),
        (
            "PATCH",
            NEW + "/%3AruleId",
            '`PATCH` changes a rule, and the path has ":ruleId" where the id of a rule belongs',
        ),
        ("POST", NEW + "/rr_1", '`POST` creates a rule, and the path has an id, "rr_1"'),
        ("POST", NEW + "/undefined", '`POST` creates a rule, and the path has an id, "undefined"'),
    ],
)
def test_what_is_said_of_an_id(method: str, path: str, message: str) -> None:
    assert found(method, path) == [("path", message)]


@pytest.mark.parametrize("tail", ["", "/", "?x=1"])
def test_a_request_that_creates_a_rule_has_no_id(tail: str) -> None:
    assert found("POST", NEW + tail) == []
    assert found("POST", OLD + tail, legacy=True) == []


def test_one_wrong_path_is_one_finding() -> None:
    for method in ("PATCH", "POST", "PUT"):
        for tail in ("", "/rr_1", "/undefined"):
            assert [place for place, _ in found(method, OLD + tail)] == ["path"]


@pytest.mark.parametrize(
    ("path", "target"),
    [
        (NEW, Target(PATH)),
        (OLD + "/a", Target(LEGACY_PATH, "a")),
        ("https://api.videosdk.live/v2/sip/routing-rule/a%20b?x=/sip/routing-rule/c", Target(PATH, "a b")),
        ("/proxy/v2/sip/routing-rule/a/b#/c", Target(PATH, "a")),
        ("/v2/sip/routing-ruleset", Target("")),
        ("/v2/rooms", Target("")),
        (NEW + "/%FF", Target(PATH, "\ufffd")),
        (NEW + "/%", Target(PATH, "%")),
    ],
)
def test_what_a_path_names(path: str, target: Target) -> None:
    assert target_of(path) == target
    assert concerns("PATCH", path) == bool(target.resource)
    assert not concerns("GET", path)
    assert not concerns("DELETE", path)
