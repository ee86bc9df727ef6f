"""What accompanies a student: progress, hints, a fresh start, explanations, and watching."""
