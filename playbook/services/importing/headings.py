"""Headings of a table of experiments -> the fields they mean, in English, German, French and Spanish."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from metrics.likeness import in_words, means_another, normalized
from playbook.model.fields import currency_of

SYNONYMS: Mapping[str, str] = {
    "id": "id|experiment|experiment id|key|slug|identifier|kennung|schlüssel|nr|identifiant|identificador|clave",
    "name": (
        "name|title|experiment name|project|bezeichnung|titel|projekt|vorhaben|nom|titre|projet|nombre|título|proyecto"
    ),
    "kind": "kind|type|category|art|typ|kategorie|catégorie|tipo|categoría",
    "purpose": (
        "purpose|description|goal|what for|use case|hypothesis|zweck|beschreibung|ziel|wofür|anwendungsfall|hypothese"
        "|objectif|finalité|but|usage|propósito|objetivo|descripción|finalidad"
    ),
    "found": (
        "found|found on|date|entered|entered on|started|start date|created|gefunden|gefunden am|erfasst|erfasst am"
        "|datum|angelegt am|seit|trouvé le|saisi le|créé le|recensé le|début|encontrado|encontrado el|fecha"
        "|registrado el|creado el|inicio|discovered|discovered on|date found|entdeckt|entdeckt am|startdatum|funddatum"
        "|erstellt am|trouvé|découvert le|découverte|date de découverte|date de création|date de début|date de saisie"
        "|descubierto|descubierto el|detectado el|fecha de creación|fecha de inicio|fecha de registro"
        "|fecha de descubrimiento|fecha de detección"
    ),
    "team": (
        "team|department|squad|unit|abteilung|bereich|fachbereich|équipe|service|département|equipo|departamento|área"
    ),
    "owner": (
        "owner|responsible|contact|lead|owner seat|verantwortlich|verantwortliche|verantwortlicher|ansprechpartner"
        "|eigentümer|leitung|responsable|propriétaire|pilote|propietario|dueño|contacto"
    ),
    "product": "product|leads to|product id|produkt|produit|producto",
    "risk_tier": (
        "risk tier|tier|risk|risk class|risiko|risikoklasse|risikostufe|risque|niveau de risque|classe de risque"
        "|riesgo|nivel de riesgo"
    ),
    "data": (
        "data|data class|data classification|most sensitive data|daten|datenklasse|datenart|données|classe de données"
        "|datos|clase de datos"
    ),
    "provider": (
        "provider|vendor|model|model provider|llm|anbieter|modell|hersteller|fournisseur|modèle|proveedor|modelo"
    ),
    "evals": (
        "evals|evaluation|evaluations|eval suite|tests|evaluierung|bewertung|évaluation|évaluations|évals|evaluación"
        "|evaluaciones|pruebas"
    ),
    "duplicate_of": "duplicate of|same as|duplikat von|dublette von|doublon de|duplicado de",
    "link": "link|url|repository|repo|verweis|lien|dépôt|enlace|repositorio",
    "weekly_users": (
        "weekly users|users|weekly active users|users per week|users week|wau|nutzer|nutzer woche|nutzer pro woche"
        "|nutzer je woche|benutzer|anwender|utilisateurs|utilisateurs semaine|utilisateurs par semaine|usuarios"
        "|usuarios semana|usuarios por semana|usuarios semanales"
    ),
    "monthly_cost": (
        "monthly cost|cost|costs|cost per month|cost month|monthly spend|spend|kosten|kosten monat|kosten pro monat"
        "|kosten je monat|monatliche kosten|monatskosten|coût|coûts|coût mois|coût par mois|coût mensuel|coste|costo"
        "|coste mes|coste por mes|costo por mes|coste mensual|costo mensual"
    ),
    "last_active": (
        "last active|last used|last use|last activity|last seen|zuletzt genutzt|zuletzt aktiv|letzte nutzung"
        "|dernière utilisation|dernière activité|utilisé le|último uso|última actividad"
    ),
    "evals_run": (
        "evals run|evals run on|last evals|last evaluation|letzte evaluierung|zuletzt evaluiert|dernière évaluation"
        "|última evaluación"
    ),
}
"""Headers by the field they mean, compared without case, underscores, slashes, brackets and currencies."""
SAID_OF = {"weekly_users": "weekly users", "monthly_cost": "monthly cost"}
"""Fields whose stretch of time a header may say otherwise."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "data": {
        "public": "öffentlich|publique|publiques|público|públicos",
        "internal": "intern|interne|internes|interno|internos",
        "customer": "customers|customer data|kunde|kunden|kundendaten|client|clients|cliente|clientes",
        "personal": "personal data|pii|personenbezogen|personenbezogene|personnelles|personnel|personales|personal",
    },
    "risk_tier": {
        "minimal": "low|gering|niedrig|minime|minimale|faible|mínimo|bajo",
        "limited": "medium|begrenzt|mittel|limité|limitée|moyen|limitado|medio",
        "high": "hoch|élevé|élevée|haut|alto",
    },
}
"""What the closed words of a field are called in other languages."""

_PUNCTUATION = re.compile(r"[()\[\],;|]")
_SCALES = frozenset(
    ["k", "t", "tsd", "tausend", "thousand", "thousands", "m", "mio", "million", "millions", "milliers", "miles"]
)
_FIELD_OF = {word: name for name, known in SYNONYMS.items() for word in known.split("|")}
HEADINGS = tuple(_FIELD_OF)


@dataclass(frozen=True, slots=True)
class Heading:
    """The field that a heading means, and the currency that it names ('' for none)."""

    field: str
    currency: str = ""


def heading_of(header: str) -> Heading | None:
    """What a heading means; None where it means nothing here, or another stretch of time, or thousands."""
    for text in dict.fromkeys((header, in_words(header))):
        words = [word for word in normalized(_PUNCTUATION.sub(" ", text)).split() if word]
        currencies = [code for word in words if (code := currency_of(word)) is not None]
        plain = [word for word in words if currency_of(word) is None]
        for known in (" ".join(plain), normalized(re.sub(r"[(\[].*?[)\]]", " ", text))):
            field = _FIELD_OF.get(known)
            if field is not None and _fits(field, plain):
                return Heading(field, currencies[0] if currencies else "")
    return None


def field_of(header: str) -> str | None:
    """The field alone."""
    heading = heading_of(header)
    return None if heading is None else heading.field


def word_of(field: str, text: str) -> str:
    """The word of a closed set that a cell says in its own language; the cell itself where it says none."""
    said = normalized(text)
    for word, others in WORDS.get(field, {}).items():
        if said in others.split("|"):
            return word
    return text


def _fits(field: str, words: list[str]) -> bool:
    if field not in SAID_OF:
        return True
    return _SCALES.isdisjoint(words) and not means_another(" ".join(words), SAID_OF[field])
