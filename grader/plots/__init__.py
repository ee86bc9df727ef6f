"""Pictures from a student's own code, beside the numbers that right code gives."""
