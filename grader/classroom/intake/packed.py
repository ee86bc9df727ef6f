"""What a zip says of itself, and what speaks against reading it.

A zip says at its end how many entries its directory has and how large that is (the "end of central
directory record" of PKWARE's APPNOTE, 4.3.16, or the larger one before it, 4.3.14), and of each
entry how large it will be. These are checked before anything is unpacked.
"""

import struct
import zipfile

import msgspec

from grader.classroom.intake.files import MAX_FILES, TOO_MANY, Unreadable, is_left_out

MAX_UNPACKED_BYTES = 512 * 2**20
MAX_RATIO = 100
HARMLESS_BYTES = 16 * 2**20
MAX_DIRECTORY_BYTES = 4 * 2**20
MAX_PATH_CHARACTERS = 4096

DAMAGED = "{name} is damaged, or is no zip: it cannot be opened. Make it anew and hand it in again."
ENCRYPTED = "{name} is locked by a password. Hand in a zip without one."
LEADS_OUT = "{name} holds the path {path}, which leads out of it. Make the zip anew."
BOMB = "{name} would unpack to {unpacked_mib} MB from {packed_kib} KB, which is not done."
TOO_BIG = "{name} would unpack to more than {limit_mib} MB. Hand in your modules, and no more."

_IS_ENCRYPTED = 0x1
_IS_UTF8 = 0x800
_END = b"PK\x05\x06"
_END_BYTES = 22
_END_LAYOUT = struct.Struct("<4s4H2LH")
_MAX_COMMENT_BYTES = 2**16
_IN_ZIP64 = 0xFFFF
_LOCATOR = b"PK\x06\x07"
_LOCATOR_BYTES = 20
_END_64 = b"PK\x06\x06"
_END_64_LAYOUT = struct.Struct("<4sQ2H2L4Q")
_END_64_BYTES = _END_64_LAYOUT.size + _LOCATOR_BYTES


class Packed(msgspec.Struct, frozen=True):
    """An entry of a zip.

    Attributes:
        path: as it is read here; with "/" between folders.
        is_folder: whether it is a folder's own entry.
        info: what the zip says of it.
    """

    path: str
    is_folder: bool
    info: zipfile.ZipInfo

    @property
    def leads_out(self) -> bool:
        """Whether unpacking would write it elsewhere than below the folder unpacked to."""
        parts = self.path.split("/")
        return (
            self.path.startswith("/")
            or ".." in parts
            or parts[0][1:2] == ":"
            or len(self.path) > MAX_PATH_CHARACTERS
        )

    def counts(self, folder: str) -> bool:
        """Whether it is a student's file below a folder, and not litter or some tool's."""
        parts = self.path.removeprefix(folder).split("/")
        return not self.is_folder and not any(map(is_left_out, filter(None, parts)))


def path_of(info: zipfile.ZipInfo) -> str:
    """An entry's path: UTF-8 where its zip forgets to say so, "/" where it has backslashes.

    Programs that set no flag for UTF-8 and write it all the same are common, as are those on
    Windows that part folders by backslashes, which APPNOTE (4.4.17) forbids.
    """
    path = info.filename
    if not info.flag_bits & _IS_UTF8:
        try:
            path = path.encode("cp437").decode("utf-8")
        except UnicodeError:
            path = info.filename
    return path.replace("\\", "/")


def fault_of(name: str, members: list[Packed]) -> str:
    """Why a zip, or a submission's part of one, is not read; "" if nothing speaks against it.

    Args:
        name: what to call it.
        members: its entries.
    """
    out = next((each.path for each in members if each.leads_out), None)
    if out is not None:
        return LEADS_OUT.format(name=name, path=out[:80])
    if len(members) > MAX_FILES:
        return TOO_MANY.format(name=name, limit=MAX_FILES)
    if any(each.info.flag_bits & _IS_ENCRYPTED for each in members):
        return ENCRYPTED.format(name=name)
    unpacked = sum(each.info.file_size for each in members)
    packed = sum(each.info.compress_size for each in members)
    if unpacked > HARMLESS_BYTES and unpacked > MAX_RATIO * packed:
        sizes = {"unpacked_mib": unpacked // 2**20, "packed_kib": packed // 2**10}
        return BOMB.format(name=name, **sizes)
    if unpacked > MAX_UNPACKED_BYTES:
        return TOO_BIG.format(name=name, limit_mib=MAX_UNPACKED_BYTES // 2**20)
    return ""


def check_directory(content: bytes, name: str) -> None:
    """Refuse a zip with a huge directory before it is read, which would take long and much memory.

    Args:
        content: the zip.
        name: what to call it.

    Raises:
        Unreadable: its directory is huge.
    """
    tail = content[-(_END_BYTES + _MAX_COMMENT_BYTES + _END_64_BYTES) :]
    end = tail.rfind(_END)
    if end < 0 or end + _END_BYTES > len(tail):
        raise Unreadable(DAMAGED.format(name=name))
    _, _, _, _, count, directory_bytes, _, _ = _END_LAYOUT.unpack_from(tail, end)
    if tail[max(0, end - _LOCATOR_BYTES) : end].startswith(_LOCATOR):
        count, directory_bytes = _promised_in_zip64(tail[:end], name)
    if count == _IN_ZIP64 or count > MAX_FILES or directory_bytes > MAX_DIRECTORY_BYTES:
        raise Unreadable(TOO_MANY.format(name=name, limit=MAX_FILES))


def _promised_in_zip64(before: bytes, name: str) -> tuple[int, int]:
    """The count of entries and the directory's size in the larger record, which comes first."""
    place = len(before) - _END_64_BYTES
    if place < 0 or not before.startswith(_END_64, place):
        raise Unreadable(DAMAGED.format(name=name))
    *_, count, directory_bytes, _ = _END_64_LAYOUT.unpack_from(before, place)
    return count, directory_bytes
