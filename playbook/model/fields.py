"""Kinds of fields that several files use: web links, amounts of money, and how a value is refused."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from metrics.problems import did_you_mean


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


_CODES = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP "
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF "
    "IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD "
    "MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB "
    "RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD "
    "UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
CURRENCIES = frozenset(_CODES.split())
"""ISO 4217, those of countries."""
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}


def currency_of(unit: str) -> str | None:
    """The code of the currency that a unit means, however it is written; None where it is no money."""
    code = _SIGNS.get(unit.strip(), unit.strip().upper())
    return code if code in CURRENCIES else None


def _check_currency(text: str) -> str:
    if text in CURRENCIES:
        return text
    code = currency_of(text)
    remedy = f"did you mean '{code}'?" if code else did_you_mean(text.upper(), CURRENCIES)
    raise Refused(f"unknown currency '{text}'", remedy=remedy or "write its code, such as USD or EUR")


Currency = Annotated[str, AfterValidator(_check_currency)]


def _check(link: str) -> str:
    if link == "":
        return link
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or not parts.netloc or any(ch.isspace() for ch in link):
        raise Refused(expected="a link that begins with https:// or http://")
    return link


Link = Annotated[str, AfterValidator(_check)]
"""'' or an absolute http(s) address."""
