"""pressloc: trilingual press releases (Kazakh, Russian, English), translated offline with a termbase enforced."""

__version__ = "0.1.0"
