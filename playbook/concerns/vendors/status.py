"""How vendors stand on a day: reviews in date, contract in force, models that retire; and the risk of retirements."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from playbook.concerns.vendors import wording
from playbook.json_values import fill
from playbook.model.dated import last_of, when
from playbook.model.evidence import Review
from playbook.model.vendors import Contract, ModelInUse, ReviewKind, Vendor, VendorBar
from playbook.results.questions import Questions
from playbook.results.vendors import (
    ContractStatus,
    GapKind,
    ModelStatus,
    VendorGap,
    VendorReviewStatus,
    VendorStatus,
)
from playbook.verdict import Judgement, Outcome


def vendors_status(questions: Questions) -> tuple[VendorStatus, ...]:
    """Every vendor in use on the day."""
    day = questions.day
    return tuple(
        _status(questions, vendor)
        for vendor in questions.playbook.records.vendors.vendors
        if vendor.on <= day and (vendor.until is None or vendor.until >= day)
    )


def _status(questions: Questions, vendor: Vendor) -> VendorStatus:
    bar, day = questions.playbook.definitions.governance.vendors, questions.day
    kinds = dict.fromkeys((*bar.reviews, *(review.kind for review in vendor.reviews if review.on <= day)))
    reviews = tuple(_review(vendor, kind, bar, day) for kind in kinds)
    contract = _in_force(vendor, day)
    models = tuple(_model(questions, model) for model in _in_use(vendor, day))
    return VendorStatus(
        id=vendor.id,
        name=vendor.title,
        provides=vendor.provides,
        owner=vendor.owner,
        products=vendor.products,
        options=vendor.options,
        data=vendor.data,
        reviews=reviews,
        contract=None
        if contract is None
        else fill(
            ContractStatus, contract, ends_soon=_presses(questions, vendor, contract), service_levels=contract.slas
        ),
        models=models,
        gaps=tuple(_gaps(vendor, bar, models, reviews, contract, day)),
    )


def _in_use(vendor: Vendor, day: date) -> Iterator[ModelInUse]:
    """Each model in use once: several entries of one say together who uses it, and the last one the rest."""
    found: dict[str, list[ModelInUse]] = {}
    for model in sorted((one for one in vendor.models if one.on <= day), key=when):
        if model.until is None or model.until >= day:
            found.setdefault(model.model, []).append(model)
    for entries in found.values():
        products = tuple(dict.fromkeys(product for one in entries for product in one.products))
        said = {
            name: next((value for one in reversed(entries) if (value := getattr(one, name))), None)
            for name in ("retires", "announced", "replacement", "link")
        }
        shown = {name: value for name, value in said.items() if value is not None}
        yield entries[-1].model_copy(update={**shown, "on": entries[0].on, "products": products})


def _gaps(
    vendor: Vendor,
    bar: VendorBar,
    models: Sequence[ModelStatus],
    reviews: Sequence[VendorReviewStatus],
    contract: Contract | None,
    day: date,
) -> Iterator[VendorGap]:
    for model in models:
        if _is_gone(model):
            words = wording.model_retired(model.model, model.days_left)
            yield VendorGap(GapKind.RETIRED_MODEL, model.model, words)
    for review in reviews:
        if review.required and not review.in_date:
            yield VendorGap(GapKind.REVIEW, str(review.kind), wording.review_missing(review))
    if bar.contract and contract is None:
        yield VendorGap(GapKind.CONTRACT, "", wording.no_contract(vendor.contracts, day))


def _is_gone(model: ModelStatus) -> bool:
    return model.days_left is not None and model.days_left < 0


def _review(vendor: Vendor, kind: ReviewKind, bar: VendorBar, day: date) -> VendorReviewStatus:
    done = [review for review in vendor.reviews if review.kind is kind and review.on <= day]
    if not done:
        return VendorReviewStatus(kind, kind in bar.reviews, None, "", None, None, False, "", "")
    last = last_of(done)
    until = last.next_review or last.on + timedelta(days=bar.review_valid_days)
    in_date = last.outcome is Review.ACCEPTED and until >= day
    return VendorReviewStatus(
        kind,
        kind in bar.reviews,
        last.on,
        last.by,
        last.outcome,
        until if last.outcome is Review.ACCEPTED else None,
        in_date,
        last.link,
        last.note,
    )


def _in_force(vendor: Vendor, day: date) -> Contract | None:
    """The newest contract in force."""
    found = [one for one in vendor.contracts if one.on <= day and (one.ends is None or one.ends >= day)]
    return max(found, key=lambda contract: (*when(contract), contract.ends or date.max)) if found else None


def _presses(questions: Questions, vendor: Vendor, contract: Contract) -> bool:
    """Whether the last day of notice is near and nothing that was signed by the day follows."""
    day, ends, last = questions.day, contract.ends, contract.last_notice
    if ends is None or last is None or any(_follows(one, ends, day) for one in vendor.contracts):
        return False
    notice = questions.playbook.definitions.governance.vendors.expiry_notice_days
    charter_end = questions.playbook.last_day
    return last - day <= timedelta(days=notice) or (charter_end is not None and last <= charter_end)


def _follows(contract: Contract, ends: date, day: date) -> bool:
    signed = (contract.agreed or contract.on) <= day and contract.on <= ends + timedelta(days=1)
    return signed and (contract.ends is None or contract.ends > ends)


def _model(questions: Questions, model: ModelInUse) -> ModelStatus:
    day, charter_end = questions.day, questions.playbook.last_day
    known = model.retires is not None and (model.announced or model.on) <= day
    retires = model.retires if known else None
    left = None if retires is None else (retires - day).days
    notice = questions.playbook.definitions.governance.vendors.expiry_notice_days
    return ModelStatus(
        model=model.model,
        since=model.on,
        products=model.products,
        retires=retires,
        days_left=left,
        before_charter_end=retires is not None and charter_end is not None and retires <= charter_end,
        soon=left is not None and left <= notice,
        replacement=model.replacement,
        link=model.link,
    )


def judge_vendors(questions: Questions, product: str | None) -> Judgement:
    """The bar for vendors: each one in use that the product depends on is reviewed, contracted, its models alive."""
    concerned = [one for one in vendors_status(questions) if one.serves(product)]
    if not concerned:
        return Judgement(Outcome.NO_DATA, wording.NO_VENDORS_LISTED, "", wording.LIST_VENDORS)
    lacking = [vendor for vendor in concerned if vendor.missing]
    if lacking:
        first = lacking[0]
        reason = "; ".join(f"{vendor.name}: {', '.join(vendor.missing)}" for vendor in lacking)
        return Judgement(Outcome.NOT_MET, reason, first.owner, wording.settle_vendor(first.name))
    soon = [model.model for vendor in concerned for model in vendor.models if model.soon]
    if soon:
        return Judgement(Outcome.WARNING, wording.retiring_soon(soon), concerned[0].owner, wording.REPLACE_MODEL)
    return Judgement(Outcome.MET, wording.vendors_in_order(len(concerned)), concerned[0].owner)
