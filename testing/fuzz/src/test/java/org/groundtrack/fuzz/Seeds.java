package org.groundtrack.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;

/** Writes valid input for each target to start from. */
final class Seeds {
  /** Names the granule all of which is under checksums. */
  static final String CHECKSUMMED = "groundtrack.fuzz.checksummed";

  /** Names the index whose parts are changed. */
  static final String INDEX = "groundtrack.fuzz.index";

  /** Names the granule that is changed. */
  static final String GRANULE = "groundtrack.fuzz.granule";

  private static final List<String> AREAS =
      List.of(
          "POLYGON ((-46 62, -44 62, -44 64, -46 64, -46 62))",
          "SRID=3413;MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1)))",
          "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4))",
          "-46,62,-44,64",
          "{\"type\":\"Feature\",\"id\":7,\"properties\":{\"name\":\"a\"},\"geometry\":{\"type\":"
              + "\"Polygon\",\"coordinates\":[[[-46,62],[-44,62],[-44,64],[-46,64],[-46,62]]]}}",
          "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},"
              + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[170,-80]}}]}",
          "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Placemark><name>a</name><Polygon>"
              + "<outerBoundaryIs><LinearRing><coordinates>-46,62 -44,62 -44,64 -46,62"
              + "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>",
          "0103000000010000000400000000000000000000000000000000000000000000000000F03F0000000000000000"
              + "000000000000F03F000000000000F03F00000000000000000000000000000000");

  private static final List<String> CONDITIONS =
      List.of(
          "atl06_quality_summary = 0 and h_li_sigma < 1.5e0",
          "rh[98] between 2 and 40 or not (name in ('a', 'b''c'))",
          "abs(h_li - dem_h) > 10 and x is not null",
          "\"odd name\" <> -0x1 and t >= timestamp '2019-01-01'");

  private static final String DMRPP =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Dataset xmlns="http://xml.opendap.org/ns/DAP/4.0#" xmlns:dmrpp="http://xml.opendap.org/dap/dmrpp/1.0.0#" name="a.h5" dmrpp:href="a.h5">
        <Group name="gt1l">
          <Float32 name="h_li">
            <Dim size="300"/>
            <Attribute name="_FillValue" type="Float32"><Value>3.4028235e+38</Value></Attribute>
            <dmrpp:chunks compressionType="deflate shuffle" fillValue="0" byteOrder="LE">
              <dmrpp:chunkDimensionSizes>100</dmrpp:chunkDimensionSizes>
              <dmrpp:chunk offset="1000" nBytes="90" chunkPositionInArray="[0]"/>
              <dmrpp:chunk offset="1090" nBytes="95" chunkPositionInArray="[100]"/>
            </dmrpp:chunks>
          </Float32>
        </Group>
      </Dataset>
      """;

  private static final String REFERENCES =
      """
      {"version": 1, "templates": {"u": "a.h5"}, "refs": {
        ".zgroup": "{\\"zarr_format\\":2}",
        "gt1l/.zgroup": "{\\"zarr_format\\":2}",
        "gt1l/h_li/.zarray": "{\\"zarr_format\\":2,\\"shape\\":[300],\\"chunks\\":[100],\\"dtype\\":\\"<f4\\",\\"fill_value\\":0.0,\\"order\\":\\"C\\",\\"filters\\":null,\\"compressor\\":{\\"id\\":\\"zlib\\",\\"level\\":6}}",
        "gt1l/h_li/.zattrs": "{\\"units\\":\\"meters\\",\\"_FillValue\\":3.4028235e38}",
        "gt1l/h_li/0": ["{{u}}", 1000, 90],
        "gt1l/h_li/1": "base64:AAAA"}}
      """;

  private final Path folder;

  Seeds(Path folder) {
    this.folder = folder;
  }

  /** Writes the seeds of a target to a folder of its own; gives what its process needs to know. */
  Map<String, Path> write(Class<?> target) throws IOException {
    if (target == AreaTarget.class) {
      for (int choice = 0; choice < 4; choice++) {
        texts("area" + choice + "-", (char) choice, AREAS);
      }
    } else if (target == ConditionTarget.class) {
      texts("condition-", null, CONDITIONS);
    } else if (target == LayoutTarget.class) {
      texts(
          "layout-",
          null,
          ProductLayouts.shipped().all().stream()
              .map(layout -> LayoutReader.write(layout).toString())
              .toList());
    } else if (target == DmrppTarget.class) {
      texts("sidecar-", null, List.of(DMRPP));
    } else if (target == ReferencesTarget.class) {
      texts("references-", null, List.of(REFERENCES));
    } else if (target == ListTarget.class) {
      texts("list-", null, List.of("# granules\na\n\uFEFFb\r\n"));
    } else if (target == Hdf5Target.class) {
      for (String name : List.of("earliest.h5", "latest.h5", "checksummed.h5")) {
        resource(name);
      }
    } else if (target == ChecksumTarget.class) {
      Files.write(folder.resolve("patch"), new byte[] {0, 0, 0, 9, 1});
      return Map.of(CHECKSUMMED, outside("checksummed.h5"));
    } else if (target == IndexTarget.class) {
      Files.write(folder.resolve("patch"), new byte[] {0, 0, 0, 0, 9, 1});
      Path index = folder.resolveSibling("index");
      new Indexer(IndexOptions.DEFAULT.withOverwrite(true))
          .build(GranuleInputs.find(List.of(granule().toString())), index, done -> {});
      return Map.of(INDEX, index);
    } else if (target == GranuleTarget.class) {
      Files.write(folder.resolve("patch"), new byte[] {0, 0, 0, 9, 1});
      return Map.of(GRANULE, granule());
    }
    return Map.of();
  }

  private Path granule() throws IOException {
    return Atl06Generator.write(
        folder.resolveSibling("granules"),
        Atl06Spec.builder().rows(300).chunkRows(100).missingBeams("gt2l", "gt3l", "gt3r").build(),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void texts(String prefix, Character first, List<String> texts) throws IOException {
    for (int i = 0; i < texts.size(); i++) {
      String text = first == null ? texts.get(i) : first + texts.get(i);
      Files.write(folder.resolve(prefix + i), text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void resource(String name) throws IOException {
    copy(name, folder.resolve(name));
  }

  private Path outside(String name) throws IOException {
    return copy(name, folder.resolveSibling(name));
  }

  private static Path copy(String name, Path to) throws IOException {
    try (InputStream in = Seeds.class.getResourceAsStream(name)) {
      Files.write(to, in.readAllBytes());
    }
    return to;
  }
}
