"""Training, adapting and evaluating the starter model. Needs the extra `torch`; nothing here is imported at run time
by `pressloc translate`."""
