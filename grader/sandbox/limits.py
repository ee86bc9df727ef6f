"""What a student's code may use, in one place and with units."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits of one worker; the defaults fit the solutions many times over.

    Attributes:
        call_s: wall seconds that one call may take.
        load_s: wall seconds that the module's top level may take.
        exercise_s: wall seconds that all the criteria of one exercise may take together.
        start_s: wall seconds after which a worker that has not said hello is the grader's own
            fault.
        cpu_s: processor seconds of a worker's whole life.
        memory_mib: data memory of a worker.
        answer_mib: arrays in one answer.
        file_mib: the largest file that a worker may write.
        open_files: descriptors open at once.
        threads: threads at once; counted where a worker has a user namespace of its own (level
            full).
        printed_chars: characters kept of what one call prints.
    """

    call_s: float = 5.0
    load_s: float = 10.0
    exercise_s: float = 20.0
    start_s: float = 60.0
    cpu_s: int = 120
    memory_mib: int = 1024
    answer_mib: int = 16
    file_mib: int = 16
    open_files: int = 64
    threads: int = 32
    printed_chars: int = 10_000
