"""The steps in the order of the data flow, called by DAGs, the command line and tests.

They connect the pure packages with network and database. Every step reads its input from the store
and writes its results there, so that each can be repeated or resumed by itself.
"""
