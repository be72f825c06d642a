"""Quality checks: one file per check, found by entry point; findings only, never edits."""

from __future__ import annotations

from pressloc.checks.registry import all_checks
from pressloc.checks.runner import run
from pressloc.checks.terms import findings_from_terms

__all__ = ["all_checks", "findings_from_terms", "run"]
