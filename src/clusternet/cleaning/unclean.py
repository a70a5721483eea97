"""What a cleaner raises when a text is not a value of its kind."""


class Unclean(ValueError):
    """A text that is not a value of the kind asked for; carries the rule it breaks."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(rule)
