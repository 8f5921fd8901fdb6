"""Names of other APIs that mean a field of a routing rule, without what spellings differ in."""

from __future__ import annotations

ALIASES = {
    "numbers": "phoneNumbers",
    "phonenumber": "phoneNumbers",
    "callednumbers": "phoneNumbers",
    "direction": "type",
    "ruletype": "type",
    "record": "recording",
    "recordcalls": "recording",
    "recordaudio": "recording",
    "recordingenabled": "recording",
    "enablerecording": "recording",
    "enabledtmf": "dtmf",
    "dtmfenabled": "dtmf",
    "enablenoisecancellation": "noiseCancellation",
    "krispenabled": "noiseCancellation",
    "allowedaddresses": "allowedIpAddresses",
    "allowedips": "allowedIpAddresses",
    "ipallowlist": "allowedIpAddresses",
    "callernumbers": "allowedNumbers",
    "allowedcallers": "allowedNumbers",
    "customheaders": "headers",
    "sipheaders": "headers",
    "headerstoattribute": "headersToAttributes",
    "headermapping": "headersToAttributes",
    "attributesmapping": "headersToAttributes",
    "hidenumber": "hidePhoneNumber",
    "hidecallerid": "hidePhoneNumber",
    "includeheader": "includeHeaders",
}
"""Names that certainly mean a field where the value has its type."""
ROOM_ALIASES = {
    "roomid": "id",
    "roomtype": "type",
    "roomprefix": "prefix",
    "roompin": "pin",
    "passcode": "pin",
}
"""The same for the members of `room`."""


def folded(word: str) -> str:
    """Return a word without what spellings differ in: case, underscores, hyphens, spaces."""
    return word.lower().replace("_", "").replace("-", "").replace(" ", "")
