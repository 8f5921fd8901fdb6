"""Facts about phone numbers, IP addresses, SIP headers and words."""
