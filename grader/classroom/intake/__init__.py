"""What a class handed in, as its platform gives it out -> a Submission for each person.

    folder, zip -> Entry     folders.py, archives.py (packed.py)   what is at the top; files by path
          -> Form            recognising.py, and one file for      who handed in what, how often
                             each form: plain, moodle, canvas,
                             gradescope
          -> with a roster   roster.py                             identities; who handed in nothing
          -> attempts        attempts.py                           which of several counts
          -> Submission      modules.py, notebooks.py              a module for each topic

`opening.py` is the way in. Everything is read in memory, and only what is asked for.
"""
