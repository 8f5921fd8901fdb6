"""A piece of a file, judged for itself: what is known of it when its text is let go."""

from __future__ import annotations

from siplint.document import ABSENT
from siplint.failure import Contained, contain
from siplint.quiet import ORDERLY, glanced
from siplint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from siplint.diagnostic import JSON, Diagnostic, Path
    from siplint.document import Document
    from siplint.excerpt import Line
    from siplint.found import Found
    from siplint.marks import Marker
    from siplint.piece import Piece
    from siplint.quiet import Glance
    from siplint.settings import Settings
    from siplint.shape import Trusted

    Markers: TypeAlias = Sequence[tuple[str, Marker]]


WHOLE = (-1,)
"""Stands for the index of a body that is all of a file."""


class Part(Record):
    """What came of a piece.

    `skipped` tells that it is plainly something else than rules. `diagnostics` are those that are asked for, `excerpt`
    the lines they point into. `marks` are what the rules about several bodies remember, in one row, since what comes
    from another process is made anew piece by piece: the index of a body in the file, and the parts of a mark.
    `idle` are the exemptions that match nothing, in a sentence each; `secrets` what no output may show. `bodies` are
    kept only for those who look at all of a run once more.
    """

    skipped: bool = False
    rules: int = 0
    diagnostics: Sequence[Diagnostic] = ()
    excerpt: Mapping[int, Line] = {}
    marks: Sequence[int | str] = ()
    idle: Sequence[str] = ()
    secrets: frozenset[str] = frozenset()
    bodies: Sequence[tuple[Path, Mapping[str, JSON]]] = ()
    failures: Sequence[str] = ()


def look(piece: Piece, settings: Settings, markers: Markers) -> Part:
    """Judge a piece; `markers` are the ways to know a body again, each with the member it needs.

    What an error of siplint's own comes before is not judged.
    """
    sight = _Sight(settings, markers)
    walked = not piece.lines and piece.name in settings.walked
    try:
        for document in piece.documents():
            if walked and elsewhere(document, update=sight.update):
                return Part(skipped=True)
            sight.see(document, (piece.name, *document.path))
    except Exception as error:  # noqa: BLE001 (it is told)
        contain(error, piece.name, sight.failures, raising=settings.debug)
    placed: Sequence[Diagnostic] = ()
    if sight.found:
        with Contained(piece.name, sight.failures, raising=settings.debug):
            placed = sight.placed()
    return Part(
        False,
        sight.rules,
        placed,
        sight.excerpt(placed) if piece.lines and placed else {},
        sight.marks,
        idle(settings, sight.found),
        frozenset(sight.secrets),
        sight.bodies,
        sight.failures,
    )


def idle(settings: Settings, found: Sequence[Found]) -> tuple[str, ...]:
    """Name the exemptions that match nothing, in a sentence each."""
    if not settings.ignore and not settings.per_file_ignores:
        return ()
    from siplint.selection import unused

    return tuple(unused(settings, found))


class _Sight:
    """What is seen of a piece so far."""

    __slots__ = (
        "bodies",
        "documents",
        "failures",
        "found",
        "markers",
        "marks",
        "rules",
        "secrets",
        "settings",
        "update",
    )

    def __init__(self, settings: Settings, markers: Markers) -> None:
        self.settings = settings
        self.update = settings.kind == "update"
        self.markers = markers
        self.rules = 0
        self.marks: list[int | str] = []
        self.found: list[Found] = []
        self.documents: dict[Path, Document] = {}
        self.secrets: set[str] = set()
        self.bodies: list[tuple[Path, Mapping[str, JSON]]] = []
        self.failures: list[str] = []

    def see(self, document: Document, path: Path) -> None:
        """Judge a document; it is kept if there is something to say of it."""
        settings, before, rules = self.settings, len(self.found), self.rules
        if document.faults:
            self.found += _faults(document, path)
        keyed = []
        for here, body in bodies(document, path, self.found, update=self.update):
            self.rules += 1
            seen = glanced(body, settings)
            plain = seen is not None and not seen[0]
            if not plain or "apiKey" in body:
                keyed.append(body)
            trusted: Trusted = body  # type: ignore[assignment]
            if seen is not ORDERLY or settings.policy:
                trusted = self.judge(body, seen, here)
            for member, marker in self.markers:
                if member in trusted:
                    for mark in marker(trusted, plain):
                        self.marks += here[1:] or WHOLE
                        self.marks += mark
            if self.update or settings.account:
                self.bodies.append((here, body))
        said = self.found[before:]
        if said:
            self.documents[path] = document
            self.secrets.update(secret for one in said for secret in one.finding.secrets)
        if keyed or said:
            all_read = len(document.starts) == self.rules - rules > 0
            self.hide(document, keyed if all_read else document.value)

    def judge(self, body: Mapping[str, JSON], seen: Glance | None, path: Path) -> Trusted:
        """Ask the rules about one body, and give what of it can be trusted."""
        from siplint.judge import judge
        from siplint.secret import told

        trusted, said = judge(body, self.settings, seen, path)
        if said:
            self.found += said
            self.secrets.update(told(body if seen is None else {name: body[name] for name in seen[0]}))
        return trusted

    def hide(self, document: Document, keyed: JSON) -> None:
        """Note what the document holds that no output may show; `keyed` are the bodies that may have an API key."""
        if document.faults:
            from siplint.blank import marked

            self.secrets.update(marked(document.text))
        if document.value is not ABSENT:
            from siplint.secret import api_keys

            self.secrets.update(api_keys(keyed))

    def placed(self) -> list[Diagnostic]:
        """Give the diagnostics of what is asked for."""
        from siplint.diagnose import diagnostics
        from siplint.selection import wanted

        found = [one for one in self.found if wanted(one, self.settings)]
        return diagnostics(found, self.documents, fixes=self.settings.fixes)

    def excerpt(self, placed: Sequence[Diagnostic]) -> dict[int, Line]:
        """Give the lines that diagnostics point into."""
        lines = {one.start.line for one in placed if one.start}
        return dict(line_of(one) for one in self.documents.values() if one.line in lines)


def line_of(document: Document) -> tuple[int, Line]:
    """Give the line a document begins with: its number, its offset (bytes) and its bytes."""
    return document.line, (document.offset, document.text.partition("\n")[0].encode("utf-8", "surrogateescape"))


def trusted(body: Mapping[str, JSON], settings: Settings) -> Trusted:
    """Give what can be trusted of a body."""
    from siplint.shape import trust

    return trust(body, update=settings.kind == "update", templates=settings.templates)[0]


def _faults(document: Document, path: Path) -> Iterator[Found]:
    from siplint.found import Found
    from siplint.rulebook import BY_CODE

    for fault in document.faults:
        rule = BY_CODE[fault.code]
        for finding in rule.check(fault):
            yield Found(rule, finding, path)


def bodies(
    document: Document, path: Path, found: list[Found], *, update: bool
) -> Iterable[tuple[Path, Mapping[str, JSON]]]:
    """Give the bodies of a document with their paths; tell what stands in a body's place and is none."""
    value = document.value
    if value is ABSENT:
        return ()
    if isinstance(value, list) and not document.path:
        return _items(value, path, found, update=update)
    if not is_foreign(value, update=update):
        return ((path, value),)
    found += _foreign((), value, path)
    return ()


def _items(
    value: Iterable[JSON], path: Path, found: list[Found], *, update: bool
) -> Iterator[tuple[Path, Mapping[str, JSON]]]:
    for index, one in enumerate(value):
        if is_foreign(one, update=update):
            found += _foreign((index,), one, path)
        else:
            yield (*path, index), one


def _foreign(at: Path, value: JSON, base: Path) -> list[Found]:
    from siplint.found import Found
    from siplint.rulebook import BY_CODE

    rule = BY_CODE["RR005"]
    return [Found(rule, finding, base) for finding in rule.check(at, value)]


def elsewhere(document: Document, *, update: bool) -> bool:
    """Tell whether a document is plainly something else than a rule: its fields, as far as they can be read, say so."""
    value = document.value
    if value is ABSENT:
        return speaks_of_other_things(document.text)
    if isinstance(value, dict) and "pageInfo" in value:
        return False
    if isinstance(value, dict) and "routingRules" in value and "version" in value:
        return True
    if isinstance(value, list):
        return bool(value) and all(is_foreign(item, update=update) for item in value)
    return is_foreign(value, update=update)


def is_foreign(value: JSON, *, update: bool = False) -> bool:
    """Tell whether a value is plainly no routing rule; most have a field that tells."""
    if isinstance(value, dict) and "phoneNumbers" in value:
        return False
    from siplint.shape import foreign

    return foreign(value, update=update)


def speaks_of_other_things(text: str) -> bool:
    """Tell whether a text that is no JSON has keys, but none of a routing rule's."""
    import re

    keys = dict.fromkeys(re.findall(r'"([^"\\\n]{1,80})"\s{0,20}:', text[:100_000]))
    return bool(keys) and is_foreign(keys)
