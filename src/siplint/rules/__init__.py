"""The rules, a module a subject; `siplint.rules.catalogue` finds them."""
