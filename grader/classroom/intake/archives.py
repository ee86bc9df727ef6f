"""Zips, read in memory: nothing in them is written to disk, and no promise in them is believed.

What a zip says of itself is checked before anything is unpacked (see packed.py); unpacking then
stops at the limit, whatever was promised.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO

import msgspec

from grader.classroom.intake.files import Entry, File, Found, Unreadable, is_litter, refusal
from grader.classroom.intake.folders import as_text
from grader.classroom.intake.packed import (
    DAMAGED,
    LEADS_OUT,
    Packed,
    check_directory,
    fault_of,
    path_of,
)

MAX_ARCHIVE_BYTES = 64 * 2**20

TOO_LARGE = "{name} has more than {limit_mib} MB. Hand in your modules, and no more."
FILE_DAMAGED = "{file} is damaged in its zip. Make the zip anew and hand it in again."
FILE_LINK = "{file} is a link, and links are not followed: hand in the file itself."
FILE_PACKED_ODDLY = (
    "{file} is compressed in a way that few programs know. Make the zip anew with your system's "
    "own program."
)

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    IndexError,
    struct.error,
)
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_zip(stream: IO[bytes], name: str) -> zipfile.ZipFile:
    """Open a zip.

    Raises:
        Unreadable: it is none, or is damaged.
    """
    try:
        return zipfile.ZipFile(stream)
    except _DAMAGE as error:
        raise Unreadable(DAMAGED.format(name=name)) from error


def packed_in(archive: zipfile.ZipFile) -> Iterator[Packed]:
    """A zip's entries, in its own order."""
    for info in archive.infolist():
        path = path_of(info)
        yield Packed(path.removesuffix("/"), path.endswith("/"), info)


def files_of(archive: zipfile.ZipFile, name: str, members: list[Packed], folder: str = "") -> Found:
    """What a submission's zip holds, or one submission's folder in a class's zip.

    Args:
        archive: the zip.
        name: what to call it.
        members: the entries that are the submission's.
        folder: the folder in the zip that is the submission's, "" for the whole.

    Raises:
        Unreadable: it is not as anybody's work is: too large, locked, or made to do harm.
    """
    fault = fault_of(name, members)
    if fault:
        raise Unreadable(fault)
    files = [
        File(PurePosixPath(each.path).relative_to(folder), _reader(archive, each))
        for each in members
        if each.counts(folder)
    ]
    return Found(tuple(sorted(files, key=lambda each: each.path)))


def unpacked(file: File) -> Found:
    """What a zip among a submission's files holds.

    Args:
        file: the zip.

    Raises:
        Unreadable: it is not as anybody's work is, or cannot be opened.
    """
    name = file.path.name
    content = file.read(MAX_ARCHIVE_BYTES + 1)
    if len(content) > MAX_ARCHIVE_BYTES:
        raise Unreadable(TOO_LARGE.format(name=name, limit_mib=MAX_ARCHIVE_BYTES // 2**20))
    check_directory(content, name)
    archive = open_zip(io.BytesIO(content), name)
    return files_of(archive, name, list(packed_in(archive)))


def entries_in(archive: zipfile.ZipFile, inside: str = "") -> list[Entry]:
    """What is at the top of a class's zip, or of a folder in it, in the names' order.

    Args:
        archive: the zip.
        inside: the folder, with a "/" at its end; "" for the top itself.
    """
    tops: dict[str, list[Packed]] = {}
    astray = []
    for each in packed_in(archive):
        within = each.path.removeprefix("./")
        if within.startswith(("/", "../")) or within[1:2] == ":":
            astray.append(_astray(within))
        elif within.startswith(inside) and within != inside:
            top = within[len(inside) :].partition("/")[0]
            tops.setdefault(top, []).append(msgspec.structs.replace(each, path=within))
    own = [
        _entry(archive, inside, top, members)
        for top, members in sorted(tops.items())
        if not is_litter(top)
    ]
    return own + astray


def _entry(archive: zipfile.ZipFile, inside: str, top: str, members: list[Packed]) -> Entry:
    name = as_text(top)
    whole = f"{inside}{top}"
    is_folder = any(each.is_folder or each.path != whole for each in members)
    folder = whole if is_folder else inside
    return Entry(name, is_folder, lambda: files_of(archive, name, members, folder))


def _astray(path: str) -> Entry:
    """What would be outside of the folder that a class's zip is unpacked to, and is nobody's."""
    return Entry(path, False, refusal(LEADS_OUT.format(name=path, path=path)))


def _reader(archive: zipfile.ZipFile, packed: Packed) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        file = PurePosixPath(packed.path).name
        if stat.S_ISLNK(packed.info.external_attr >> 16):
            raise Unreadable(FILE_LINK.format(file=file))
        if packed.info.compress_type not in _COMPRESSIONS:
            raise Unreadable(FILE_PACKED_ODDLY.format(file=file))
        try:
            with archive.open(packed.info) as stream:
                return stream.read(limit)
        except _DAMAGE as error:
            raise Unreadable(FILE_DAMAGED.format(file=file)) from error

    return read
