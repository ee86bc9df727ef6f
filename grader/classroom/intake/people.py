"""Who handed in what: the value that every form of class is turned into, and their names."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from grader.classroom.intake.files import Entry
from grader.submission import Identity, NumberOf

NUMBERED = "{name} ({number})"


class Attempt(msgspec.Struct, frozen=True):
    """One of the times that somebody handed something in.

    Attributes:
        label: how it is called, for people.
        entries: what was handed in; none where the platform does not give it out.
        is_there: whether what was handed in is there to be read.
    """

    label: str
    entries: tuple[Entry, ...]
    is_there: bool = True


class Person(msgspec.Struct, frozen=True):
    """Somebody who handed something in, or a group that did so together.

    Attributes:
        name: the submission's name.
        identity: who it is, as far as is known.
        attempts: the oldest first; none of somebody who handed nothing in.
        late: whether the platform marked it as late.
        notes: what else there is to know, a sentence each.
    """

    name: str
    identity: Identity
    attempts: tuple[Attempt, ...]
    late: bool = False
    notes: tuple[str, ...] = ()


class Form(msgspec.Struct, frozen=True):
    """A class as it was recognised.

    Attributes:
        told: what it was recognised as, with {count} and {place} to be filled in.
        people: all who handed in.
        notes: what was there besides, a sentence each.
        numbers: the kind of number that identities have, by which they are looked up.
    """

    told: str
    people: tuple[Person, ...]
    notes: tuple[str, ...] = ()
    numbers: NumberOf = "none"


def apart(people: Iterable[Person]) -> tuple[Person, ...]:
    """People under names of their own, in the names' order.

    Where several have one name, each is numbered by the platform's number, else counted.
    """
    in_order = sorted(people, key=lambda each: (each.name, each.identity.number))
    count = Counter(each.name for each in in_order)
    taken: set[str] = set()
    named = []
    for person in in_order:
        name = person.name
        if count[name] > 1 and person.identity.number:
            name = NUMBERED.format(name=name, number=person.identity.number)
        wanted, number = name, 1
        while name in taken or (name != person.name and name in count):
            number += 1
            name = NUMBERED.format(name=wanted, number=number)
        taken.add(name)
        named.append(msgspec.structs.replace(person, name=name))
    return tuple(named)
