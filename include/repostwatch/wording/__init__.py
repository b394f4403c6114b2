"""Reasons, moments and the product's words put into sentences, in Chinese and in English.

The only room that holds sentences for people; templates of mails and pages hold the rest.
"""
