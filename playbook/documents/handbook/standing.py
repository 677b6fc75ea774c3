"""The handbook's page of records: readiness, deliverables, products, verdicts and choices on one day."""

from metrics.definition import words_of
from playbook.documents.document import Block, Heading, Paragraph, Table
from playbook.documents.handbook import wording as words
from playbook.model.playbook import Playbook
from playbook.readiness.assessment import Assessment
from playbook.wording import AREA_WORDS, VERDICT_WORDS, score_text, seat_text


def standing_page(playbook: Playbook, assessment: Assessment) -> tuple[Block, ...]:
    """Blocks of the page; a section of which nothing is known is left out."""
    readiness, day = assessment.readiness, assessment.as_of
    blocks: list[Block] = [
        Heading(2, words.READINESS),
        Paragraph(words.headline(readiness.score, readiness.plan)),
        Table(
            words.AREA_COLUMNS,
            tuple(
                (AREA_WORDS[area.area], score_text(area.score), score_text(area.plan), area.reason)
                for area in readiness.areas
            ),
            words.READINESS,
        ),
    ]
    sections = (
        (
            words.DELIVERABLES,
            words.STANDING_COLUMNS,
            tuple(
                (one.name, "yes" if one.claimed else "no", "yes" if one.proven else "no", "; ".join(one.reasons))
                for one in assessment.charter.deliverables
            ),
        ),
        (
            words.PRODUCTS,
            words.PRODUCT_COLUMNS,
            tuple(
                (
                    product.title,
                    str(product.stage_on(day) or ""),
                    str(product.tier_on(day)),
                    seat_text(product.owner),
                    product.purpose,
                )
                for product in playbook.products.values()
                if product.exists_on(day)
            ),
        ),
        (
            words.VERDICTS,
            words.VERDICT_COLUMNS,
            tuple(
                (gate.product_name, gate.gate_name, VERDICT_WORDS[gate.verdict], gate.words)
                for gate in assessment.gates
                if not gate.quiet
            ),
        ),
        (
            words.CHOICES,
            words.CHOICE_COLUMNS,
            tuple(
                (layer.name, words_of(layer.state), layer.option_name or "", "; ".join(layer.reasons))
                for layer in assessment.stack.layers
            ),
        ),
    )
    for title, columns, rows in sections:
        if rows:
            blocks += [Heading(2, title), Table(columns, rows, title)]
    return tuple(blocks)
