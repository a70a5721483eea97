"""Compiled loops: arrays in, arrays out, indices trusted. Importing one imports numba: measures do it late.

A kernel calls compiled functions of its own file and of ``lists.py`` only: of a change in others, numba takes
no notice when it looks for the code of an earlier run.
"""
