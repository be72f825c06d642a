"""The terminal review app of pressloc (Textual), over `pressloc.workflow.review`."""
