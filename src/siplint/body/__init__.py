"""From a JSON value to the body that is meant."""
