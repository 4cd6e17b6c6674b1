"""Compares every column of an export of everything with the granule, by h5py and NumPy alone.

Arguments: granule, points (Parquet), paths of longitude and latitude within the beam. Prints rows and columns.
"""
import json
import re
import sys

import h5py
import numpy as np
import pyarrow.parquet as pq

FILLS = [3.4028234663852886e38, 1.7976931348623157e308, 2147483647, 9223372036854775807,
         32767, 127, -9999, -999999, 255]
granule, points, longitude, latitude = sys.argv[1:5]
table = pq.read_table(points)
columns = json.loads(table.schema.metadata[b"groundtrack"])["columns"]
file = h5py.File(granule, "r")


def read(beam, path):
    found = file.get(beam + "/" + path)
    return found if isinstance(found, h5py.Dataset) else None


beams = []
for beam in dict.fromkeys(table["track_id"].to_pylist()):
    lon, lat = read(beam, longitude)[:], read(beam, latitude)[:]
    with np.errstate(invalid="ignore"):
        kept = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    beams.append((beam, np.flatnonzero(kept), lon.shape))
expected = [b for b in file if read(b, latitude) is not None and read(b, latitude).size]
assert sorted(b for b, _, _ in beams) == sorted(expected), (beams, expected)
rows = sum(kept.size for _, kept, _ in beams)
assert table.num_rows == rows, (table.num_rows, rows)


def same(value, stored, fills):
    if isinstance(value, list):
        stored = np.atleast_1d(stored)
        return len(value) == len(stored) and all(same(v, s, fills) for v, s in zip(value, stored))
    if isinstance(stored, bytes):
        return value == stored.decode().rstrip("\0 ") or (value or "") == stored.decode()
    if value is None:
        return bool(np.isnan(stored)) or any(stored == np.array(f).astype(stored.dtype) for f in fills)
    return value == stored.item() or (value != value and stored != stored)


compared = 0
for name, about in columns.items():
    path = about.get("path")
    if name in ("longitude", "latitude"):
        path = longitude if name == "longitude" else latitude
    if path is None or name not in table.column_names:
        continue
    values = table[name].to_pylist()
    path, element = re.fullmatch(r"([^\[]+)(?:\[(\d+)\])?", path).groups()
    at = 0
    fits = True
    for beam, kept, shape in beams:
        dataset = read(beam, path)
        part = values[at : at + kept.size]
        at += kept.size
        if dataset is None:
            assert all(v is None for v in part), (name, beam, "is absent")
            continue
        if dataset.shape[0] != shape[0]:
            fits = False  # Of the parent's rows: compared by tests of its own.
            continue
        stored = dataset[:]
        if element:
            stored = stored[:, int(element)]
        attribute = dataset.attrs.get("_FillValue")
        with np.errstate(all="ignore"):
            fills = FILLS if attribute is None else [np.ravel(attribute)[0]]
            for row, value in zip(kept, part):
                assert same(value, stored[row], fills), (name, beam, int(row), value, stored[row])
    compared += fits
print(rows, compared)
