"""What students get: the stubs, the examples, and a grader that knows nothing more."""
