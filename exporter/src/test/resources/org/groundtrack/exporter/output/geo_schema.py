# Validates the word 'geo' in the footer of a Parquet file against GeoParquet's own schema of the development of 2.0,
# which is taken for 2.0.0, and for 1.1.0 with what it says otherwise of versions and encodings set back.
#   geo_schema.py FILE SCHEMA PROJJSON_SCHEMA
import json
import sys

import jsonschema
import pyarrow.parquet as pq
from referencing import Registry, Resource

FILE, SCHEMA, PROJJSON = sys.argv[1:4]


def document(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


geo = json.loads(pq.read_schema(FILE).metadata[b"geo"])
official = document(SCHEMA)
native = pq.ParquetFile(FILE).schema.column(0).logical_type.type == "GEOMETRY"
assert geo["version"] == ("2.0.0" if native else "1.1.0"), geo["version"]
official["properties"]["version"]["const"] = geo["version"]
if not native:
    official["properties"]["columns"]["patternProperties"][".+"]["properties"]["encoding"] = {
        "type": "string", "pattern": "^(WKB|point|linestring|polygon|multipoint|multilinestring|multipolygon)$"}
registry = Registry(retrieve=lambda uri: Resource.from_contents(document(PROJJSON)))
validator = jsonschema.validators.validator_for(official)(official, registry=registry)
validator.validate(geo)
column = geo["columns"]["geometry"]
for broken in ({"crs": {"type": "GeographicCRS"}}, {"geometry_types": ["Dot"]}, {"bbox": [1, 2, 3]}):
    assert not validator.is_valid({**geo, "columns": {"geometry": {**column, **broken}}}), broken
if "covering" in column:
    box = column["covering"]["bbox"]
    assert box == {corner: ["bbox", corner] for corner in ("xmin", "ymin", "xmax", "ymax")}, box
print("valid")
