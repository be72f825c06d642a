"""Grammar-made parallel text: a synchronous template grammar whose words our own morphology inflects."""
