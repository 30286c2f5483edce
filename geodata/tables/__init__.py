"""Tables of events: files of any size become dated, placed events."""

from .events import Events, Faults, Reject, TableOptions
from .reading import read_events

__all__ = ["Events", "Faults", "Reject", "TableOptions", "read_events"]
