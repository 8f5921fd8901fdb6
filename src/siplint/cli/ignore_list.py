"""All globs of a file as one automaton: a path is read once, whatever the globs are."""

from __future__ import annotations

from siplint.cli.globs import DEEP, FOLDERS, ONE, SLASH, STAR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    from siplint.cli.globs import Glob, Token

    Table: TypeAlias = dict[bytes, tuple[list[int], list[int]]]


class IgnoreList:
    """Globs in their order, of which the last that matches decides, as in a .gitignore.

    Plain names (`build`), plain ends (`*.log`) and plain paths (`/docs/build`) are looked up. All other globs are one
    nondeterministic automaton; the set of its states is one integer, so that a path costs one step a byte. `steps`
    counts them.
    """

    __slots__ = ("automaton", "ends", "globs", "names", "paths", "steps")

    def __init__(self, globs: Iterable[Glob]) -> None:
        self.globs = list(globs)
        self.names: Table = {}
        self.ends: dict[int, Table] = {}
        self.paths: Table = {}
        self.steps = 0
        complex_globs = []
        for number, glob in enumerate(self.globs):
            if glob.is_dead:
                continue
            has_star = glob.tokens[0][0] == STAR and not glob.anchored
            text = _literal(glob.tokens[has_star:])
            if text is None:
                complex_globs.append(number)
                continue
            table = self.ends.setdefault(len(text), {}) if has_star else self.paths if glob.anchored else self.names
            for_files, for_folders = table.setdefault(text, ([], []))
            for_folders.append(number)
            if not glob.folders_only:
                for_files.append(number)
        self.automaton = _Automaton(self.globs, complex_globs) if complex_globs else None

    def verdict(self, path: bytes, *, is_folder: bool) -> bool | None:
        """Tell whether a path, relative to the folder of the list, is ignored; None: no glob is about it."""
        last = max([numbers[-1] for numbers in self.matches(path, is_folder=is_folder, last_only=True)], default=-1)
        return None if last < 0 else not self.globs[last].negated

    def matches(self, path: bytes, *, is_folder: bool, last_only: bool = False) -> Iterator[Sequence[int]]:
        """Return the numbers of the globs that match a path, in lists that are not empty, each in their order.

        With `last_only` the last of them is in one of the lists, and not all others need to be.
        """
        name = path[path.rfind(b"/") + 1 :]
        found = [self.names.get(name), self.paths.get(path)]
        for length, ends in self.ends.items():
            if length <= len(name):
                found.append(ends.get(name[len(name) - length :]))
        for one in found:
            if one and one[is_folder]:
                yield one[is_folder]
        if self.automaton:
            self.steps += len(path)
            numbers = self.automaton.matches(path, is_folder=is_folder, last_only=last_only)
            if numbers:
                yield numbers

    def ignores(self, path: bytes, *, is_folder: bool = False) -> bool:
        """Tell whether a path or a folder above it is ignored; nothing in an ignored folder can be taken back."""
        return any(self.verdict(one, is_folder=folder) for one, folder in _with_folders(path, is_folder))

    def all_about(self, path: bytes) -> set[int]:
        """Return the numbers of all globs that match a file, or a folder that it is in."""
        found: set[int] = set()
        for one, is_folder in _with_folders(path, False):
            found.update(*self.matches(one, is_folder=is_folder))
        return found


def _with_folders(path: bytes, is_folder: bool) -> Iterator[tuple[bytes, bool]]:
    """Return the folders that a path is in, from the outermost, and the path."""
    slash = path.find(b"/")
    while slash >= 0:
        yield path[:slash], True
        slash = path.find(b"/", slash + 1)
    yield path, is_folder


class _Automaton:
    """A nondeterministic automaton; a set of states is an integer with a bit for each of them."""

    __slots__ = ("accepting", "any_loops", "by_byte", "folder_accepting", "loops", "numbers", "skips", "start")

    def __init__(self, globs: Sequence[Glob], chosen: Sequence[int]) -> None:
        self.numbers: dict[int, int] = {}
        start: list[int] = []
        accepting: list[int] = []
        size = sum(3 * len(globs[number].tokens) + 4 for number in chosen) // 8 + 1
        marks: dict[str, list[int]] = {STAR: [], DEEP: [], FOLDERS: []}
        moves = [bytearray(size) for _ in range(256)]
        state = 0
        for number in chosen:
            glob = globs[number]
            tokens: Sequence[Token] = glob.tokens if glob.anchored else ((FOLDERS, b""), *glob.tokens)
            start.append(state)
            for kind, allowed in tokens:
                if kind == ONE:
                    for byte in allowed:
                        moves[byte][state // 8] |= 1 << state % 8
                else:
                    marks[kind].append(state)
                if kind == FOLDERS:  # skip it, or go through any bytes and a slash
                    marks[DEEP].append(state + 1)
                    state += 2
                    moves[SLASH][state // 8] |= 1 << state % 8
                state += 1
            self.numbers[state] = number
            if not glob.folders_only:
                accepting.append(state)
            state += 1
        self.any_loops = _bits(marks[DEEP], size)
        self.loops = self.any_loops | _bits(marks[STAR], size)
        self.skips = _bits(marks[FOLDERS], size)
        self.accepting = _bits(accepting, size)
        self.folder_accepting = _bits(self.numbers, size)
        self.by_byte = [int.from_bytes(states, "little") for states in moves]
        self.start = self.closed(_bits(start, size))

    def closed(self, states: int) -> int:
        """Add the states that are reached without reading anything: in a few rounds, since no two skips are neighbours."""
        while True:
            more = states | (states & (self.loops | self.skips)) << 1 | (states & self.skips) << 3
            if more == states:
                return states
            states = more

    def matches(self, path: bytes, *, is_folder: bool, last_only: bool) -> list[int]:
        """Return the numbers of the globs that match, or of the last of them."""
        states = self.start
        for byte in path:
            stays = states & (self.any_loops if byte == SLASH else self.loops)
            states = self.closed((states & self.by_byte[byte]) << 1 | stays)
            if not states:
                return []
        states &= self.folder_accepting if is_folder else self.accepting
        if last_only:
            return [self.numbers[states.bit_length() - 1]] if states else []
        flags = states.to_bytes(states.bit_length() // 8 + 1, "little")
        return [
            self.numbers[at * 8 + bit] for at, byte in enumerate(flags) if byte for bit in range(8) if byte >> bit & 1
        ]


def _literal(tokens: Sequence[Token]) -> bytes | None:
    """Return the text that tokens stand for, if they stand for only one."""
    if any(kind != ONE or len(allowed) != 1 for kind, allowed in tokens):
        return None
    return b"".join(allowed for _, allowed in tokens)


def _bits(states: Iterable[int], size: int) -> int:
    bits = bytearray(size)
    for state in states:
        bits[state // 8] |= 1 << state % 8
    return int.from_bytes(bits, "little")
