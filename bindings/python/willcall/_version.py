"""Version of the C library that is loaded."""

from . import _core

__version__ = _core.version()
