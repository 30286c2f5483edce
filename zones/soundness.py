"""Soundness: whether JSON fits a schema, told fast by closures and without a reason.

Nearly all dossiers are sound, and a library that can say why one is not takes a
hundred times as long over it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["compile_schema"]

Test = Callable[[Any], bool]

_TYPES: dict[str, Test] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: _is_number(value),
    "integer": lambda value: _is_number(value) and value == int(value),
}
_SILENT = frozenset("$schema $id $defs title description default examples then".split())
"""Keywords that judge nothing; ``then`` and ``else`` belong to ``if``."""


def compile_schema(schema: Mapping[str, Any], formats: Mapping[str, Test]) -> Test:
    """Return a function that tells whether a value fits a schema.

    Parameters
    ----------
    schema
        JSON Schema 2020-12, of the keywords that deesc's own schemas use.
    formats
        For each ``format`` whether a string is of it.

    Raises
    ------
    ValueError
        If the schema has a keyword that is not known here.
    """
    return _Compiler(schema, formats).compile(schema)


class _Compiler:
    def __init__(self, root: Mapping[str, Any], formats: Mapping[str, Test]) -> None:
        self.root = root
        self.formats = formats
        self.named: dict[str, Test] = {}

    def compile(self, schema: Any) -> Test:
        """Return the test of a schema: all its keywords must agree."""
        if isinstance(schema, bool):
            return lambda value: schema
        tests = [
            self.keyword(name, given, schema)
            for name, given in schema.items()
            if name not in _SILENT and not (name == "else" and "if" in schema)
        ]
        if len(tests) == 1:
            return tests[0]
        return lambda value: all(test(value) for test in tests)

    def keyword(self, name: str, given: Any, schema: Mapping[str, Any]) -> Test:
        """Return the test of one keyword."""
        make = getattr(self, f"_{name.strip('$')}", None)
        if make is None:
            msg = f"keyword {name!r} is not known"
            raise ValueError(msg)
        test: Test = make(given, schema)
        return test

    def _ref(self, given: str, _: Any) -> Test:
        if given not in self.named:
            self.named[given] = lambda value: False  # until it is compiled
            found: Any = self.root
            for part in given.removeprefix("#/").split("/"):
                found = found[part]
            self.named[given] = self.compile(found)
        return lambda value: self.named[given](value)

    def _type(self, given: str | list[str], _: Any) -> Test:
        tests = [
            _TYPES[each] for each in ([given] if isinstance(given, str) else given)
        ]
        if len(tests) == 1:
            return tests[0]
        return lambda value: any(test(value) for test in tests)

    def _properties(self, given: Mapping[str, Any], _: Any) -> Test:
        tests = {name: self.compile(each) for name, each in given.items()}
        return lambda value: not isinstance(value, dict) or all(
            tests[name](each) for name, each in value.items() if name in tests
        )

    def _additionalProperties(self, given: Any, schema: Mapping[str, Any]) -> Test:
        known, test = frozenset(schema.get("properties", ())), self.compile(given)
        return lambda value: not isinstance(value, dict) or all(
            test(each) for name, each in value.items() if name not in known
        )

    def _required(self, given: list[str], _: Any) -> Test:
        return lambda value: not isinstance(value, dict) or all(
            name in value for name in given
        )

    def _items(self, given: Any, _: Any) -> Test:
        test = self.compile(given)
        return lambda value: not isinstance(value, list) or all(map(test, value))

    def _minItems(self, given: int, _: Any) -> Test:
        return lambda value: not isinstance(value, list) or len(value) >= given

    def _maxItems(self, given: int, _: Any) -> Test:
        return lambda value: not isinstance(value, list) or len(value) <= given

    def _minProperties(self, given: int, _: Any) -> Test:
        return lambda value: not isinstance(value, dict) or len(value) >= given

    def _enum(self, given: list[Any], _: Any) -> Test:
        return lambda value: any(_is_same(value, each) for each in given)

    def _const(self, given: Any, _: Any) -> Test:
        return lambda value: _is_same(value, given)

    def _pattern(self, given: str, _: Any) -> Test:
        pattern = re.compile(given)
        return lambda value: not isinstance(value, str) or bool(pattern.search(value))

    def _format(self, given: str, _: Any) -> Test:
        test = self.formats[given]
        return lambda value: not isinstance(value, str) or test(value)

    def _minLength(self, given: int, _: Any) -> Test:
        return lambda value: not isinstance(value, str) or len(value) >= given

    def _minimum(self, given: float, _: Any) -> Test:
        return lambda value: not _is_number(value) or value >= given

    def _exclusiveMinimum(self, given: float, _: Any) -> Test:
        return lambda value: not _is_number(value) or value > given

    def _maximum(self, given: float, _: Any) -> Test:
        return lambda value: not _is_number(value) or value <= given

    def _allOf(self, given: list[Any], _: Any) -> Test:
        tests = [self.compile(each) for each in given]
        return lambda value: all(test(value) for test in tests)

    def _anyOf(self, given: list[Any], _: Any) -> Test:
        tests = [self.compile(each) for each in given]
        return lambda value: any(test(value) for test in tests)

    def _not(self, given: Any, _: Any) -> Test:
        test = self.compile(given)
        return lambda value: not test(value)

    def _if(self, given: Any, schema: Mapping[str, Any]) -> Test:
        test = self.compile(given)
        then = self.compile(schema.get("then", True))
        other = self.compile(schema.get("else", True))
        return lambda value: then(value) if test(value) else other(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_same(one: Any, other: Any) -> bool:
    """Whether JSON values are equal; true is not 1."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)
