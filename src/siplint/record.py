"""Immutable records that cost little to import and to make (dataclasses cost a clean run 26 ms)."""

from __future__ import annotations

from _collections import _tuplegetter  # type: ignore[import-not-found]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")
    Values = object
else:
    Values = tuple

    def dataclass_transform(**_: object) -> object:
        """Stand in for `typing.dataclass_transform`, which only type checkers need."""
        return lambda decorator: decorator


GETTERS = [_tuplegetter(place, "") for place in range(24)]
"""What gives the first, second, third field of a record; no record has more of them."""
make: Any = tuple.__new__
"""Make a record of a class from the values of all its fields, in order, without a look at them."""


class _Kind(type):
    """Makes a class whose annotations are its fields, and values given to them in its body their defaults."""

    def __new__(cls, title: str, bases: tuple[type, ...], body: dict[str, Any]) -> _Kind:
        names = tuple(body.get("__annotations__", ()))
        most = len(names)
        defaults = tuple([body[name] for name in names if name in body])
        least = most - len(defaults)
        places: dict[str, int] = {}

        def new(cls: type[T], *values: Any, **named: Any) -> T:
            given = len(values)
            if named or not least <= given <= most:
                values = filled(values, named)
            elif given < most:
                values += defaults[given - least :]
            return make(cls, values)  # type: ignore[no-any-return]

        def filled(values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
            nonlocal places
            given = len(values)
            if not places:  # made when first asked for, which most classes of a clean run never are
                places = dict(zip(names, range(most), strict=True))
            if given > most:
                raise wrong(f"{given} values")
            for name in names[given:least]:
                if name not in named:
                    raise wrong(name)
            fields = [*values, *names[given:least], *defaults[max(given - least, 0) :]]
            for name, value in named.items():
                place = places.get(name, -1)
                if place < given:
                    raise wrong(name)
                fields[place] = value
            return tuple(fields)

        def wrong(what: str) -> TypeError:
            return TypeError(f"{title} has the fields {', '.join(names)}; look at {what}")

        body.update(zip(names, GETTERS, strict=False))
        body["__slots__"] = ()
        body.setdefault("__new__", new)
        return type.__new__(cls, title, bases, body)


def fields_of(one: object) -> dict[str, Any]:
    """Give the fields of a record by name, the defaults too; so does `vars`."""
    return {name: getattr(one, name) for name in type(one).__annotations__}


def _frozen(self: object, name: str, _value: object = None) -> None:
    raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")


@dataclass_transform(frozen_default=True)
class Record(Values, metaclass=_Kind):
    """An immutable value with fields, hashable and printable; it equals only records of its own class.

    Wrong arguments raise TypeError, assignment AttributeError. Underneath it is a tuple: one whose items have names is
    made in a third of the time that an object with a `__dict__` takes. What siplint exports is a `Value`.
    """

    __hash__ = tuple.__hash__
    __dict__ = property(fields_of)
    __setattr__ = _frozen
    __delattr__ = _frozen

    def __eq__(self, other: object) -> bool:
        if type(other) is type(self):
            return tuple.__eq__(self, other)  # type: ignore[operator]
        return False if isinstance(other, tuple) else NotImplemented

    def __ne__(self, other: object) -> bool:
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in fields_of(self).items())})"

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), tuple(fields_of(self).values())


@dataclass_transform(frozen_default=True)
class Value:
    """The same as an object that has its fields and nothing else."""

    if TYPE_CHECKING:
        _known: tuple[tuple[str, ...], dict[str, Any]]
    else:
        _known = ((), {})

    def __init_subclass__(cls) -> None:
        names = (*cls._known[0], *vars(cls).get("__annotations__", ()))
        cls._known = names, {name: getattr(cls, name) for name in names if hasattr(cls, name)}

    def __init__(self, *values: Any, **named: Any) -> None:
        names, defaults = self._known
        fields = self.__dict__
        fields.update(zip(names, values))  # noqa: B905 (it is looked at below)
        given = len(fields)
        fields.update(named)
        wrong = given != len(values) or len(fields) != given + len(named)
        if len(fields) < len(names):
            self.__dict__.update({**defaults, **fields})
        if wrong or len(fields) != len(names):
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(names)}, each once")

    __setattr__ = _frozen
    __delattr__ = _frozen

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        fields = zip(self._known[0], self._values(), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in fields)})"

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), self._values()

    def _values(self) -> tuple[Any, ...]:
        return tuple([self.__dict__[name] for name in self._known[0]])
