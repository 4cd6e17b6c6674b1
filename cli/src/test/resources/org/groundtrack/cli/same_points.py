# Compares outputs of one export in several formats with the GeoParquet file of it.
#   same_points.py Z REFERENCE OUTPUT...
import sys

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pyogrio
import shapely

Z, REFERENCE, *OUTPUTS = sys.argv[1:]


def columns(table):
    return table.drop_columns([name for name in ("geometry", "bbox") if name in table.column_names])


def coordinates(geometry):
    """Of WKB or structs."""
    array = geometry.combine_chunks()
    array = array.storage if isinstance(array.type, pa.BaseExtensionType) else array
    if pa.types.is_struct(array.type):
        return [tuple(point.values()) for point in array.to_pylist()]
    points = shapely.from_wkb(array.to_pylist())
    return [tuple(c) for c in shapely.get_coordinates(points, include_z=bool(Z)).tolist()]


def of_csv(path, schema):
    types = {field.name: field.type for field in schema}
    return pyarrow.csv.read_csv(
        path, parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False))


def of_fgb(path):
    meta, table = pyogrio.read_arrow(path)
    geometry = table.column(meta["geometry_name"] or "wkb_geometry")
    table = table.drop_columns([meta["geometry_name"] or "wkb_geometry"])
    if "OGC_FID" in table.column_names:
        table = table.drop_columns(["OGC_FID"])
    return table.append_column("geometry", geometry)


def values(column, cut):
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("ms"), safe=False) if cut else column
        column = column.cast(pa.int64())
    # As text, so that NaN is NaN and zeros have a sign.
    return [repr(value) for value in column.to_pylist()]


reference = pq.read_table(REFERENCE)
wanted = columns(reference)
assert reference.num_rows > 0
for path in OUTPUTS:
    ending = path.rsplit(".", 1)[1]
    found = {
        "parquet": lambda: pq.read_table(path),
        "arrow": lambda: pa.ipc.open_file(path).read_all(),
        "arrows": lambda: pa.ipc.open_stream(path).read_all(),
        "csv": lambda: of_csv(path, wanted.schema),
        "fgb": lambda: of_fgb(path),
    }[ending]()
    assert columns(found).column_names == wanted.column_names, (path, found.column_names)
    for name in wanted.column_names:
        a, b = (values(t.column(name), ending == "fgb") for t in (found, wanted))
        assert a == b, (path, name, [pair for pair in zip(a, b) if pair[0] != pair[1]][:5], len(a), len(b))
    if ending != "csv":
        a, b = coordinates(found.column("geometry")), coordinates(reference.column("geometry"))
        assert repr(a) == repr(b), (path, a[:3], b[:3])
        assert len(a[0]) == (3 if Z else 2)
print(reference.num_rows)
