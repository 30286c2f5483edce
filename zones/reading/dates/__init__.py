"""Expressions of time as EDTF; :func:`find_dates` is the way in."""

from __future__ import annotations

from .search import DateMention, find_dates

__all__ = ["DateMention", "find_dates"]
