"""The export of a box as one writes it with h5py, GeoPandas and pyarrow, granule by granule.

Arguments: product, west, south, east, north, output, granules. Prints points, seconds, peak memory in bytes.
"""

import resource
import sys
import time

import geopandas
import h5py
import numpy
import pandas
import pyarrow
import pyarrow.parquet

EPOCH = pandas.Timestamp("2018-01-01T00:00:00Z").value
BEAMS = ["gt1l", "gt1r", "gt2l", "gt2r", "gt3l", "gt3r"]


def atl03(beam, inside, rows):
    heights, place = beam["heights"], beam["geolocation"]
    count = place["segment_ph_cnt"][:]
    columns = {
        "h_ph": heights["h_ph"][:][inside],
        "signal_conf_ph": list(heights["signal_conf_ph"][:][inside]),
        "quality_ph": heights["quality_ph"][:][inside],
        "segment_id": numpy.repeat(place["segment_id"][:], count)[inside],
        "solar_elevation": numpy.repeat(place["solar_elevation"][:], count)[inside],
    }
    return columns


def atl06(beam, inside, rows):
    segments = beam["land_ice_segments"]
    columns = {}
    for name in ["h_li", "h_li_sigma", "atl06_quality_summary", "segment_id"]:
        values = segments[name]
        column = values[:][inside]
        fill = values.attrs.get("_FillValue")
        if fill is not None and column.dtype.kind == "f":
            column[column == fill] = numpy.nan
        columns[name] = column
    return columns


PRODUCTS = {
    "ATL03": (atl03, "heights/lon_ph", "heights/lat_ph", "heights/delta_time"),
    "ATL06": (
        atl06,
        "land_ice_segments/longitude",
        "land_ice_segments/latitude",
        "land_ice_segments/delta_time",
    ),
}


def frames(product, box, granule):
    variables, longitude, latitude, time_ = PRODUCTS[product]
    west, south, east, north = box
    with h5py.File(granule) as file:
        for name in BEAMS:
            if name not in file:
                continue
            beam = file[name]
            lon, lat = beam[longitude][:], beam[latitude][:]
            inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
            if not inside.any():
                continue
            columns = variables(beam, inside, len(lon))
            seconds = beam[time_][:][inside]
            columns["time"] = pandas.to_datetime(
                numpy.round(seconds * 1e9).astype("int64") + EPOCH, utc=True
            )
            columns["longitude"], columns["latitude"] = lon[inside], lat[inside]
            frame = pandas.DataFrame(columns)
            frame["track_id"] = name
            frame["granule"] = granule.rsplit("/", 1)[-1]
            yield geopandas.GeoDataFrame(
                frame,
                geometry=geopandas.points_from_xy(lon[inside], lat[inside]),
                crs="OGC:CRS84",
            )


def main():
    product, output, granules = sys.argv[1], sys.argv[6], sys.argv[7:]
    box = [float(edge) for edge in sys.argv[2:6]]
    start, points, writer = time.perf_counter(), 0, None
    for granule in granules:
        for frame in frames(product, box, granule):
            table = pyarrow.table(frame.to_arrow(index=False, geometry_encoding="WKB"))
            if writer is None:
                writer = pyarrow.parquet.ParquetWriter(output, table.schema, compression="zstd")
            writer.write_table(table, row_group_size=100_000)
            points += len(frame)
    writer.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(points, time.perf_counter() - start, peak)


main()
