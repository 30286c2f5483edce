"""Events of tables for the page: gathered, coded, packed, and given back."""

from .extracting import extract, extract_file
from .gathering import EventTables, gather
from .making import Publishing, pack_files
from .packing import MAX_SIZE_MB, Packed, pack

__all__ = [
    "MAX_SIZE_MB",
    "EventTables",
    "Packed",
    "Publishing",
    "extract",
    "extract_file",
    "gather",
    "pack",
    "pack_files",
]
