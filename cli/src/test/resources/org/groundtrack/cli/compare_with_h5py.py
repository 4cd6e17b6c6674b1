"""Compares every column of an export of everything with the granule, by h5py and NumPy alone.

Arguments: granule, points (Parquet), paths of longitude, latitude and time ("-" if there is none) within the beam, and
seconds by which the clock of times is before UTC. Prints rows and columns.
"""
import json
import re
import sys

import h5py
import numpy as np
import pyarrow.parquet as pq

FILLS = [3.4028234663852886e38, 1.7976931348623157e308, 2147483647, 9223372036854775807,
         32767, 127, -9999, -999999, 255]
granule, points, longitude, latitude, time, ahead = sys.argv[1:7]
table = pq.read_table(points)
columns = json.loads(table.schema.metadata[b"groundtrack"])["columns"]
file = h5py.File(granule, "r")


def read(beam, path):
    found = file.get(f"{beam}/{path}" if beam else path)
    return found if isinstance(found, h5py.Dataset) else None


def unpacked(dataset, stored):
    """Values as CF has them; computed in double precision."""
    scale, offset = (np.ravel(dataset.attrs.get(k, d))[0] for k, d in (("scale_factor", 1), ("add_offset", 0)))
    return stored if scale == 1 and offset == 0 else stored.astype("f8") * float(scale) + float(offset)


def turned(degrees):
    return degrees - 360 * np.floor((degrees + 180) / 360) if np.any(np.abs(degrees) > 180) else degrees


names = dict.fromkeys(table["track_id"].to_pylist()) if "track_id" in table.column_names else [""]
beams = []
for beam in names:
    lon, lat = (unpacked(read(beam, p), read(beam, p)[:]) for p in (longitude, latitude))
    with np.errstate(invalid="ignore"):
        kept = (np.abs(lon) <= 360) & (np.abs(lat) <= 90)
    beams.append((beam, np.flatnonzero(kept), lon.shape))
if list(names) != [""]:
    expected = [b for b in file if read(b, latitude) is not None and read(b, latitude).size]
    assert sorted(b for b, _, _ in beams) == sorted(expected), (beams, expected)
rows = sum(kept.size for _, kept, _ in beams)
assert table.num_rows == rows, (table.num_rows, rows)


def same(value, stored, fills, raw):
    if isinstance(value, list):
        stored, raw = np.atleast_1d(stored), np.atleast_1d(raw)
        return len(value) == len(stored) and all(same(v, s, fills, r) for v, s, r in zip(value, stored, raw))
    if isinstance(stored, bytes):
        return value == stored.decode().rstrip("\0 ") or (value or "") == stored.decode()
    if value is None:
        return bool(np.isnan(raw)) or any(raw == np.array(f).astype(raw.dtype) for f in fills)
    return value == stored.item() or (value != value and stored != stored)


def compare_times():
    at = 0
    for beam, kept, shape in beams:
        part = table["time"][at : at + kept.size]
        at += kept.size
        dataset = read(beam, time)
        if dataset is None:
            assert part.null_count == kept.size, ("time is absent", beam)
            continue
        units = dataset.attrs.get("units", b"seconds since 2018-01-01")
        units = units.decode() if isinstance(units, bytes) else str(units)
        date = re.search(r"seconds since (\d{4}-\d\d-\d\d)", units)
        epoch = np.datetime64(date.group(1) if date else "2018-01-01", "ns")
        seconds = dataset[:].ravel()[kept].astype("f8") - float(ahead)
        missing = ~(np.abs(seconds) < 1e12)
        whole = np.floor(np.where(missing, 0, seconds))
        nanos = np.round(np.where(missing, 0, seconds - whole) * 1e9)
        wanted = epoch + whole.astype("i8") * np.timedelta64(1, "s") + nanos.astype("i8") * np.timedelta64(1, "ns")
        found = part.to_pandas().dt.tz_localize(None).to_numpy("datetime64[ns]")
        assert (np.isnat(found) == missing).all(), ("times that are missing", beam)
        off = np.abs((found - wanted)[~missing].astype("i8"))
        # Stored in microseconds, or in nanoseconds that double precision does not have.
        assert off.size == 0 or off.max() <= 1000, ("time", beam, off.max())


compared = 0
for name, about in columns.items():
    path = about.get("path")
    if name in ("longitude", "latitude"):
        path = longitude if name == "longitude" else latitude
    if name == "time" and time != "-":
        compare_times()
        compared += 1
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
        if dataset.shape[: len(shape)] != shape:
            fits = False  # Of the parent's rows, or of lines of a swath: compared by tests of their own.
            continue
        raw = dataset[:].reshape((-1,) + dataset.shape[len(shape) :])
        if element:
            raw = raw[:, int(element)]
        stored = unpacked(dataset, raw) if raw.dtype.kind in "iuf" else raw
        if name == "longitude":
            stored = turned(stored.astype("f8"))
        attributes = [dataset.attrs[k] for k in ("_FillValue", "missing_value") if k in dataset.attrs]
        fills = [v for a in attributes for v in np.ravel(a)] or FILLS
        with np.errstate(all="ignore"):
            for row, value in zip(kept, part):
                assert same(value, stored[row], fills, raw[row]), (name, beam, int(row), value, stored[row])
    compared += fits
print(rows, compared)
