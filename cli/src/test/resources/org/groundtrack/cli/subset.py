"""Cuts rows out of a granule of ATL06, as subsetters do: subset.py SOURCE, then for each piece
TARGET VERSION RUNS, where runs of rows are such as 0-500,700-720."""
import sys

import h5py
import numpy


def cut(source, target, version, runs):
    rows = numpy.concatenate([numpy.arange(*map(int, run.split("-"))) for run in runs.split(",")])
    with h5py.File(source) as old, h5py.File(target, "w") as new:
        new.attrs.update(old.attrs)
        for name in old:
            old.copy(name, new)
        if version != "same" and "ancillary_data/release" in new:
            del new["ancillary_data/release"]
            new["ancillary_data/release"] = numpy.array([version.encode()])
        for beam in [b for b in new if b.startswith("gt")]:
            rate = new[beam + "/land_ice_segments"]
            count = len(rate["latitude"])
            kept = rows[rows < count]
            paths = []
            rate.visititems(lambda path, item: paths.append(path) if isinstance(item, h5py.Dataset) else None)
            for path in paths:
                item = rate[path]
                if item.shape[:1] == (count,):
                    values, attributes = item[...][kept], dict(item.attrs)
                    del rate[path]
                    made = rate.create_dataset(path, data=values, chunks=(100,) + values.shape[1:])
                    for key, value in attributes.items():
                        if key not in ("DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME", "_Netcdf4Dimid"):
                            made.attrs[key] = value


for at in range(2, len(sys.argv), 3):
    cut(sys.argv[1], *sys.argv[at : at + 3])
