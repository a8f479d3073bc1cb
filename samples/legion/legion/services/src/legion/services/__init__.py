"""Services of the Legion platform."""
