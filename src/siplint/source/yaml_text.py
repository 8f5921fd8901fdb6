"""YAML 1.2: each document of a file is a routing rule or a list of them, and every value keeps its place."""

from __future__ import annotations

from siplint.model.failure import UnreadableSource
from siplint.model.fault import Fault
from siplint.source.decoding import text_of_file
from siplint.source.documents import read_documents
from siplint.source.ignore_comments import NO_IGNORES, ignores_of, may_ignore
from siplint.source.literals import Literal, LiteralDocument
from siplint.source.sendable import ABSENT
from siplint.source.yaml_scalars import spell_yaml
from siplint.source.yaml_syntax import syntax_fault
from siplint.source.yaml_tree import Stopped, Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from siplint.source.ignore_comments import Ignores
    from siplint.source.literals import Span
    from siplint.source.notations import AnyDocument

WHOLE_FILE = -1
"""The index of a document that is all of a file."""


def read(data: bytes, _name: str) -> Iterator[AnyDocument]:
    """Read the documents of a YAML file; a text that is not YAML is a document without a value."""
    try:
        text, offset = text_of_file(data)
    except UnreadableSource:
        yield from read_documents(data)
        return
    tree = _tree(text)
    roots = tree.roots or [(Literal(ABSENT, 0, 0), (Fault("RR001", "empty", (0, len(text))),))]
    ignores = _ignores(text, tree.scalars) if may_ignore(text) else NO_IGNORES
    for index, (literal, faults) in enumerate(roots):
        number = index if len(roots) > 1 else WHOLE_FILE
        yield LiteralDocument(
            text, literal, number, spell=spell_yaml, faults=faults, offset=offset, ignores=ignores, is_certain=False
        )


def _tree(text: str) -> Tree:
    """Return the documents of a text; after a fault of the syntax nothing more is read."""
    tree = Tree(text)
    try:
        for event in _events(text):
            tree.take(event)
    except Stopped as stopped:
        tree.stop(stopped.fault)
    except ValueError as error:
        raise UnreadableSource(str(error)) from error
    except Exception as error:
        fault = syntax_fault(error, text)
        if fault is None:
            raise
        tree.stop(fault)
    return tree


def _events(text: str) -> Iterator[Any]:
    """Return the events of PyYAML, from its C parser where there is one."""
    try:
        import yaml
    except ImportError as error:
        raise UnreadableSource('reading YAML needs PyYAML: pip install "siplint[yaml]"') from error
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.parse(text if loader is yaml.SafeLoader else text.encode(), Loader=loader)


def _ignores(text: str, scalars: Sequence[Span]) -> Ignores:
    """Return what comments suppress; a `#` within a scalar begins no comment."""
    import re
    from bisect import bisect_right

    starts = [start for start, _ in scalars]

    def is_outside(at: int) -> bool:
        number = bisect_right(starts, at) - 1
        return number < 0 or at >= scalars[number][1]

    spans = [match.span() for match in re.finditer(r"(?<!\S)#[^\n]*", text) if is_outside(match.start())]
    return ignores_of(text, spans)
