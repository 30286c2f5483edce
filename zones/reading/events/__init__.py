"""How documents tell what happened; see ``rules``."""
