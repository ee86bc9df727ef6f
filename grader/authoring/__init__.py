"""What must be true of every topic, for its authors: the gate, and the mutation run."""
