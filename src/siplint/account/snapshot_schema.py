"""The published schema of an account snapshot."""

from __future__ import annotations

from siplint.account.snapshot import (
    AGENT_LIST,
    API_KEYS,
    NAMING_MEMBERS,
    NUMBER_LIST,
    PARTS,
    ROOM_LIST,
    RULE_LIST,
    VERSION,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON

TEXT: dict[str, JSON] = {"type": "string"}
OPTIONAL: dict[str, JSON] = {"type": ["string", "null"]}
WHOLE: dict[str, JSON] = {"type": "integer", "minimum": 0}
RECORD: dict[str, JSON] = {
    "title": "Phone number record",
    "type": "object",
    "required": ["e164"],
    "properties": {
        "e164": TEXT | {"title": "Number", "description": "In E.164.", "examples": ["+14155551234"]},
        "status": OPTIONAL | {"title": "Status", "description": "`ACTIVE` in all of the vendor's examples."},
    },
}
GATEWAY: dict[str, JSON] = {"type": ["object", "null"]}
NUMBER: dict[str, JSON] = {
    "title": "Phone number",
    "description": "As GET /v2/sip/phone-numbers lists it, or its record alone, or the number alone.",
    "anyOf": [
        TEXT,
        {
            "type": "object",
            "required": ["phoneNumber"],
            "properties": {
                "phoneNumber": RECORD,
                "inbound": GATEWAY | {"title": "Inbound gateway", "description": "null: none is attached."},
                "outbound": GATEWAY | {"title": "Outbound gateway", "description": "null: none is attached."},
            },
        },
        RECORD,
    ],
}
NUMBER_TEXTS: dict[str, JSON] = {"type": ["array", "null"], "items": TEXT}
RULE: dict[str, JSON] = {
    "title": "Routing rule",
    "description": "As GET /v2/sip/routing-rule lists it.",
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": TEXT | {"title": "ID", "minLength": 1},
        "name": OPTIONAL | {"title": "Name"},
        "type": OPTIONAL | {"title": "Type", "description": "inbound or outbound."},
        "numbers": NUMBER_TEXTS | {"title": "Numbers"},
        "phoneNumbers": NUMBER_TEXTS | {"title": "Numbers", "description": "Read where `numbers` is not there."},
        "agentId": OPTIONAL | {"title": "Agent ID"},
    },
}
TITLES = {
    NUMBER_LIST: ("Phone numbers", "The numbers provisioned on the account."),
    RULE_LIST: ("Routing rules", "The rules on the account."),
    API_KEYS: ("API keys", "The account's API keys; no secrets."),
    AGENT_LIST: ("Agents", "The account's agents; those you host yourself may be in no list of the API."),
    ROOM_LIST: ("Rooms", "The account's rooms."),
}


def account_schema() -> dict[str, JSON]:
    """Return the schema of a snapshot, without `$schema` and `$id`."""
    items = {
        NUMBER_LIST: NUMBER,
        RULE_LIST: RULE,
        **{name: _named(members) for name, members in NAMING_MEMBERS.items()},
    }
    return {
        "title": "Account snapshot",
        "description": "What is on a VideoSDK account. A part that is absent is unknown, not empty.",
        "type": "object",
        "anyOf": [{"required": [name]} for name in ("version", *PARTS)],
        "properties": {
            "version": {"title": "Version", "description": "Of this format.", "const": VERSION},
            "takenAt": TEXT
            | {"title": "Taken at", "description": "When (ISO 8601).", "examples": ["2026-01-31T12:00:00Z"]},
            **{name: _part(items[name], *TITLES[name]) for name in PARTS},
        },
    }


def _named(members: tuple[str, ...]) -> dict[str, JSON]:
    """Return the schema of an item that is a name, or has it in one of some members."""
    return {
        "anyOf": [
            TEXT,
            *({"type": "object", "required": [name], "properties": {name: TEXT}} for name in members),
        ]
    }


def _part(item: dict[str, JSON], title: str, description: str) -> dict[str, JSON]:
    page = {
        "title": "An answer of the API",
        "type": "object",
        "required": ["pageInfo", "data"],
        "properties": {
            "pageInfo": {"type": "object", "properties": {"currentPage": WHOLE, "lastPage": WHOLE, "total": WHOLE}},
            "data": {"type": "array", "items": item},
        },
    }
    listed = {"type": "array", "items": item}
    return {
        "title": title,
        "description": f"{description} A list, an answer of the API's list call, or a list of such answers.",
        "anyOf": [listed, page, {"type": "array", "items": page}, {"type": "null"}],
    }
