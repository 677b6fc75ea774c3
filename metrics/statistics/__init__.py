"""Control limits, signals, projections and proportions: arrays in, arrays out."""
