"""Briefs: what the documents say of zones, written out for a reader in a hurry."""

from .facts import BriefRequest, gather_brief
from .writing import FORMATS, write_brief

__all__ = ["FORMATS", "BriefRequest", "gather_brief", "write_brief"]
