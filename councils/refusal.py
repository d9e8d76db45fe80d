"""How a verb says that a step is not possible now; pages print it as an error, commands on standard error."""


class Refused(Exception):
    """The message is one plain sentence for the person who tried."""
