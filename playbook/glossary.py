"""The one glossary: what words mean here, for pages, handbook and documentation."""

GLOSSARY: dict[str, str] = {
    "accountable": "the one party that answers for a piece of work, whoever does it",
    "assessment": "the answer to 'how ready are we on that day', worked out from decisions and measurements",
    "baseline": "where a trajectory starts, or the last good weeks a change is held against",
    "blocked": "work waits for what is named",
    "charter": "the promise of what will stand after its days, in phases and deliverables",
    "claimed": "somebody says so; not yet shown",
    "control": "one thing a framework such as NIST AI RMF asks for",
    "control chart": "a metric's weeks with limits that tell signal from noise",
    "coverage": "how much of what should be known is known; for a framework, how much of it is met",
    "criterion": "one line of a gate",
    "deliverable": "one thing the charter promises, with an owner and a day",
    "done": "claimed to be done; counts once its proof holds",
    "dropped": "taken out of the charter; no longer counts",
    "evidence": "a dated document that someone other than its author reviewed",
    "exempt": "set aside for some days, on another person's word",
    "exemption": "a criterion set aside for some days, on another person's word",
    "experiment": "anything with AI that is being tried, found by the audit",
    "gate": "what a product must show before it may enter its next stage",
    "GO": "every criterion is met; the product may go on",
    "GO WITH CONDITIONS": "the product may go on; what is named still has to be settled",
    "hallucination": "an answer that states what its sources do not support",
    "in progress": "work began and is not claimed to be done",
    "incident": "something that went wrong, with a timeline, a write-up and actions",
    "INCONCLUSIVE": "too few cases to say; collect more and ask again",
    "inconclusive": "the number looks right or wrong, and the sample is too small to prove either",
    "indicator": "a metric that raises a risk by itself",
    "key criterion": "one without which the gate cannot be passed",
    "layer": "a part of the stack that is decided as one",
    "level of risk": "likelihood times impact, each from 1 to 5",
    "met": "the line is held, as far as the sample proves it",
    "model diff": "old and new model compared on answers, cost, latency and sentiment before a switch",
    "no data": "nothing was reported",
    "NO-GO": "a key criterion is missed, or too few points can still be reached",
    "north-star metric": "a number that is read every week because it shows whether the promise is kept",
    "not applicable": "not asked of this product",
    "NOT EVALUATED": "a key fact is missing or too old to judge by",
    "not met": "the line is missed",
    "not started": "nobody has said that work began",
    "observation": "one measured number of one metric, product and period",
    "observing": "shown and judged; decides nothing yet",
    "postmortem": "the blameless write-up of an incident",
    "product": "an AI workflow on its way to users, through spec, prototype, ship and monitor",
    "proven": "shown by facts that the tracker checks itself",
    "RACI": "who is responsible, accountable, consulted and informed",
    "readiness": "how far charter, experiments, metrics, stack and gates have come, from 0 to 100",
    "red team": "people who attack the product before others do",
    "ring": "how far an option of the stack has come: hold, assess, trial, adopt",
    "risk tier": "how much harm a product could do: minimal, limited, high",
    "seat": "a role in the organization; persons come and go, seats stay",
    "sign-off": "a person's word that something holds, which falls when it gets worse",
    "stale": "older than a number may be to count",
    "trajectory": "where a metric should be on each day, between its dated targets",
    "triage": "to look at something new and say: seen, trial, adopted, dropped",
    "verdict": "what a gate says: GO, GO WITH CONDITIONS, INCONCLUSIVE, NOT EVALUATED or NO-GO",
    "warning": "the line to pass is missed; the warning line holds",
}
"""Every status word a badge can carry is in it, and so are the nouns of the playbook."""


_TERMS = {term.casefold(): term for term in GLOSSARY}
_LONGEST = 3
"""Words of a term, at most."""


def term_of(heading: str) -> str | None:
    """The term that a heading is or ends in, one or many (`Open seats` is about a seat); None where it is none."""
    words = heading.casefold().split()
    for count in range(min(_LONGEST, len(words)), 0, -1):
        tail = " ".join(words[-count:])
        singular = f"{tail[:-3]}y" if tail.endswith("ies") else tail.removesuffix("s")
        if (found := _TERMS.get(tail) or _TERMS.get(singular)) is not None:
            return found
    return None


def explained(word: str) -> str:
    """What a word of the glossary means, as a sentence: for help texts."""
    means = GLOSSARY[word]
    return f"{means[0].upper()}{means[1:]}."
