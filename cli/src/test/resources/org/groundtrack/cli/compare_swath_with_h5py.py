"""Compares every column of an export of a swath with the granule, pixel by pixel, by h5py and NumPy alone.

Arguments: granule, points (Parquet), paths of longitude, latitude, time and what it counts from, a box or "all".
Positions are of two dimensions behind any of length 1, in one chunk; prints rows and columns.
"""
import json
import sys

import h5py
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

granule, points, longitude, latitude, time, reference, box = sys.argv[1:8]
table = pq.read_table(points)
columns = json.loads(table.schema.metadata[b"groundtrack"])["columns"]
file = h5py.File(granule, "r")


def masked(path):
    """Values without leading dimensions of length 1, as the attributes mean them, and which are missing."""
    dataset = file[path]
    stored = dataset[()]
    missing = np.zeros(stored.shape, bool)
    if "_FillValue" in dataset.attrs:
        fill = np.ravel(dataset.attrs["_FillValue"])[0]
        missing |= stored == fill
    if stored.dtype.kind == "f":
        missing |= np.isnan(stored)
    scale = np.ravel(dataset.attrs.get("scale_factor", [1]))[0]
    offset = np.ravel(dataset.attrs.get("add_offset", [0]))[0]
    if scale != 1 or offset != 0:
        stored = stored.astype(np.float32) * np.float32(scale) + np.float32(offset)
    return stored, missing


def units(path):
    return str(np.array(file[path].attrs["units"]).astype(str))


def squeezed(values):
    while values.ndim and values.shape[0] == 1 and values.ndim > 2:
        values = values[0]
    return values


lon, no_lon = (squeezed(a) for a in masked(longitude))
lat, no_lat = (squeezed(a) for a in masked(latitude))
lines, pixels = lat.shape
kept = ~(no_lon | no_lat)
if box != "all":
    west, south, east, north = (float(n) for n in box.split(","))
    kept &= (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)


def spread(values):
    """Values of all pixels, of lines or of one number."""
    if values.size == 1:
        return np.full(lat.shape, values.ravel()[0])
    values = values.reshape(values.shape[-2:]) if values.size == lat.size else values.reshape(lines, 1)
    return np.broadcast_to(values, lat.shape)


def same(name, path):
    stored, missing = (spread(a)[kept] for a in masked(path))
    found = table[name].to_numpy()
    valid = np.array(table[name].is_valid())
    assert len(found) == len(stored), (name, len(found), len(stored))
    assert (valid == ~missing).all(), (name, "missing values differ")
    if stored.dtype.kind == "O":
        assert list(found[valid]) == [text.decode() for text in stored[valid]], name
        return
    assert found[valid].astype(stored.dtype).tobytes() == stored[valid].tobytes(), name


assert table.num_rows == kept.sum(), (table.num_rows, int(kept.sum()))
assert table["longitude"].to_numpy().tobytes() == lon[kept].astype(float).tobytes()
assert table["latitude"].to_numpy().tobytes() == lat[kept].astype(float).tobytes()
NANOS = {"second": 10**9, "seconds": 10**9, "milliseconds": 10**6}
unit, since = units(reference).split(" since ")
start, _ = masked(reference)
start = np.datetime64(since.replace(" ", "T"), "ns").astype(np.int64) + start.ravel()[0].astype(np.int64) * NANOS[unit]
offset, missing = (spread(a)[kept] for a in masked(time))
unit = units(time).split(" ")[0]
found = table["time"].cast(pa.timestamp("ns", "UTC")).cast("int64")
valid = np.array(found.is_valid())
assert (valid == ~missing).all(), "missing times differ"
expected = start + offset[valid].astype(np.int64) * NANOS[unit]
assert (found.to_numpy()[valid] == expected).all(), "times differ"
compared = 3
for name, about in columns.items():
    path = about.get("path")
    if path is None or name in ("longitude", "latitude", "time"):
        continue
    same(name, path)
    compared += 1
print(table.num_rows, compared)
