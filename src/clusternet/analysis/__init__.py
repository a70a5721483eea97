"""Measures: arrays in, arrays out, one idea a module."""
