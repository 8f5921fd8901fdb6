"""The page about the library has all that is public, as the source has it."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import siplint
from places import ROOT
from project_scripts import script

library = script("pages/library_page")
(PAGE,) = library.pages(str(ROOT)).values()


@pytest.mark.parametrize("name", siplint.__all__)
def test_every_public_name_has_a_section_with_its_docstring(name: str) -> None:
    value = getattr(siplint, name)
    is_class = isinstance(value, type)
    assert f"\n### {'class ' * is_class}siplint.{name}\n" in PAGE
    if is_class or inspect.isfunction(value):
        assert inspect.getdoc(value) in PAGE


@pytest.mark.parametrize("name", ["check", "require", "check_bytes", "check_file", "check_files", "fix", "explain"])
def test_a_signature_has_every_parameter(name: str) -> None:
    section = PAGE.split(f"\n### siplint.{name}\n")[1].split("\n#")[0]
    code = section.split("```")[1]
    for parameter in inspect.signature(getattr(siplint, name)).parameters:
        assert f"{parameter}: " in code


@pytest.mark.parametrize("door", ["httpx", "requests", "aiohttp", "pydantic", "pytest"])
def test_every_door_has_a_section(door: str) -> None:
    assert f"\n### {door}\n" in PAGE
    assert f"siplint.{door}." in PAGE.split(f"\n### {door}\n")[1].split("\n### ")[0]


def test_a_report_shows_what_is_for_users() -> None:
    section = PAGE.split("\n### class siplint.Report\n")[1].split("\n### ")[0]
    assert "    diagnostics: tuple[Diagnostic, ...] = ()\n" in section
    assert "| `ok: bool` | Whether there is no error, and everything could be checked. |" in section
    assert "excerpts:" not in section


def test_a_body_shows_the_fields_that_it_shares_with_others() -> None:
    section = PAGE.split("\n### class siplint.InboundBody\n")[1].split("\n### ")[0]
    assert "    phoneNumbers: list[str]\n" in section
    assert "    headersToAttributes: NotRequired[dict[str, str]]\n" in section


def test_signatures_of_all_kinds_are_written_as_in_the_source(tmp_path: Path) -> None:
    module = tmp_path / "src/siplint/odd.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        '''
def short(a, b: int = 1, *rest: str, c: bool, d="x", **more: object) -> None:
    """Short."""
def long(first_parameter: dict[str, tuple[int, ...]], second_parameter: str = "a, b", *, third: int = 3) -> list[int]:
    """Long."""
class Odd(Base):
    """Odd."""
    def __init__(self, size: int) -> None: ...
    plain: int
    told: int = 2
    """Described."""
    @property
    def half(self) -> int:
        """The half."""
    def double(self, times: int = 2) -> int:
        """The double."""
    def undocumented(self) -> int: ...
    def _private(self) -> int:
        """Not for users."""
VALUE = {"a": 1}
"""A value."""
'''
    )
    given = [library.item(str(tmp_path), "odd", name) for name in ("short", "long", "Odd", "VALUE")]
    assert [one.code for one in given] == [
        'siplint.short(a, b: int = 1, *rest: str, c: bool, d="x", **more: object) -> None',
        (
            "siplint.long(\n    first_parameter: dict[str, tuple[int, ...]],\n"
            '    second_parameter: str = "a, b",\n    *,\n    third: int = 3,\n) -> list[int]'
        ),
        "class siplint.Odd(Base):\n    plain: int\n\nsiplint.Odd(size: int)",
        'siplint.VALUE = {"a": 1}',
    ]
    assert [one.words for one in given] == ["Short.", "Long.", "Odd.", "A value."]
    assert [(one.code, one.words) for one in given[2].members] == [
        ("told: int = 2", "Described."),
        ("half: int", "The half."),
        ("double(times: int = 2) -> int", "The double."),
    ]
    with pytest.raises(LookupError, match="odd does not define gone"):
        library.item(str(tmp_path), "odd", "gone")
