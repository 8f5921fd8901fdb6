"""The bodies as types, so that a type checker reports `headers` in an `InboundBody` before siplint does."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias

from typing_extensions import TypedDict

Prefix: TypeAlias = Literal["blank", "participantNumber", "sipNumber", "random"]


class Room(TypedDict, total=False):
    """The room that calls are put in."""

    type: Literal["static", "dynamic"]
    prefix: Prefix
    id: str
    pin: str


class _Common(TypedDict):
    name: str
    phoneNumbers: list[str]
    apiKey: NotRequired[str]
    agentId: NotRequired[str]
    agentMetadata: NotRequired[dict[str, Any]]
    room: NotRequired[Room]
    includeHeaders: NotRequired[Literal["ALL", "SIP_X_HEADERS", "NONE"]]
    allowedNumbers: NotRequired[list[str]]
    allowedIpAddresses: NotRequired[list[str]]
    tags: NotRequired[list[str]]
    recording: NotRequired[bool]
    dtmf: NotRequired[bool]
    noiseCancellation: NotRequired[bool]
    hidePhoneNumber: NotRequired[bool]


class InboundBody(_Common):
    """The body that creates an inbound rule."""

    type: Literal["inbound"]
    headersToAttributes: NotRequired[dict[str, str]]


class OutboundBody(_Common):
    """The body that creates an outbound rule."""

    type: Literal["outbound"]
    headers: NotRequired[dict[str, str]]


class UpdateBody(TypedDict, total=False):
    """The body that changes a rule. At least one field; the stored rule decides which header field is allowed."""

    name: str
    phoneNumbers: list[str]
    apiKey: str
    agentId: str
    agentMetadata: dict[str, Any]
    room: Room
    includeHeaders: Literal["ALL", "SIP_X_HEADERS", "NONE"]
    headersToAttributes: dict[str, str]
    headers: dict[str, str]
    allowedNumbers: list[str]
    allowedIpAddresses: list[str]
    tags: list[str]
    recording: bool
    dtmf: bool
    noiseCancellation: bool
    hidePhoneNumber: bool


Body: TypeAlias = InboundBody | OutboundBody
