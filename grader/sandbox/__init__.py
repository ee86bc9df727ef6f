"""Behind the glass: where a student's code runs.

This package imports nothing else of the kit, so that a process made of it alone holds no suite, no
solution and no
expected value: there is nothing in it to find.
"""
