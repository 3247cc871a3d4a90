"""The one request that a phone keeps itself up to date with."""
