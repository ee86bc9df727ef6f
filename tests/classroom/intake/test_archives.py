"""Zips that were made to do harm, or came to harm: each a problem of its own submission alone."""

import io
import random
import struct
import tracemalloc
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.intake.archives import MAX_ARCHIVE_BYTES, unpacked
from grader.classroom.intake.files import File, Unreadable
from grader.sandbox.protocol import MAX_SOURCE_BYTES
from tests.classroom.intake.made import CODE, read, write, zipped

GOOD = zipped({"neuron.py": CODE})


def link(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path)
    info.external_attr = 0o120777 << 16
    return info


def encrypted() -> bytes:
    """The flag is in the entry's own header and in the directory."""
    content = bytearray(GOOD)
    content[content.index(b"PK\x03\x04") + 6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def compressed_oddly(method: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("neuron.py", CODE * 100)
    return stream.getvalue()


def promising(count: int) -> bytes:
    """A zip whose end says that there are that many entries."""
    content = bytearray(GOOD)
    struct.pack_into("<HH", content, content.rindex(b"PK\x05\x06") + 8, count, count)
    return bytes(content)


def bomb() -> bytes:
    return zipped({"neuron.py": CODE, "big.bin": b"\0" * 2**25})


def huge() -> bytes:
    """What a zip of over half a GB would say, without the half GB."""
    noise = random.Random(0).randbytes(6 * 2**20)
    content = bytearray(zipped({"neuron.py": CODE, "noise.bin": noise}))
    place = content.rindex(b"PK\x01\x02")
    struct.pack_into("<L", content, place + 24, 2**29 + 1)
    return bytes(content)


HOSTILE = {
    "up": (zipped({"../../neuron.py": CODE}), "leads out of it"),
    "within": (zipped({"a/../../b/neuron.py": CODE}), "leads out of it"),
    "absolute": (zipped({"/etc/neuron.py": CODE}), "leads out of it"),
    "drive": (zipped({"C:/neuron.py": CODE}), "leads out of it"),
    "backslashes": (zipped({"..\\..\\neuron.py": CODE}), "leads out of it"),
    "long": (zipped({"a/" * 4096 + "neuron.py": CODE}), "leads out of it"),
    "link": (zipped([(link("neuron.py"), b"/etc/passwd")]), "is a link"),
    "bomb": (bomb(), "would unpack to 32 MB"),
    "encrypted": (encrypted(), "locked by a password"),
    "truncated": (GOOD[:-30], "is damaged, or is no zip"),
    "beheaded": (GOOD[10:], "is damaged"),
    "empty": (b"", "is damaged, or is no zip"),
    "text": (b"my homework", "is damaged, or is no zip"),
    "promising": (promising(20_000), "more than 10000 files"),
    "zip64": (promising(0xFFFF), "more than 10000 files"),
    "bzip2": (compressed_oddly(zipfile.ZIP_BZIP2), "few programs know"),
    "lzma": (compressed_oddly(zipfile.ZIP_LZMA), "few programs know"),
}


@pytest.fixture(scope="module")
def class_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {f"{name}.zip": content for name, (content, _) in HOSTILE.items()}
    return write(tmp_path_factory.mktemp("class"), {**files, "honest.zip": GOOD})


def test_a_hostile_zip_is_a_problem_of_its_own_submission_alone(class_: Path) -> None:
    found = read(class_)
    assert set(found) == {*HOSTILE, "honest"}
    assert found["honest"].sources == {"neuron": CODE}
    for name, (_, words) in HOSTILE.items():
        assert found[name].sources == {}, name
        assert words in found[name].problems["neuron"], name


def test_a_hostile_zip_says_so_for_every_topic_and_of_the_whole_submission(class_: Path) -> None:
    bomb = read(class_)["bomb"]
    assert len(bomb.problems) == 9
    assert bomb.hand_in is not None
    assert bomb.hand_in.problem in bomb.problems.values()


def test_nothing_in_an_archive_is_written_to_disk(class_: Path) -> None:
    before = sorted(class_.parent.rglob("*"))
    read(class_)
    assert sorted(class_.parent.rglob("*")) == before


def test_a_hundred_thousand_entries_are_refused_before_they_are_read(tmp_path: Path) -> None:
    many = zipped((f"{number}.txt", b"") for number in range(100_000))
    write(tmp_path, {"many.zip": many, "honest.zip": GOOD})
    tracemalloc.start()
    found = read(tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "more than 10000 files" in found["many"].problems["neuron"]
    assert found["honest"].sources == {"neuron": CODE}
    assert peak < 3 * len(many)


def test_a_zip_that_hides_how_many_entries_it_has_is_refused_too(tmp_path: Path) -> None:
    many = bytearray(zipped((f"{number}.txt", b"") for number in range(12_000)))
    struct.pack_into("<HH", many, many.rindex(b"PK\x05\x06") + 8, 1, 1)
    write(tmp_path, {"many.zip": bytes(many)})
    assert "more than 10000 files" in read(tmp_path)["many"].problems["neuron"]


def test_a_zip_that_hides_its_directory_in_a_zip64_record_is_refused_too(tmp_path: Path) -> None:
    """The small record says one entry; the library goes by the large one before it."""
    many = zipped((f"{number}.txt", b"") for number in range(12_000))
    size, offset = struct.unpack_from("<LL", many, len(many) - 10)
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 12_000, 12_000, size, offset)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(many) - 22, 1)
    end = bytearray(many[-22:])
    struct.pack_into("<HHL", end, 8, 1, 1, 46)
    hiding = many[:-22] + record + locator + bytes(end)
    assert len(zipfile.ZipFile(io.BytesIO(hiding)).infolist()) == 12_000
    write(tmp_path, {"many.zip": hiding, "astray.zip": many[:-22] + locator + bytes(end)})
    found = read(tmp_path)
    assert "more than 10000 files" in found["many"].problems["neuron"]
    assert "is damaged" in found["astray"].problems["neuron"]


def test_what_would_unpack_to_too_much_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"huge.zip": huge()})
    assert "more than 512 MB" in read(tmp_path)["huge"].problems["neuron"]


def test_a_small_file_that_is_larger_than_it_says_is_not_unpacked_beyond_that(
    tmp_path: Path,
) -> None:
    content = bytearray(zipped({"neuron.py": b"#" * 2**24}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", content, content.index(mark) + offset, 100)
    write(tmp_path, {"liar.zip": bytes(content)})
    tracemalloc.start()
    found = read(tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "damaged in its zip" in found["liar"].problems["neuron"]
    assert peak < 2**23


def test_a_large_zip_is_not_taken_into_memory(tmp_path: Path) -> None:
    with (tmp_path / "large.zip").open("wb") as stream:
        stream.truncate(MAX_ARCHIVE_BYTES + 1)
    assert "more than 64 MB" in read(tmp_path)["large"].problems["neuron"]


def test_a_module_that_is_too_large_is_that_topics_problem_alone(tmp_path: Path) -> None:
    files = {"neuron.py": b"#" * (MAX_SOURCE_BYTES + 1), "mlp.py": CODE}
    write(tmp_path, {"a.zip": zipped(files)})
    alice = read(tmp_path)["a"]
    assert alice.sources == {"mlp": CODE}
    assert "more than 1 MB" in alice.problems["neuron"]


def test_a_damaged_file_is_that_topics_problem_alone(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("neuron.py", b"one = 1\n")
        archive.writestr("mlp.py", CODE)
    write(tmp_path, {"a.zip": stream.getvalue().replace(b"one = 1", b"one = 2")})
    alice = read(tmp_path)["a"]
    assert alice.sources == {"mlp": CODE}
    assert "damaged in its zip" in alice.problems["neuron"]


def test_a_name_that_is_there_twice_in_a_zip_is_said(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped([("neuron.py", b"a = 1\n"), ("neuron.py", b"a = 2\n")])
    write(tmp_path, {"a.zip": twice})
    assert "is there twice" in read(tmp_path)["a"].problems["neuron"]


def test_a_zip_in_a_zip_is_not_opened_and_said(tmp_path: Path) -> None:
    write(tmp_path, {"a.zip": zipped({"inner.zip": GOOD, "mlp.py": CODE})})
    alice = read(tmp_path)["a"]
    assert alice.sources == {"mlp": CODE}
    assert "inner.zip is an archive in a zip" in alice.problems["neuron"]


def test_a_zip_beside_modules_adds_those_that_are_missing(tmp_path: Path) -> None:
    write(tmp_path, {"a/work.zip": zipped({"mlp.py": CODE}), "a/neuron.py": CODE})
    assert read(tmp_path)["a"].sources == {"neuron": CODE, "mlp": CODE}


def test_a_broken_zip_beside_modules_leaves_these_alone(tmp_path: Path) -> None:
    write(tmp_path, {"a/work.zip": b"junk", "a/neuron.py": CODE})
    alice = read(tmp_path)["a"]
    assert alice.sources == {"neuron": CODE}
    assert "work.zip is damaged" in alice.problems["mlp"]
    assert len(alice.problems) == 8


@pytest.mark.parametrize("name", ["a.rar", "a.7z", "a.tar.gz", "a.tgz", "a.tar"])
def test_another_archive_is_said_to_be_no_zip(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: b"whatever"})
    assert "is no zip" in read(tmp_path)["a"].problems["neuron"]


def test_names_in_utf8_that_are_not_marked_so_are_read_as_such(tmp_path: Path) -> None:
    content = bytearray(zipped({"Chloé/neuron.py": CODE}))
    for mark, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        content[content.index(mark) + offset] &= ~0x08
    write(tmp_path, {"class.zip": bytes(content)})
    assert set(read(tmp_path / "class.zip")) == {"Chloé"}


@given(st.binary(max_size=400), st.integers(0, 400), st.integers(0, 255))
def test_no_bytes_whatever_make_it_fail_in_another_way(
    noise: bytes, place: int, value: int
) -> None:
    damaged = bytearray(GOOD)
    damaged[place % len(GOOD)] = value
    for content in (noise, GOOD[:place] + noise, bytes(damaged), b"PK\x05\x06" + noise):
        file = File(PurePosixPath("a.zip"), lambda limit, content=content: content[:limit])
        try:
            for each in unpacked(file).files:
                assert len(each.read(100)) <= 100
        except Unreadable as error:
            assert str(error).endswith(".")  # noqa: PT017 - not to fail is as good
