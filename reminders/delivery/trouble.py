"""The three ways in which handing over can fail."""

from __future__ import annotations


class ProviderTrouble(Exception):
    """The provider does not take mail now: no use in trying the rest of the batch."""


class PutOff(Exception):
    """The provider does not take this e-mail now; it may take others."""


class Refused(Exception):
    """The provider will never take this e-mail. `bounced`: because nothing can be delivered to its address."""

    def __init__(self, words: str, *, bounced: bool = False) -> None:
        super().__init__(words)
        self.bounced = bounced
