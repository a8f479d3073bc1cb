"""Training and serving of Python models."""

from legion.toolchains.python.train import parameter, save

__all__ = ["parameter", "save"]
