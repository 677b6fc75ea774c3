"""Sentences about readiness week by week."""

SCORE = "readiness"
PLAN = "plan"
OUTLOOK = "at this pace"
