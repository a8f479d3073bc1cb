"""Operator of the Legion platform and the sidecar it puts beside trainings."""
