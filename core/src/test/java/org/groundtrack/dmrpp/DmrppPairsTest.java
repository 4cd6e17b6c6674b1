package org.groundtrack.dmrpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.hdf5.Hdf5File;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;

/** Documents of the archive and of its builder's own tests, against the granules they describe. */
class DmrppPairsTest {
  @Test
  void everyDatasetOfAPairIsWhatItsGranuleSays() throws Exception {
    int datasets = 0;
    int chunks = 0;
    Set<String> leftOut = new TreeSet<>();
    for (Path granule : files(SharedData.require("dmrpp/pairs"), ".h5")) {
      ChunkManifest found = read(Path.of(granule + ".dmrpp"));
      assertThat(found.origin()).isEqualTo("dmrpp");
      Map<String, Dataset> ours = byPath(found.datasetsUnder(""));
      try (LocalRangeReader reader = LocalRangeReader.open(granule)) {
        Hdf5File file = Hdf5File.open(reader);
        Map<String, Dataset> theirs = byPath(file.datasetsUnder(""));
        theirs.forEach(
            (path, expected) -> {
              if (ours.containsKey(path)) {
                assertSame(granule.getFileName() + " /" + path, ours.get(path), expected);
                assertThat(found.dataset(path)).isEqualTo(ours.get(path));
                assertThat(found.exists(path)).isTrue();
              } else {
                leftOut.add(granule.getFileName() + " /" + path);
              }
            });
        for (String path : ours.keySet()) {
          // jHDF does not read datatypes that are committed; the document states them like others.
          assertThat(theirs.containsKey(path) || path.equals("enum_scalar")).as(path).isTrue();
        }
      }
      datasets += ours.size();
      chunks += ours.values().stream().mapToInt(d -> d.chunks().count()).sum();
    }
    // netCDF's dimensions without values, of which the document has the lengths only, and strings
    // of any length, of which it says nothing that would lead to them.
    assertThat(leftOut)
        .containsExactly(
            "nc4_group_unlimited_pure.h5 /dim1",
            "nc4_group_unlimited_pure.h5 /g1/dim2",
            "nc4_group_unlimited_pure.h5 /g1/dim3",
            "t_vl_string_1d.h5 /array_1d",
            "vl_str_array.h5 /str",
            "vl_str_array.h5 /str_cmp");
    assertThat(datasets).isGreaterThan(60);
    System.out.println(
        "DMR++ pairs: " + datasets + " datasets, " + chunks + " chunks equal HDF5's");
  }

  @Test
  void valuesDecodedByADocumentAreThoseDecodedByTheGranule() throws Exception {
    int compared = 0;
    for (Path granule : files(SharedData.require("dmrpp/pairs"), ".h5")) {
      Map<String, Dataset> ours = byPath(read(Path.of(granule + ".dmrpp")).datasetsUnder(""));
      try (LocalRangeReader reader = LocalRangeReader.open(granule);
          ChunkDecoder decoder = new ChunkDecoder()) {
        for (Dataset theirs : Hdf5File.open(reader).datasetsUnder("")) {
          Dataset mine = ours.get(theirs.path());
          if (mine != null && mine.layout() == StorageLayout.CHUNKED) {
            assertThat(decoded(reader, decoder, mine)).isEqualTo(decoded(reader, decoder, theirs));
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(40);
  }

  @Test
  void theDocumentOfAnAtl08GranuleIsReadWhole() throws Exception {
    Path document = SharedData.require("dmrpp/atl08/ATL08_20200716202251.h5.dmrpp");
    long start = System.nanoTime();
    ChunkManifest manifest = read(document);
    List<Dataset> datasets = manifest.datasetsUnder("");
    System.out.println(
        "ATL08 DMR++: %s datasets in %s ms"
            .formatted(datasets.size(), (System.nanoTime() - start) / 1_000_000));

    long allocated = 0;
    List<ByteRange> ranges = new ArrayList<>();
    for (Dataset dataset : datasets) {
      for (int i = 0; i < dataset.chunks().count(); i++) {
        if (dataset.chunks().isAllocated(i)) {
          allocated++;
          ranges.add(new ByteRange(dataset.chunks().offset(i), dataset.chunks().size(i)));
        }
      }
    }
    ranges.sort(Comparator.comparingLong(ByteRange::offset));
    for (int i = 1; i < ranges.size(); i++) {
      assertThat(ranges.get(i).offset()).isGreaterThanOrEqualTo(ranges.get(i - 1).end());
    }
    // All 12,772 but one: the contiguous string ancillary_data/control, whose length is not said.
    assertThat(allocated).isEqualTo(12_771);
    Dataset latitude = manifest.dataset("gt1r/land_segments/latitude");
    assertThat(latitude.chunkShape()).containsExactly(10_000);
    assertThat(latitude.filters()).containsExactly(new FilterStep(FilterStep.DEFLATE, List.of()));
    assertThat(latitude.chunks())
        .isEqualTo(
            new ChunkTable(
                new long[] {20_233_868, 18_698_034}, new long[] {30_806, 4_296}, new int[2]));
    assertThat(manifest.dataset("ancillary_data/release").compact().toArray())
        .startsWith('0', '0', '3', ' ');
    assertThat(manifest.attribute("gt1l", "atlas_beam_type").orElseThrow()).isIn("weak", "strong");
    assertThat(manifest.attribute("", "identifier_product_doi")).isPresent();
    assertThat(manifest.children("")).contains("gt1l", "ancillary_data", "orbit_info");
  }

  @Test
  void documentsOfOldBuildersAgreeWithWhatAnotherReaderDerived() throws Exception {
    int compared = 0;
    for (Path document : files(SharedData.require("dmrpp/zarr-eosdis-store"), ".dmrpp")) {
      String name = document.getFileName().toString().replaceAll("\\.(HDF5|nc)\\.dmrpp", "");
      JsonNode zarr =
          new ObjectMapper().readTree(document.resolveSibling(name + ".zarr.json").toFile());
      for (Dataset dataset : read(document).datasetsUnder("")) {
        JsonNode array = zarr.get(dataset.path() + "/.zarray");
        if (array == null) {
          continue;
        }
        compareWithZarr(
            dataset,
            array,
            zarr.get(dataset.path() + "/.zattrs"),
            zarr.get(dataset.path() + "/.zchunkstore"));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  private static void compareWithZarr(
      Dataset dataset, JsonNode array, JsonNode attributes, JsonNode chunks) {
    assertThat(dataset.shape()).isEqualTo(numbers(array.get("shape")));
    if (dataset.layout() == StorageLayout.CHUNKED) {
      assertThat(dataset.chunkShape().stream().map(Long::valueOf).toList())
          .isEqualTo(numbers(array.get("chunks")));
    }
    String kind = dataset.type().isFloat() ? "f" : dataset.type().isUnsigned() ? "u" : "i";
    assertThat(array.get("dtype").asText())
        .isIn("<" + kind + dataset.elementBytes(), "|" + kind + dataset.elementBytes());
    assertThat(dataset.byteOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    boolean deflated = dataset.filters().stream().anyMatch(f -> f.id() == FilterStep.DEFLATE);
    assertThat(array.get("compressor").isNull()).isNotEqualTo(deflated);
    boolean shuffled = dataset.filters().stream().anyMatch(f -> f.id() == FilterStep.SHUFFLE);
    assertThat(array.get("filters").isNull()).isNotEqualTo(shuffled);
    String fill = dataset.attributes().fillValue();
    JsonNode declared = attributes.get("_FillValue");
    if (declared == null) {
      assertThat(fill).isNull();
    } else {
      assertThat(Double.parseDouble(fill))
          .isEqualTo(
              (double) (float) declared.asDouble(), org.assertj.core.data.Offset.offset(1e-3));
    }
    if (dataset.layout() == StorageLayout.CHUNKED) {
      long allocated = 0;
      for (int i = 0; i < dataset.chunks().count(); i++) {
        allocated += dataset.chunks().isAllocated(i) ? 1 : 0;
      }
      assertThat(chunks.size()).isEqualTo((int) allocated);
      assertThat(chunks.elements().next().get("offset").asLong())
          .isEqualTo(dataset.chunks().offset(0));
    }
  }

  private static List<Long> numbers(JsonNode array) {
    List<Long> numbers = new ArrayList<>();
    array.forEach(n -> numbers.add(n.asLong()));
    return numbers;
  }

  private static void assertSame(String what, Dataset found, Dataset expected) {
    assertThat(found.type()).as(what).isEqualTo(expected.type());
    assertThat(found.elementBytes()).as(what).isEqualTo(expected.elementBytes());
    assertThat(found.shape()).as(what).isEqualTo(expected.shape());
    assertThat(found.layout()).as(what).isEqualTo(expected.layout());
    assertThat(found.chunkShape()).as(what).isEqualTo(expected.chunkShape());
    assertThat(found.chunks()).as(what).isEqualTo(expected.chunks());
    assertThat(withoutLevels(found)).as(what).isEqualTo(withoutLevels(expected));
    assertThat(found.attributes()).as(what).isEqualTo(expected.attributes());
    if (isRead(expected)) {
      assertThat(found.byteOrder()).as(what).isEqualTo(expected.byteOrder());
      assertThat(fill(found)).as(what).isEqualTo(fill(expected));
    }
    if (expected.compact() != null) {
      assertThat(found.compact()).as(what).isEqualTo(expected.compact());
    }
  }

  /** Whether anything of it is ever decoded: an empty dataset's order of bytes is not written. */
  private static boolean isRead(Dataset dataset) {
    return !dataset.shape().contains(0L);
  }

  private static StoredBytes fill(Dataset dataset) {
    boolean needed = false;
    for (int i = 0; i < dataset.chunks().count(); i++) {
      needed |= !dataset.chunks().isAllocated(i);
    }
    StoredBytes fill = dataset.storageFill();
    return fill == null || fill.isZero() || !needed ? null : fill;
  }

  private static List<FilterStep> withoutLevels(Dataset dataset) {
    return dataset.filters().stream()
        .map(f -> f.id() == FilterStep.DEFLATE ? new FilterStep(f.id(), List.of()) : f)
        .toList();
  }

  private static List<ByteBuffer> decoded(
      LocalRangeReader reader, ChunkDecoder decoder, Dataset dataset) {
    List<ByteBuffer> chunks = new ArrayList<>();
    ChunkTable table = dataset.chunks();
    for (int i = 0; i < table.count(); i++) {
      if (table.isAllocated(i)) {
        ByteBuffer stored = reader.read(new ByteRange(table.offset(i), table.size(i)));
        byte[] chunk = new byte[dataset.chunkBytes()];
        decoder.decode("g", dataset, i, stored.array(), 0, stored.limit(), chunk);
        chunks.add(ByteBuffer.wrap(chunk));
      }
    }
    return chunks;
  }

  private static ChunkManifest read(Path document) throws IOException {
    try (InputStream in = Files.newInputStream(document)) {
      return DmrppFile.read(in, document.getFileName().toString());
    }
  }

  private static Map<String, Dataset> byPath(List<Dataset> datasets) {
    return datasets.stream()
        .collect(Collectors.toMap(Dataset::path, d -> d, (a, b) -> a, TreeMap::new));
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(p -> p.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
