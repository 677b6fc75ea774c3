"""Sentences about readiness week by week."""

SCORE = "readiness"
PLAN = "plan"
OUTLOOK = "pace"
DAY = "day"
