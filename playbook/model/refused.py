"""What a model or a small grammar cannot take, as facts; the sentence is made of them once."""


class Refused(ValueError):
    """`expected` and what was `found` in its place (as it would be quoted); or what is wrong (`found`) and its
    `remedy`; or the `kinds` of which a `whole` names exactly one."""

    def __init__(
        self, found: str = "", *, expected: str = "", remedy: str = "", whole: str = "", kinds: tuple[str, ...] = ()
    ) -> None:
        self.found, self.expected, self.remedy = found, expected, remedy
        self.whole, self.kinds = whole, kinds
        if kinds:
            sentence = f"a {whole} names exactly one of {', '.join(kinds)}"
        elif expected:
            sentence = f"expected {expected}" + (f", found {found}" if found else "")
        else:
            sentence = "; ".join(part for part in (found, remedy) if part)
        super().__init__(sentence)
