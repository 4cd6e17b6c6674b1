"""Writes random HDF5 files, and what h5py reads of them.

    random_files.py FOLDER SEED COUNT

Beside the files stands `expected.tsv`, a line per dataset (file, path, kind, shape, how many bytes in `expected.bin`),
and that file, with all elements in their stored bytes, in row-major order. The kind is `values`, or `refused` if the
dataset is of a type, or has a filter, that Groundtrack does not read, or `none` if it is no dataset of numbers or texts.
"""

import ctypes
import glob
import os
import random
import sys

import h5py
import numpy as np

folder, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rng = random.Random(seed)
np_rng = np.random.default_rng(seed)
expected = open(f"{folder}/expected.bin", "wb")
table = open(f"{folder}/expected.tsv", "w", encoding="utf-8")

# From 1.12 on every datatype has a version that jHDF does not know: refused, so not worth many files.
VERSIONS = ["earliest", "v108", "v110"] * 6 + ["v112", "v114", "latest"]
TYPES = [a + b for a in "<>" for b in ("i2", "i4", "i8", "u2", "u4", "u8", "f4", "f8")] + ["i1", "u1", "S1", "S5"]


def native():
    """The HDF5 library that h5py has loaded, for what h5py does not offer."""
    places = glob.glob(os.path.join(os.path.dirname(h5py.__file__), "..", "h5py.libs", "libhdf5-*.so*"))
    if not places:
        return None
    lib = ctypes.CDLL(places[0])
    lib.H5Pset_chunk_opts.argtypes = [ctypes.c_int64, ctypes.c_uint]
    return lib


LIBRARY = native()


def values(dtype, shape):
    kind = np.dtype(dtype).kind
    if kind == "S":
        n = int(np.prod(shape, dtype=np.int64))
        texts = [bytes(rng.choices(b"abcxyz ", k=rng.randrange(np.dtype(dtype).itemsize + 1))) for _ in range(n)]
        return np.array(texts, dtype).reshape(shape)
    raw = np_rng.integers(0, 256, int(np.prod(shape, dtype=np.int64)) * np.dtype(dtype).itemsize, dtype=np.uint8)
    if rng.random() < 0.3:
        raw[:] = raw[:1] if raw.size else 0  # Packs well.
    return raw.view(dtype).reshape(shape)


def fill(dtype):
    return None if rng.random() < 0.4 else values(dtype, (1,))[0]


def greatest(length, chunk):
    return rng.choice([length, length, None, length + rng.randrange(1, 4), length + rng.randrange(1, 4) * chunk, length * 3 + 1])


def region(shape):
    cut = []
    for n in shape:
        a = rng.randrange(n + 1)
        cut.append(slice(a, min(n, a + rng.randrange(1, n + 2))))
    return tuple(cut)


def pipeline(dcpl, itemsize):
    chosen = rng.choice([[], [], ["d"], ["s", "d"], ["s"], ["f"], ["d", "f"], ["s", "d", "f"], ["f", "d"]])
    for step in chosen:
        if step == "d":
            dcpl.set_deflate(rng.randrange(10))
        elif step == "s":
            dcpl.set_shuffle()
        else:
            dcpl.set_fletcher32()
    return chosen


def space(shape, most):
    unlimited = h5py.h5s.UNLIMITED
    return h5py.h5s.create_simple(shape, tuple(unlimited if m is None else m for m in most))


def chunked(group, name, h5file, large):
    dtype = np.dtype(rng.choice(TYPES))
    rank = rng.choice([1, 1, 1, 2, 2, 2, 3, 4])
    if large:
        dtype = np.dtype(rng.choice(["<i4", "<f8", ">i2"]))
        rank = rng.choice([1, 2])
        shape = (rng.randrange(3000, 300_000),) if rank == 1 else (rng.randrange(40, 400), rng.randrange(40, 400))
        chunk = (rng.randrange(1, 3),) * rank
    else:
        shape = tuple(rng.choice([0, 1, 2, 3, 5, 7, 12]) if rng.random() < 0.9 else rng.randrange(40) for _ in range(rank))
        chunk = tuple(rng.randrange(1, max(2, n + 2)) for n in shape)
    most = tuple(greatest(n, c) for n, c in zip(shape, chunk))
    if rng.random() < 0.3:
        most = shape
    chunk = tuple(c if m is None else max(1, min(c, m)) for c, m in zip(chunk, most))
    if any(m == 0 for m in most):
        most = tuple(None if m == 0 else m for m in most)
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_chunk(chunk)
    filters = pipeline(dcpl, dtype.itemsize)
    value = fill(dtype)
    if value is not None:
        dcpl.set_fill_value(np.array(value, dtype))
    few = np.prod([1 if m is None else m for m in most], dtype=np.int64) < 100_000
    if rng.random() < 0.25 and few:
        dcpl.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    if LIBRARY and rng.random() < 0.15:
        LIBRARY.H5Pset_chunk_opts(dcpl.id, 2)
    # Made smaller or larger afterwards, as files are that grew.
    first = shape
    if rng.random() < 0.4:
        first = tuple(rng.randrange(0 if m is None else 1, n * 2 + 2) if n < 50 else n // 2 for n, m in zip(shape, most))
        first = tuple(n if m is None else min(n, m) for n, m in zip(first, most))
    kind = h5py.h5t.py_create(dtype, logical=True)
    ds = h5py.Dataset(h5py.h5d.create(group.id, name.encode(), kind, space(first, most), dcpl=dcpl))
    if first != shape:
        if rng.random() < 0.7 and np.prod(first):
            cut = region(first)
            ds[cut] = values(dtype, tuple(s.stop - s.start for s in cut))
        ds.id.set_extent(shape)
    how = rng.choice(["all", "parts", "parts", "none"])
    if large and how == "all" and rng.random() < 0.7:
        how = "parts"
    if how == "all":
        ds[...] = values(dtype, shape)
    elif how == "parts":
        for _ in range(rng.randrange(1, 5)):
            cut = region(shape)
            if large:
                cut = tuple(slice(s.start, min(s.stop, s.start + 30)) for s in cut)
            ds[cut] = values(dtype, tuple(s.stop - s.start for s in cut))
    if filters and np.prod(shape) and rng.random() < 0.2:
        # A chunk whose filters were all skipped, as writers leave those that do not pack.
        place = tuple(rng.randrange((n - 1) // c + 1) * c for n, c in zip(shape, chunk))
        ds.id.write_direct_chunk(place, values(dtype, chunk).tobytes(), filter_mask=(1 << len(filters)) - 1)
    return ds


def contiguous(group, name, h5file, large):
    dtype = np.dtype(rng.choice(TYPES))
    shape = tuple(rng.randrange(0, 8) for _ in range(rng.choice([0, 1, 1, 2, 3])))
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    value = fill(dtype)
    if value is not None:
        dcpl.set_fill_value(np.array(value, dtype))
    if rng.random() < 0.3 and np.prod(shape) * dtype.itemsize < 60_000:
        dcpl.set_layout(h5py.h5d.COMPACT)
    kind = h5py.h5t.py_create(dtype, logical=True)
    if rng.random() < 0.2:
        kind.commit(group.id, (name + "_type").encode())
    ds = h5py.Dataset(h5py.h5d.create(group.id, name.encode(), kind, h5py.h5s.create_simple(shape) if shape else h5py.h5s.create(h5py.h5s.SCALAR), dcpl=dcpl))
    how = rng.choice(["all", "parts", "none"])
    if how == "all" or (how == "parts" and not shape):
        ds[...] = values(dtype, shape)
    elif how == "parts":
        cut = region(shape)
        ds[cut] = values(dtype, tuple(s.stop - s.start for s in cut))
    return ds


def odd(group, name, h5file, large):
    """What Groundtrack does not read: it must say so, or leave it out."""
    which = rng.randrange(13)
    n = rng.randrange(1, 20)
    if which == 0:
        return group.create_dataset(name, data=np.zeros(n, [("a", "i4"), ("b", "f8")])), "none"
    if which == 1:
        return group.create_dataset(name, data=np.zeros(n, "V7")), "none"
    if which == 2:
        return group.create_dataset(name, (n,), dtype=h5py.ref_dtype), "none"
    if which == 3:
        return group.create_dataset(name, (n,), dtype=np.dtype(("i4", (3,)))), "none"
    if which == 4:
        return group.create_dataset(name, (n,), dtype=h5py.vlen_dtype(np.int32)), "none"
    if which == 5:
        return group.create_dataset(name, data=np.zeros(n, "f2")), "none"
    if which == 6:
        return group.create_dataset(name, data=np.zeros(n, "c8")), "none"
    if which == 7:
        return group.create_dataset(name, data=np.arange(n), chunks=(1,), compression="lzf"), "refused"
    if which == 8:
        return group.create_dataset(name, data=np.arange(n), chunks=(1,), scaleoffset=True), "refused"
    if which == 9:
        return group.create_dataset(name, data=np.arange(n, dtype="i4"), external=[(f"{folder}/outside.bin", 0, h5py.h5f.UNLIMITED)]), "none"
    if which == 10:
        layout = h5py.VirtualLayout((n,), "i4")
        layout[:] = h5py.VirtualSource("other.h5", "x", (n,))
        return group.create_virtual_dataset(name, layout, fillvalue=5), "refused"
    if which == 11:
        return group.create_dataset(name, data=h5py.Empty("f8")), "none"
    return group.create_dataset(name, (n,), dtype=h5py.enum_dtype({"A": 1, "B": 4}, "i2"), fillvalue=4), "values"


def keep(file, ds, kind):
    data = b""
    if kind == "values":
        array = np.empty(ds.shape, ds.dtype)
        if array.size:
            # As stored, without the change that numpy makes to texts.
            ds.id.read(h5py.h5s.ALL, h5py.h5s.ALL, array, ds.id.get_type())
        data = array.tobytes()
        expected.write(data)
    shape = ",".join(str(n) for n in ds.shape or ())
    table.write(f"{file}\t{ds.name[1:]}\t{kind}\t{shape}\t{len(data)}\n")


for number in range(count):
    name = f"f{number}.h5"
    large = number % 40 == 7
    options = {}
    if rng.random() < 0.15:
        options = {"userblock_size": rng.choice([512, 1024])}
    low = rng.choice(VERSIONS)
    path = f"{folder}/{name}"
    with h5py.File(path, "w", libver=(low, "latest"), track_order=rng.random() < 0.2, **options) as h:
        group = h.create_group("a/b")
        for d in range(1 if large else rng.randrange(2, 7)):
            kind = "values"
            draw = rng.random()
            if draw < 0.7 or large:
                try:
                    chunked(group, f"d{d}", h, large)
                except RuntimeError:
                    # Some early allocated datasets can't change their shape: not what is tried here.
                    del group[f"d{d}"]
                    continue
            elif draw < 0.88:
                contiguous(group, f"d{d}", h, large)
            else:
                kind = odd(group, f"d{d}", h, large)[1]
            for a in range(rng.choice([0, 0, 0, 1, 3, 12])):
                group[f"d{d}"].attrs[f"a{a}"] = rng.choice(["text", 1.5, 3, [1, 2, 3]])
            group[f"d{d}"].attrs["kind"] = kind
    with h5py.File(path, "r") as h:
        for ds in h["a/b"].values():
            if isinstance(ds, h5py.Dataset):
                try:
                    keep(name, ds, ds.attrs["kind"])
                except OSError:
                    # What the library can't read of its own writing proves nothing.
                    print("h5py can't read", name, ds.name)
