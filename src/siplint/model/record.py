"""The immutable record that all our data is made of; importing dataclasses would cost a clean run 26 ms."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, Self, dataclass_transform
else:

    def dataclass_transform(**_: object) -> object:
        """Stand in for `typing.dataclass_transform`, which only type checkers need."""
        return lambda decorator: decorator


@dataclass_transform(frozen_default=True)
class Record:
    """An immutable value. The annotations of a subclass are its fields, and the values given there are defaults.

    Two records are equal if they have the same class and all fields are equal. Wrong arguments raise TypeError,
    assignment raises AttributeError.
    """

    field_names: ClassVar[tuple[str, ...]] = ()
    _required: ClassVar[int] = 0
    _known: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        cls.field_names = tuple(cls.__annotations__)
        cls._known = frozenset(cls.field_names)
        cls._required = sum(name not in vars(cls) for name in cls.field_names)

    def __init__(self, *values: Any, **named: Any) -> None:
        fields = self.__dict__  # what is not given is read from the class, which has the defaults
        fields.update(zip(self.field_names, values))  # noqa: B905 (the lengths are compared below)
        given = len(values)
        if named:
            fields.update(named)
            if len(fields) != given + len(named) or not named.keys() <= self._known:
                raise self._wrong(", ".join(named))
        if given < self._required:
            for name in self.field_names[given : self._required]:
                if name not in fields:
                    raise self._wrong(name)
        elif given > len(self.field_names):
            raise self._wrong(f"{given} values")

    def _wrong(self, what: str) -> TypeError:
        return TypeError(f"{type(self).__name__} takes the fields {', '.join(self.field_names)}, each once: {what}")

    def fields(self) -> dict[str, Any]:
        """Return the values of all fields by name."""
        return {name: getattr(self, name) for name in self.field_names}

    def but(self, **changes: Any) -> Self:
        """Return a copy with some fields changed."""
        return type(self)(**{**self.__dict__, **changes})

    def __setattr__(self, name: str, _value: object = None) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    __delattr__ = __setattr__

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        fields = ", ".join([f"{name}={value!r}" for name, value in self.fields().items()])
        return f"{type(self).__name__}({fields})"

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), self._values()

    def _values(self) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in self.field_names])
