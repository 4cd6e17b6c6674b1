"""Runs the notebooks of this folder from top to bottom and compares their outputs with those that are kept in them.

    python notebooks/execute.py            compare; ends with 1 and says where they differ
    python notebooks/execute.py --keep     keep what comes out now

Names of notebooks may follow. They run in a folder of their own, with `groundtrack` taken from this checkout, or from
the command that GROUNDTRACK_COMMAND holds. Texts must be equal, but for times and what depends on them; outputs of cells
with the tag 'varies' are not compared. Pictures must be equal but for a little, as fonts are drawn differently.
"""

import argparse
import base64
import io
import os
import re
import stat
import sys
import tempfile
from pathlib import Path

import matplotlib
import matplotlib.image
import nbformat
import numpy
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent

# Mean difference of pictures, of 1: a moved label makes some thousandths.
PICTURE_TOLERANCE = 0.02

CELL_SECONDS = 240


def launcher(folder):
    """A command that is no terminal to the program, so that no progress is drawn into outputs."""
    command = os.environ.get("GROUNDTRACK_COMMAND") or f"'{HERE.parent / 'groundtrack'}'"
    path = Path(folder, "groundtrack")
    path.write_text(f'#!/bin/sh\n{command} "$@" 2>"$0.errors"\nstatus=$?\ncat "$0.errors" >&2\nexit $status\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def execute(notebook, folder):
    """Runs a notebook in a folder."""
    matplotlib.use("agg")
    NotebookClient(notebook, timeout=CELL_SECONDS, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    tidy(notebook)


def tidy(notebook):
    """Leaves out what says when and where it ran."""
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}
    )
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {})
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
            for output in cell.outputs:
                output.pop("metadata", None)
                if output.output_type in ("display_data", "execute_result"):
                    output["metadata"] = {}


def joined(outputs):
    """Streams come in pieces, as it happens."""
    kept = []
    for output in outputs:
        if output.output_type == "stream" and kept and kept[-1].output_type == "stream" and kept[-1].name == output.name:
            kept[-1].text += output.text
        else:
            kept.append(output)
    return kept


def text(output):
    """What a cell said, without times."""
    if output.output_type == "stream":
        said = output.text
    elif output.output_type == "error":
        said = f"{output.ename}: {output.evalue}"
    else:
        said = output.data.get("text/plain", "")
    said = re.sub(r"<Figure size .*>", "<Figure>", said)
    return re.sub(r"\b[\d.]+ (m?s|MB/s|rows/s|points/s)\b", r"... \1", said).strip()


def picture(output):
    """A picture's pixels, or nothing."""
    png = output.get("data", {}).get("image/png")
    return None if png is None else matplotlib.image.imread(io.BytesIO(base64.b64decode(png)), format="png")[..., :3]


def differences(kept, found):
    """Where outputs differ, a line each."""
    for number, (old, new) in enumerate(zip(kept.cells, found.cells), start=1):
        if new.cell_type != "code" or "varies" in new.metadata.get("tags", []):
            continue
        where = f"cell {number}"
        if not old.outputs and new.outputs:
            yield f"{where}: no outputs are kept"
            continue
        if len(old.outputs) != len(new.outputs):
            yield f"{where}: {len(new.outputs)} outputs, kept are {len(old.outputs)}"
            continue
        for before, after in zip(old.outputs, new.outputs):
            if text(before) != text(after):
                yield f"{where}: found\n{text(after)}\nkept is\n{text(before)}"
            was, now = picture(before), picture(after)
            if (was is None) != (now is None):
                yield f"{where}: a picture is there once only"
            elif was is not None:
                if was.shape != now.shape:
                    yield f"{where}: a picture of {now.shape[1]} x {now.shape[0]}, kept is {was.shape[1]} x {was.shape[0]}"
                elif numpy.abs(was - now).mean() > PICTURE_TOLERANCE:
                    yield f"{where}: the picture differs by {numpy.abs(was - now).mean():.4f} of 1"


def main():
    arguments = argparse.ArgumentParser(description="Run the notebooks and compare or keep their outputs.")
    arguments.add_argument("--keep", action="store_true", help="keep what comes out")
    arguments.add_argument("names", nargs="*", help="notebooks; all by default")
    options = arguments.parse_args()
    paths = [HERE / name for name in options.names] or sorted(HERE.glob("*.ipynb"))
    failed = False
    for path in paths:
        kept = nbformat.read(path, as_version=4)
        found = nbformat.from_dict(kept)
        with tempfile.TemporaryDirectory() as folder:
            launcher(folder)
            os.environ["PATH"] = folder + os.pathsep + os.environ["PATH"]
            work = Path(folder, "work")
            work.mkdir()
            execute(found, str(work))
        if options.keep:
            nbformat.write(found, path)
            print(f"{path.name}: kept")
            continue
        lines = list(differences(kept, found))
        failed = failed or bool(lines)
        print(f"{path.name}: " + ("as kept" if not lines else f"{len(lines)} differences"))
        for line in lines:
            print(f"{path.name}, {line}")
    if failed:
        print("Look at what changed. If it is right: python notebooks/execute.py --keep")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
