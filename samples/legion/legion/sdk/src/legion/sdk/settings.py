"""Where the platform is and who asks: arguments, then environment, then the user's configuration file."""

from __future__ import annotations

import configparser
from dataclasses import dataclass, field
from pathlib import Path
from typing import Mapping, Optional


@dataclass(frozen=True)
class Settings:
    """Address and token."""

    url: str
    token: Optional[str] = field(default=None, repr=False)

    @classmethod
    def find(cls, url: Optional[str], environment: Mapping[str, str]) -> "Settings":
        """The settings in force; raises ValueError when nothing says where the platform is.

        A token of the environment or the file is used with an address given as argument too: the three are layers,
        not alternatives.
        """
        stored = _stored(environment)
        address = url or environment.get("LEGION_URL") or stored.get("url")
        if not address:
            raise ValueError("where is the platform? Give --url, or set LEGION_URL, or write ~/.config/legion/config.ini")
        return cls(address, environment.get("LEGION_TOKEN") or stored.get("token"))


def _stored(environment: Mapping[str, str]) -> Mapping[str, str]:
    home = environment.get("XDG_CONFIG_HOME") or str(Path(environment.get("HOME", "")) / ".config")
    # A token may hold a percent sign: no interpolation.
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(Path(home) / "legion" / "config.ini", encoding="utf-8")
    return dict(parser["legion"]) if parser.has_section("legion") else {}
