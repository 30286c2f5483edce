"""How documents say where a zone stands in its life-cycle; see ``rules``."""
