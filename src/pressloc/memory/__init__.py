"""Translation memory: keys, index, exact and in-context matches."""
