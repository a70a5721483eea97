"""Stakeholder networks of innovation clusters."""
