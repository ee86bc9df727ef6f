"""What a class has in common: entries of its page, standings, item analysis, similarity. Pure."""
