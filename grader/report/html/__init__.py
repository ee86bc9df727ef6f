"""Pages that need no other file: one for each submission, and one for the class."""
