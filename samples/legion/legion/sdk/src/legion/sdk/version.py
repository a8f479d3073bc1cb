"""The version of the distribution; stamped by the build."""

__version__ = "1.1.0.dev1"
