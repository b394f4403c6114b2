"""Judging: what was observed → verdicts, column standings, figures and findings. Pure."""
