"""How documents say who takes, loses, holds or surrounds ground; see ``rules``."""
