"""Opens references as users do, and compares every value with what h5py reads of the granules.

usage: open_references.py HOW PATH ...; prints for each how many groups, arrays and values were compared.
"""
import json
import os
import sys
import warnings

import h5py
import numpy as np
import xarray as xr

warnings.simplefilter("ignore")


def registry():
    from obspec_utils.registry import ObjectStoreRegistry
    from obstore.store import LocalStore

    return ObjectStoreRegistry({"file://": LocalStore()})


def options(path):
    """fsspec finds the protocol in Parquet by itself only where there are no groups within groups."""
    return {"fo": path} if path.endswith(".json") else {"fo": path, "remote_protocol": "file"}


def groups_of(path):
    """The groups with arrays of a reference file or folder of all groups."""
    tree = xr.open_datatree("reference://", engine="zarr", storage_options=options(path))
    return [node.path.strip("/") for node in tree.subtree if node.data_vars or node.coords]


def kerchunk_folder(path):
    """Files of single groups, with the kerchunk engine."""
    with open(os.path.join(path, "groups.json")) as f:
        for group, name in json.load(f)["groups"].items():
            yield group, lambda **how: xr.open_dataset(os.path.join(path, name), engine="kerchunk", **how)


def kerchunk_parquet_groups(path):
    """Folders of single groups, with the kerchunk engine."""
    for group in groups_of(path):
        yield group, lambda **how: xr.open_dataset(os.path.join(path, group), engine="kerchunk", **how)


def zarr_all(path):
    """All groups, with the zarr engine over fsspec's reference file system."""
    for group in groups_of(path):
        yield group, lambda **how: xr.open_dataset(
            "reference://", engine="zarr", storage_options=options(path), group=group, **how
        )


def virtualizarr_json(path):
    """All groups, with VirtualiZarr's parser of kerchunk JSON."""
    from virtualizarr.parsers import KerchunkJSONParser

    for group in groups_of(path):
        store = KerchunkJSONParser(group=group)("file://" + path, registry())
        yield group, lambda **how: xr.open_dataset(store, engine="zarr", consolidated=False, zarr_format=3, **how)


def virtualizarr_parquet(path):
    """The folder of each group, with VirtualiZarr's parser of kerchunk Parquet."""
    from virtualizarr.parsers import KerchunkParquetParser

    for group in groups_of(path):
        store = KerchunkParquetParser()("file://" + os.path.join(path, group), registry())
        yield group, lambda **how: xr.open_dataset(store, engine="zarr", consolidated=False, zarr_format=3, **how)


def virtualizarr_manifest(path):
    """Manifests, with VirtualiZarr's arrays."""
    from virtualizarr.manifests import ChunkManifest, ManifestArray, ManifestGroup, ManifestStore
    from zarr.core.metadata import ArrayV3Metadata

    with open(path) as f:
        groups = json.load(f)["groups"]
    for group, members in groups.items():
        arrays = {
            name: ManifestArray(
                metadata=ArrayV3Metadata.from_dict(array["metadata"]),
                chunkmanifest=ChunkManifest(array["manifest"]),
            )
            for name, array in members["arrays"].items()
        }
        store = ManifestStore(ManifestGroup(arrays, attributes=members["attributes"]), registry=registry())
        yield group, lambda **how: xr.open_dataset(store, engine="zarr", consolidated=False, zarr_format=3, **how)


def stored(granule, variable):
    """What h5py reads of the rows that an array says it has."""
    dataset = granule[variable.attrs["hdf5_path"]]
    axis = [i for i, name in enumerate(variable.dims) if name.startswith("row")]
    assert len(axis) == 1, variable.dims
    runs = zip(variable.attrs["first_rows"], variable.attrs["end_rows"])
    whole = dataset[...]
    parts = [np.take(whole, np.arange(first, end), axis=axis[0]) for first, end in runs]
    return np.concatenate(parts, axis=axis[0])


def same(a, b):
    if a.dtype.kind in "SO":
        return np.array_equal(a.astype("S"), b.astype("S"))
    return a.dtype.newbyteorder("=") == b.dtype.newbyteorder("=") and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")


def compare(how, path):
    groups = arrays = values = 0
    for group, opened in globals()[how](path):
        raw = opened(mask_and_scale=False, decode_times=False)
        masked = opened(decode_times=False)
        timed = opened()
        assert raw.sizes == timed.sizes
        assert raw.attrs["granule"] and raw.variables, group
        assert os.path.getsize(raw.attrs["source"]) == raw.attrs["source_bytes"]
        with h5py.File(raw.attrs["source"]) as granule:
            for name, variable in raw.variables.items():
                expected = stored(granule, variable)
                found = variable.values
                if (found.dtype.kind, expected.dtype.kind) == ("u", "i"):
                    expected = expected.view(found.dtype)  # the attribute _Unsigned
                assert same(found, expected), (group, name, found.dtype, expected.dtype, found, expected)
                fills = np.ravel(variable.attrs.get("missing_value", []))
                if expected.dtype.kind in "iuf":
                    fill = np.isin(expected, fills.astype(expected.dtype))
                    if expected.dtype.kind == "f":
                        fill |= np.isnan(expected)
                    decoded = masked[name].values
                    assert np.array_equal(np.isnan(decoded.astype("f8")), fill), (group, name)
                    if not {"scale_factor", "add_offset"} & set(variable.attrs):
                        assert np.array_equal(decoded[~fill], expected[~fill].astype(decoded.dtype)), (group, name)
                arrays += 1
                values += expected.size
        groups += 1
    print(groups, arrays, values)


for at in range(1, len(sys.argv), 2):
    compare(sys.argv[at], sys.argv[at + 1])
