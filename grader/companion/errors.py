"""What a student asked for and cannot have, in a sentence that says what to type."""


class CompanionError(Exception):
    """A request that cannot be met; the message says what to do instead."""
