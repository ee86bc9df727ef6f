"""Classes made for tests, in every form that platforms give them out in."""

import io
import json
import zipfile
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import yaml

from grader.classroom.intake.opening import Reading, open_class
from grader.submission import Submission
from tests.judges import topics

Files = dict[str, bytes]
"""Content by path."""

CODE = b"x = 1\n"
FIRST_DAY = date(2026, 11, 1)


def zipped(files: Files | Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """A zip of these files."""
    stream = io.BytesIO()
    pairs = files.items() if isinstance(files, dict) else files
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in pairs:
            archive.writestr(path, content)
    return stream.getvalue()


def write(folder: Path, files: Files) -> Path:
    """Write files below a folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def read(place: Path, reading: Reading | None = None) -> dict[str, Submission]:
    """A class's submissions by name."""
    with open_class(place, topics(), reading=reading or Reading()) as class_:
        return {each.name: each for each in class_.submissions()}


def told(place: Path, reading: Reading | None = None) -> tuple[str, tuple[str, ...]]:
    """What is said of a class: its form, and notes."""
    with open_class(place, topics(), reading=reading or Reading()) as class_:
        return class_.told, class_.notes


def notebook(*cells: str, language: str = "python", version: int = 4) -> bytes:
    """A notebook of cells of code, after one of text."""
    code = [
        {"cell_type": "code", "source": cell, "metadata": {}, "outputs": [], "execution_count": 1}
        for cell in cells
    ]
    text = {"cell_type": "markdown", "source": "# def weighted_sum", "metadata": {}}
    return json.dumps(
        {
            "nbformat": version,
            "nbformat_minor": 4,
            "metadata": {"kernelspec": {"name": "k", "display_name": "K", "language": language}},
            "cells": [text, *code],
        }
    ).encode()


def folders(class_: dict[str, Files]) -> Files:
    """A folder for each."""
    return {f"{name}/{path}": text for name, own in class_.items() for path, text in own.items()}


def zips(class_: dict[str, Files]) -> Files:
    """A zip for each."""
    return {f"{name}.zip": zipped(own) for name, own in class_.items()}


def moodle_folders(class_: dict[str, Files]) -> Files:
    """Moodle's archive with folders."""
    return {
        f"{name}_{1000 + i}_assignsubmission_file/{path}": text
        for i, (name, own) in enumerate(class_.items())
        for path, text in own.items()
    }


def moodle_flat(class_: dict[str, Files]) -> Files:
    """Moodle's archive without folders."""
    return {
        f"{name}_{1000 + i}_assignsubmission_file_{path}": text
        for i, (name, own) in enumerate(class_.items())
        for path, text in own.items()
    }


def canvas(class_: dict[str, Files]) -> Files:
    """Canvas's archive."""
    return {
        f"{name.lower().replace(' ', '')}_{200 + i}_{9000 + 100 * i + k}_{path}": text
        for i, (name, own) in enumerate(class_.items())
        for k, (path, text) in enumerate(own.items())
    }


def gradescope(class_: dict[str, Files]) -> Files:
    """Gradescope's export."""
    files = {
        f"assignment_7_export/submission_{300 + i}/{path}": text
        for i, own in enumerate(class_.values())
        for path, text in own.items()
    }
    metadata = {
        f"submission_{300 + i}": {
            ":submitters": [{":name": name, ":sid": str(i), ":email": f"{i}@example.org"}],
            ":created_at": f"{FIRST_DAY + timedelta(days=i)} 10:00:00.000000000 Z",
            ":score": 0.0,
            ":history": [],
        }
        for i, name in enumerate(class_)
    }
    files["assignment_7_export/submission_metadata.yml"] = yaml.safe_dump(metadata).encode()
    return files


FORMS = {
    "folders": folders,
    "zips": zips,
    "moodle_folders": moodle_folders,
    "moodle_flat": moodle_flat,
    "canvas": canvas,
    "gradescope": gradescope,
}
