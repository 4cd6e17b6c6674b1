# Reads an output with one of the libraries of its users, and compares it with what was to be written.
#   reads.py READER FILE EXPECTED Z    Z: the column of the third coordinates, or nothing
import json
import math
import struct
import sys

import pyarrow as pa

READER, FILE, EXPECTED, Z = sys.argv[1:5]
with open(EXPECTED, encoding="utf-8") as expected_file:
    COLUMNS = json.load(expected_file)

ARROW = {
    "f4": pa.float32(), "f8": pa.float64(), "text": pa.string(), "time": pa.timestamp("ns", "UTC"),
    "i1": pa.int8(), "i2": pa.int16(), "i4": pa.int32(), "i8": pa.int64(),
    "u1": pa.uint8(), "u2": pa.uint16(), "u4": pa.uint32(), "u8": pa.uint64(),
}
SQL = {
    "f4": "FLOAT", "f8": "DOUBLE", "text": "VARCHAR", "time": "TIMESTAMP_NS",
    "i1": "TINYINT", "i2": "SMALLINT", "i4": "INTEGER", "i8": "BIGINT",
    "u1": "UTINYINT", "u2": "USMALLINT", "u4": "UINTEGER", "u8": "UBIGINT",
}


def bits(value, kind):
    if value != value:
        return "nan"
    return struct.pack(">f" if kind == "f4" else ">d", value).hex()


def canonical(value, kind):
    """A value as the expected ones are written; missing is None."""
    if value is None:
        return None
    if kind.startswith("list:"):
        return [canonical(element, kind[5:]) for element in value]
    if kind in ("f4", "f8"):
        return bits(value, kind)
    return value if kind == "text" else str(int(value))


def of_arrow(column, kind):
    if kind == "time":
        column = column.cast(pa.timestamp("ns", "UTC")).cast(pa.int64())
    return [canonical(value, kind) for value in column.to_pylist()]


def number(text, kind):
    if text is None or text == "nan":
        return math.nan
    if kind in ("f4", "f8"):
        return struct.unpack(">f" if kind == "f4" else ">d", bytes.fromhex(text))[0]
    return int(text)


def expected_points():
    by_name = {column["name"]: column for column in COLUMNS}
    axes = ["longitude", "latitude"] + ([Z] if Z else [])
    return list(zip(*[[number(v, by_name[a]["type"]) for v in by_name[a]["values"]] for a in axes]))


def same(found, expected, what):
    assert len(found) == len(expected), f"{what}: {len(found)} rows, expected {len(expected)}"
    for row, (a, b) in enumerate(zip(found, expected)):
        assert a == b, f"{what}, row {row}: found {a!r}, expected {b!r}"


def same_columns(read, change=lambda values, kind: values):
    """Compares columns; change says what the reader is known to lose of the expected ones."""
    for column in COLUMNS:
        kind = column["type"]
        same(read(column["name"], kind), change(column["values"], kind), column["name"])


def same_points(points):
    bits_of = lambda point: tuple(bits(float(v), "f8") for v in point)
    same([bits_of(p) for p in points], [bits_of(p) for p in expected_points()], "geometry")


def same_table(table):
    names = [column["name"] for column in COLUMNS]
    found = [name for name in table.column_names if name not in ("geometry", "bbox")]
    assert found == names, f"columns {found}, expected {names}"
    for column in COLUMNS:
        kind = column["type"]
        plain = kind[5:] if kind.startswith("list:") else kind
        wanted = pa.list_(ARROW[plain]) if kind.startswith("list:") else ARROW[kind]
        is_type = table.schema.field(column["name"]).type
        if kind.startswith("list:"):
            assert is_type.value_type == ARROW[plain], f"{column['name']} is {is_type}"
        else:
            assert is_type == wanted, f"{column['name']} is {is_type}, expected {wanted}"
    same_columns(lambda name, kind: of_arrow(table.column(name), kind))


def structs(column):
    axes = "xyz" if Z else "xy"
    points = column.to_pylist()
    assert all(list(p) == list(axes) for p in points), points[:1]
    return [tuple(p[axis] for axis in axes) for p in points]


def shapely_points(geometries):
    assert all(g.has_z == bool(Z) for g in geometries)
    # NaN is no height to shapely's own has_z of some versions, so coordinates are asked for as such.
    import shapely
    return [tuple(c) for c in shapely.get_coordinates(geometries, include_z=bool(Z))]


def wkb(values):
    import shapely
    return shapely_points(shapely.from_wkb(values))


def storage(column):
    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return column.storage if isinstance(column.type, pa.BaseExtensionType) else column


def pyarrow_parquet():
    import pyarrow.parquet as pq
    table = pq.read_table(FILE)
    same_table(table)
    geometry = storage(table.column("geometry"))
    if pa.types.is_struct(geometry.type):
        same_points(structs(geometry))
    else:
        same_points(wkb(geometry.to_pylist()))


def geopandas_frame(frame):
    assert frame.crs is not None and frame.crs.to_authority() in (
        ("OGC", "CRS84"), ("EPSG", "4326"), ("OGC", "CRS84h"), ("EPSG", "4979")), frame.crs
    assert len(frame.crs.axis_info) == (3 if frame.geometry.has_z.any() else 2), frame.crs
    same_columns(lambda name, kind: of_arrow(pa.array(frame[name], from_pandas=False), kind))
    points = frame.geometry.to_numpy()
    import shapely
    same_points([tuple(c) for c in shapely.get_coordinates(points, include_z=bool(Z))])
    assert (shapely.get_coordinate_dimension(points) == (3 if Z else 2)).all()


def geopandas_parquet():
    import geopandas
    import pandas
    geopandas_frame(geopandas.read_parquet(FILE, to_pandas_kwargs={"types_mapper": pandas.ArrowDtype}))


def duckdb_parquet():
    import duckdb
    names = ", ".join('"%s"' % column["name"] for column in COLUMNS)
    same_duckdb(duckdb.sql(f"select {names} from read_parquet('{FILE}')"))
    kind = duckdb.sql(f"select typeof(geometry) from read_parquet('{FILE}') limit 1").fetchall()[0][0]
    if kind.startswith("GEOMETRY"):
        assert "CRS84" in kind or kind == "GEOMETRY", kind
        same_points(wkb([bytes(r[0]) for r in duckdb.sql(f"select st_aswkb(geometry) from read_parquet('{FILE}')").fetchall()]))
    else:
        rows = duckdb.sql(f"select geometry from read_parquet('{FILE}')").fetchall()
        same_points([tuple(row[0].values()) for row in rows])


def same_duckdb(relation):
    table = relation.to_arrow_table()
    same_columns(lambda name, kind: of_arrow(table.column(name), kind))


def geometry_arrow(table):
    field = table.schema.field("geometry")
    words = field.metadata or {}
    name = words.get(b"ARROW:extension:name") or getattr(field.type, "extension_name", b"").encode()
    assert name == b"geoarrow.point", field
    same_table(table)
    same_points(structs(storage(table.column("geometry"))))


def arrow_file():
    import pyarrow.feather
    with pa.ipc.open_file(FILE) as reader:
        geometry_arrow(reader.read_all())
    same_table(pyarrow.feather.read_table(FILE))


def arrow_stream():
    with pa.ipc.open_stream(FILE) as reader:
        geometry_arrow(reader.read_all())


def read_arrow():
    return (pa.ipc.open_file if FILE.endswith(".arrow") else pa.ipc.open_stream)(FILE).read_all()


def geopandas_arrow():
    import geopandas
    import pandas
    geopandas_frame(geopandas.GeoDataFrame.from_arrow(read_arrow(), to_pandas_kwargs={"types_mapper": pandas.ArrowDtype}))


def duckdb_arrow():
    import duckdb
    points = read_arrow()
    names = ", ".join('"%s"' % column["name"] for column in COLUMNS)
    same_duckdb(duckdb.sql(f"select {names} from points"))


def duckdb_csv():
    import duckdb
    # Lists of texts are JSON: DuckDB's own form of lists has other escapes.
    texts = [c["name"] for c in COLUMNS if c["type"] == "list:text"]
    columns = ", ".join(
        "'%s': '%s'" % (c["name"], "VARCHAR" if c["name"] in texts else SQL[c["type"].split(":")[-1]] + ("[]" if ":" in c["type"] else ""))
        for c in COLUMNS)
    replaced = ", ".join(f'cast(cast("{name}" as json) as varchar[]) as "{name}"' for name in texts)
    same_duckdb(duckdb.sql(
        f"select * replace ({replaced}) from read_csv('{FILE}', header = true, nullstr = '', allow_quoted_nulls = false, columns = {{{columns}}})"))
    count = duckdb.sql(f"select count(*) from '{FILE}'").fetchall()[0][0]
    assert count == len(COLUMNS[0]["values"]), f"DuckDB's guess finds {count} rows"


def parse_list(text, kind):
    return None if text is None else [
        canonical(struct.unpack("f", struct.pack("f", v))[0] if kind == "f4" and v is not None else v, kind)
        for v in json.loads(text)]


def pyarrow_csv():
    from pyarrow import csv
    types = {c["name"]: pa.string() if ":" in c["type"] else ARROW[c["type"]] for c in COLUMNS}
    table = csv.read_csv(
        FILE, parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False))

    def read(name, kind):
        if ":" in kind:
            return [parse_list(text, kind[5:]) for text in table.column(name).to_pylist()]
        return of_arrow(table.column(name), kind)
    same_columns(read)


def pandas_csv():
    import pandas
    names = {"f4": "float32", "f8": "float64", "text": "str"}
    kinds = {c["name"]: c["type"] for c in COLUMNS}
    dtypes = {n: "str" if ":" in k or k in ("time", "text") else names.get(k) or ("U" if k[0] == "u" else "") + "Int" + str(8 * int(k[1])) for n, k in kinds.items()}
    frame = pandas.read_csv(
        FILE, dtype=dtypes, float_precision="round_trip", keep_default_na=False,
        na_values={n: [] if k == "text" else [""] if ":" in k else ["", "NaN"] for n, k in kinds.items()})

    def read(name, kind):
        values = [None if v is pandas.NA or (not isinstance(v, list) and v != v) else v for v in frame[name].tolist()]
        if ":" in kind:
            return [parse_list(text, kind[5:]) for text in values]
        if kind == "time":
            return [None if v is None else str(pandas.Timestamp(v).value) for v in values]
        return [canonical(v, kind) for v in values]

    # pandas does not tell a missing number from one that is none, nor a missing text from an empty one.
    same_columns(read, lambda values, kind: [
        "" if kind == "text" and v is None else None if v == "nan" else v for v in values])


def pyogrio_fgb():
    import pyogrio
    info = pyogrio.read_info(FILE)
    # 0 in the header is any number.
    assert info["features"] == (len(COLUMNS[0]["values"]) or -1), info["features"]
    assert info["crs"] in ("EPSG:4326", "EPSG:4979"), info["crs"]
    assert info["geometry_type"] == ("Point Z" if Z else "Point"), info["geometry_type"]
    meta, table = pyogrio.read_arrow(FILE)
    points = expected_points()
    bounds = [f(p[axis] for p in points) for f in (min, max) for axis in (0, 1)] if points else [0] * 4
    assert list(info["total_bounds"]) == bounds or not points, (info["total_bounds"], bounds)
    same_points(wkb(storage(table.column(meta["geometry_name"] or "wkb_geometry")).to_pylist()))

    def read(name, kind):
        column = table.column(name)
        if ":" in kind:
            return [parse_list(text, kind[5:]) for text in column.to_pylist()]
        if kind == "u8":
            return [canonical(v, "f8") for v in column.to_pylist()]
        if kind == "time":
            return column.cast(pa.timestamp("ms")).cast(pa.int64()).to_pylist()
        return of_arrow(column, kind)

    # GDAL has unsigned 64-bit numbers as floating-point ones; times are written to the millisecond.
    def known(values, kind):
        if kind == "u8":
            return [None if v is None else bits(float(int(v)), "f8") for v in values]
        if kind == "time":
            return [None if v is None else int(v) // 1_000_000 for v in values]
        return values
    same_columns(read, known)


globals()[READER]()
print("same")
