"""The shape of a rule's body for pydantic, in the two ways one would write it."""

# the annotations are read when the classes are made
from typing import Annotated, Any, Literal, NotRequired

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import TypedDict

Name = Annotated[str, Field(pattern=r"\S")]
Number = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{1,14}$")]
Direction = Literal["inbound", "outbound"]
Headers = Literal["ALL", "SIP_X_HEADERS", "NONE"]
STRICT = ConfigDict(strict=True, extra="forbid")


class RoomModel(BaseModel):
    """The room, as a model."""

    model_config = STRICT
    type: Literal["static", "dynamic"] | None = None
    prefix: str | None = None
    id: str | None = None
    pin: str | None = None


class RuleModel(BaseModel):
    """The body, as a model: what most people write."""

    model_config = STRICT
    name: Name
    type: Direction
    phoneNumbers: list[Number]
    apiKey: str | None = None
    agentId: str | None = None
    agentMetadata: dict[str, Any] | None = None
    room: RoomModel | None = None
    includeHeaders: Headers | None = None
    headersToAttributes: dict[str, str] | None = None
    headers: dict[str, str] | None = None
    allowedNumbers: list[str] | None = None
    allowedIpAddresses: list[str] | None = None
    tags: list[str] | None = None
    recording: bool | None = None
    dtmf: bool | None = None
    noiseCancellation: bool | None = None
    hidePhoneNumber: bool | None = None


@with_config(STRICT)
class RoomDict(TypedDict, total=False):
    """The room, as a typed dictionary."""

    type: Literal["static", "dynamic"]
    prefix: str
    id: str
    pin: str


@with_config(STRICT)
class RuleDict(TypedDict):
    """The body, as a typed dictionary: pydantic's fastest way."""

    name: Name
    type: Direction
    phoneNumbers: list[Number]
    apiKey: NotRequired[str]
    agentId: NotRequired[str]
    agentMetadata: NotRequired[dict[str, Any]]
    room: NotRequired[RoomDict]
    includeHeaders: NotRequired[Headers]
    headersToAttributes: NotRequired[dict[str, str]]
    headers: NotRequired[dict[str, str]]
    allowedNumbers: NotRequired[list[str]]
    allowedIpAddresses: NotRequired[list[str]]
    tags: NotRequired[list[str]]
    recording: NotRequired[bool]
    dtmf: NotRequired[bool]
    noiseCancellation: NotRequired[bool]
    hidePhoneNumber: NotRequired[bool]


by_model = RuleModel.model_validate
by_dict = TypeAdapter(RuleDict).validate_python
