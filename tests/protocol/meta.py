"""Holds messages against the protocol's meta model, as lsprotocol's types give it: no unknown property, none
missing, none null that may only be absent, every value of its kind and in its limits."""

import enum
import re
import typing
from collections import abc

import attrs
from lsprotocol import types


class Wrong(Exception):
    pass


_resolved = set()


def fields(cls):
    if cls not in _resolved:
        attrs.resolve_types(cls, dict(types.ALL_TYPES_MAP), {})
        _resolved.add(cls)
    return {camel(f.name): f for f in attrs.fields(cls)}


def camel(name):
    head, *rest = name.strip("_").split("_")
    return head + "".join(part.capitalize() for part in rest)


def check(value, kind, where):
    """Raises Wrong unless `value` is of `kind`."""
    if kind is typing.Any:
        return
    if isinstance(kind, (str, typing.ForwardRef)):
        name = kind if isinstance(kind, str) else kind.__forward_arg__
        return check(value, types.ALL_TYPES_MAP.get(name) or getattr(types, name), where)
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Union:
        problems = []
        for one in args:
            try:
                return check(value, one, where)
            except Wrong as problem:
                problems.append(str(problem))
        # The one that got deepest is the one that was meant.
        raise Wrong(max(problems, key=lambda p: len(p.split(":")[0])))
    if kind is None or kind is type(None):
        wants(value is None, where, "null", value)
    elif origin is typing.Literal or str(origin).endswith("Literal"):
        wants(value in args, where, args, value)
    elif origin in (abc.Sequence, list):
        wants(isinstance(value, list), where, "a list", value)
        for i, item in enumerate(value):
            check(item, args[0], f"{where}[{i}]")
    elif origin is tuple:
        wants(isinstance(value, list) and len(value) == len(args), where, "a tuple", value)
        for i, (item, one) in enumerate(zip(value, args)):
            check(item, one, f"{where}[{i}]")
    elif origin in (abc.Mapping, dict):
        wants(isinstance(value, dict), where, "a map", value)
        for key, item in value.items():
            check(item, args[1], f"{where}.{key}")
    elif kind is bool:
        wants(isinstance(value, bool), where, "a boolean", value)
    elif kind is int:
        wants(isinstance(value, int) and not isinstance(value, bool), where, "an integer", value)
        wants(-(2**31) <= value < 2**31, where, "32 bits", value)
    elif kind is float:
        wants(isinstance(value, (int, float)) and not isinstance(value, bool), where, "a number", value)
    elif kind is str:
        wants(isinstance(value, str), where, "a string", value)
    elif isinstance(kind, type) and issubclass(kind, enum.Enum):
        wants(not isinstance(value, bool) and value in [e.value for e in kind], where, kind.__name__, value)
    elif attrs.has(kind):
        structure(value, kind, where)
    elif kind is object:
        return
    else:
        raise AssertionError(f"no check for {kind}")


def structure(value, cls, where):
    wants(isinstance(value, dict), where, cls.__name__, value)
    known = fields(cls)
    for key in value:
        wants(key in known, f"{where}.{key}", f"a property of {cls.__name__}", value[key])
    for key, field in known.items():
        if key not in value:
            wants(field.default is not attrs.NOTHING, f"{where}.{key}", "to be there", None)
            continue
        if value[key] is None:
            special = types.is_special_property(cls, field.name) or is_any(field.type)
            wants(special, f"{where}.{key}", "absent rather than null", None)
            if field.default is not attrs.NOTHING:
                continue
        check(value[key], field.type, f"{where}.{key}")
        if field.validator and isinstance(value[key], int) and not isinstance(value[key], bool):
            try:
                field.validator(None, field, value[key])
            except (ValueError, TypeError):
                raise Wrong(f"{where}.{key}: {value[key]} is out of range")


def is_any(kind):
    return kind is typing.Any or typing.Any in typing.get_args(kind)


def wants(right, where, what, value):
    if not right:
        raise Wrong(f"{where}: wanted {what}, got {value!r:.120}")


def request(message):
    """Checks a request or notification."""
    method = message["method"]
    wants(method in types.METHOD_TO_TYPES, method, "a method of the protocol", method)
    structure(message, types.METHOD_TO_TYPES[method][0], method)


def response(method, message):
    """Checks the answer to a request of `method`."""
    wants(("result" in message) != ("error" in message), method, "a result or an error", message)
    if "error" in message:
        structure(message["error"], types.ResponseError, f"{method}!error")
        return
    cls = types.METHOD_TO_TYPES[method][1]
    wants(message.get("jsonrpc") == "2.0", method, "jsonrpc 2.0", message.get("jsonrpc"))
    kind = fields(cls)["result"].type if "result" in fields(cls) else None
    check(message["result"], kind, re.sub("^.*/", "", method))
