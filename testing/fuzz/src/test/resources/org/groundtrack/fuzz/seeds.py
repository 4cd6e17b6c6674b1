"""Makes the small HDF5 files that lie beside this script: python seeds.py FOLDER. Content made up; needs h5py."""
import sys

import h5py
import numpy as np

folder = sys.argv[1]
rng = np.random.default_rng(17)


def fill(group, checksums, **limits):
    """Datasets of all chunk indexes and types that granules have."""
    for name, data, maxshape in [
        ("fixed", rng.integers(0, 99, 300, "i4"), None),
        ("growing", rng.normal(size=300).astype("f4"), (None,)),
        ("wide", rng.normal(size=(60, 5)), (None, 5)),
        ("both", rng.integers(0, 99, (40, 6), "i2"), (None, None)),
        ("single", rng.integers(0, 9, 50, "i1"), None),
    ]:
        chunks = data.shape if name == "single" else (20,) + data.shape[1:]
        made = group.create_dataset(
            name, data=data, chunks=chunks, maxshape=maxshape, shuffle=True, compression="gzip", fletcher32=checksums
        )
        made.attrs["units"] = "meters"
        made.attrs["_FillValue"] = np.array([data.dtype.type(7)])
    if not checksums:
        group.create_dataset("plain", data=np.arange(100, dtype="f8"))
        group.create_dataset("texts", data=np.array([b"a", b"bc"], dtype="S4"))
        group.create_dataset("unwritten", shape=(1000,), chunks=(10,), dtype="f4", fillvalue=3)
        group.create_dataset("lists", data=[np.arange(3), np.arange(2)], dtype=h5py.vlen_dtype("i4"))


for name, libver, checksums in [
    ("earliest.h5", ("earliest", "v108"), False),
    ("latest.h5", ("latest", "latest"), False),
    ("checksummed.h5", ("latest", "latest"), True),
]:
    with h5py.File(f"{folder}/{name}", "w", libver=libver) as file:
        if not checksums:
            file.attrs["short_name"] = "ATL06"
        fill(file.create_group("gt1l"), checksums)
