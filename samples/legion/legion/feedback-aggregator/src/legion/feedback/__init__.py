"""Feedback endpoint of the Legion platform."""
