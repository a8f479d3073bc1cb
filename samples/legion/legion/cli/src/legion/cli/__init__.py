"""Administration of the Legion platform from files."""
