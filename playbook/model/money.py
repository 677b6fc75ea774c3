"""Codes of currencies, so that a slip in one is told where it stands and money is known from other units."""

from typing import Annotated

from pydantic import AfterValidator

from metrics.problems import did_you_mean
from playbook.model.refused import Refused

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
