"""Dates as pages state them, and the rows of a list that they belong to."""
