"""The rules, a module a subject; `siplint.rulebook` has them all."""
