"""The immutable record that all our data is made of (dataclasses would cost a clean run 26 ms to import)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Self, dataclass_transform
else:

    def dataclass_transform(**_: object) -> object:
        """Stand in for `typing.dataclass_transform`, which only type checkers need."""
        return lambda decorator: decorator


@dataclass_transform(frozen_default=True)
class Record:
    """An immutable value: the annotations of a subclass are its fields, values given there their defaults.

    Records are equal if they are of one class and all fields are equal. Wrong arguments raise TypeError, assignment
    raises AttributeError.
    """

    if TYPE_CHECKING:
        field_names: tuple[str, ...]
        field_defaults: dict[str, Any]
    else:
        field_names = ()
        field_defaults = {}

    def __init_subclass__(cls) -> None:
        cls.field_names = tuple(cls.__annotations__)
        cls.field_defaults = {name: vars(cls)[name] for name in cls.field_names if name in vars(cls)}

    def __init__(self, *values: Any, **named: Any) -> None:
        names = self.field_names
        fields = self.__dict__
        fields.update(self.field_defaults)
        fields.update(zip(names, values))  # noqa: B905 (the lengths are compared below)
        if named:
            fields.update(named)
            wrong = len(values) > len(names) or not named.keys().isdisjoint(names[: len(values)])
        else:
            wrong = len(values) > len(names)
        if wrong or len(fields) != len(names):
            raise TypeError(f"{type(self).__name__} takes the fields {', '.join(names)}, each once")

    def but(self, **changes: Any) -> Self:
        """Return a copy with some fields changed."""
        return type(self)(**{**self.__dict__, **changes})

    def __setattr__(self, name: str, _value: object = None) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    __delattr__ = __setattr__

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple([self.__dict__[name] for name in self.field_names]))

    def __repr__(self) -> str:
        fields = ", ".join([f"{name}={self.__dict__[name]!r}" for name in self.field_names])
        return f"{type(self).__name__}({fields})"

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), tuple([self.__dict__[name] for name in self.field_names])
