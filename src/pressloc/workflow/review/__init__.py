"""Reviewing an article: all the logic of the review app, free of any user interface.

`sheet` holds an opened article as a frozen value, `edit` changes it in the store, the other modules answer
questions about a segment.
"""
