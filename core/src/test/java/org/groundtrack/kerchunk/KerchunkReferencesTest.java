package org.groundtrack.kerchunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.hdf5.Hdf5File;
import org.groundtrack.io.LocalRangeReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerchunkReferencesTest {
  private static final String I4 =
      "{'zarr_format':2,'dtype':'<i4','order':'C','shape':[8],'chunks':[4],"
          + "'compressor':{'id':'zlib','level':4},'filters':null,'fill_value':0}";

  @TempDir Path folder;

  @Test
  void referencesOfEveryVersionGiveWhatTheGranuleSays() throws IOException {
    Path granule = KerchunkSamples.granule(folder);
    try (LocalRangeReader reader = LocalRangeReader.open(granule)) {
      Hdf5File file = Hdf5File.open(reader);
      String url = "s3://bucket/ATLAS/" + granule.getFileName();
      ObjectNode v0 = KerchunkSamples.references(file, url);
      ObjectNode v1 = KerchunkSamples.JSON.createObjectNode();
      v1.put("version", 1).set("refs", texts(v0));
      ObjectNode templated = KerchunkSamples.JSON.createObjectNode();
      templated.put("version", 1).putObject("templates").put("u", url);
      templated.set("refs", KerchunkSamples.references(file, "{{u}}"));
      for (ObjectNode document : List.of(v0, v1, templated)) {
        ChunkManifest manifest = read(document.toString(), granule.toString());
        Map<String, Dataset> found = KerchunkSamples.byPath(manifest);
        Map<String, Dataset> expected = KerchunkSamples.byPath(file);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
            (path, dataset) ->
                assertThat(found.get(path)).isEqualTo(KerchunkSamples.expected(dataset)));
        assertThat(manifest.origin()).isEqualTo("kerchunk");
        assertThat(manifest.attribute("", "short_name"))
            .isEqualTo(file.attribute("", "short_name"));
        assertThat(manifest.attribute("gt1l/land_ice_segments/h_li", "units")).contains("meters");
        assertThat(found.size()).isGreaterThan(50);
      }
    }
  }

  @Test
  void aKeyIsAChunkOfItsArrayWhateverTheOrderInTheDocument() {
    Dataset dataset = read("{'a/v/1':['x/g.h5',50,5],'a/v/.zarray':" + I4 + "}").dataset("a/v");
    assertThat(dataset.chunks())
        .isEqualTo(new ChunkTable(new long[] {-1, 50}, new long[] {0, 5}, new int[2]));
    assertThat(dataset.filters()).extracting(f -> f.label()).containsExactly("deflate(4)");
  }

  @Test
  void integersThatAttributesDeclareUnsignedAreUnsigned() {
    for (String unsigned : List.of("'true'", "true")) {
      Dataset dataset =
          read("{'v/.zarray':"
                  + I4.replace("<i4", "<i2").replace("'fill_value':0", "'fill_value':-1")
                  + ",'v/.zattrs':{'_Unsigned':"
                  + unsigned
                  + ",'scale_factor':0.0020312803797423840},'v/0':['x/g.h5',50,5]}")
              .dataset("v");
      assertThat(dataset.type()).isEqualTo(ElementType.UINT16);
      assertThat(dataset.attributes().fillValue()).isEqualTo("65535");
      assertThat(dataset.storageFill().toArray()).containsExactly(-1, -1);
    }
  }

  @Test
  void filtersComeBeforeTheCompressorAndMayHoldItToo() {
    String both =
        I4.replace(
            "'filters':null", "'filters':[{'id':'fletcher32'},{'id':'shuffle','elementsize':4}]");
    assertThat(one(both).filters())
        .extracting(f -> f.label())
        .containsExactly("fletcher32", "shuffle(4)", "deflate(4)");
    String listed =
        I4.replace("{'id':'zlib','level':4}", "null")
            .replace(
                "'filters':null",
                "'filters':[{'id':'shuffle','elementsize':4},{'id':'zlib','level':6}]");
    assertThat(one(listed).filters())
        .extracting(f -> f.label())
        .containsExactly("shuffle(4)", "deflate(6)");
  }

  @Test
  void anInlineChunkThatIsTheWholeDatasetIsCompact() throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(new byte[] {1, 0, 0, 0, 2, 0, 0, 0});
    }
    String base64 = Base64.getEncoder().encodeToString(deflated.toByteArray());
    String array = I4.replace("[8]", "[2]").replace("[4]", "[2]");
    Dataset dataset =
        read("{'v/.zarray':" + array + ",'v/0':'base64:" + base64 + "'}").dataset("v");
    assertThat(dataset.layout()).isEqualTo(StorageLayout.COMPACT);
    assertThat(dataset.filters()).isEmpty();
    assertThat(dataset.compact().toArray()).containsExactly(1, 0, 0, 0, 2, 0, 0, 0);
  }

  @Test
  void anInlineChunkMayGoOnAfterTheDatasetButNotEndBefore() {
    String rows =
        I4.replace("[8]", "[1]").replace("<i4", "|i1").replaceAll("\\{'id'.*?\\}", "null");
    assertThat(
            read("{'v/.zarray':" + rows + ",'v/0':'base64:AQAAAA=='}")
                .dataset("v")
                .compact()
                .toArray())
        .containsExactly(1);
    String text = rows.replace("|i1", "|S3").replace("'chunks':[4]", "'chunks':[1]");
    assertLeftOut(text + ",'v/0':'1'", "has 1 bytes in the references themselves, expected 3");
    assertLeftOut(rows.replace("|i1", "<i4") + ",'v/0':'1'", "has 1 bytes in the references");
  }

  @Test
  void aFillValueOtherThanZeroSaysWhatIsMissing() {
    assertThat(one(I4).attributes().fillValue()).isNull();
    assertThat(one(I4.replace("'fill_value':0", "'fill_value':-99")).attributes().fillValue())
        .isEqualTo("-99");
    Dataset floats =
        one(
            I4.replace("<i4", "<f4")
                .replace("'fill_value':0", "'fill_value':3.4028234663852886e38"));
    assertThat(floats.attributes().fillValue()).isEqualTo(Float.toString(Float.MAX_VALUE));
    assertThat(floats.storageFill().buffer(floats.byteOrder()).getFloat())
        .isEqualTo(Float.MAX_VALUE);
    assertThat(
            one(I4.replace("<i4", "<f4").replace("'fill_value':0", "'fill_value':NaN"))
                .storageFill())
        .isNotNull();
  }

  @Test
  void whatNoDatasetCanBeIsLeftOutAndRefusedByName() {
    assertLeftOut(I4.replace("zlib", "blosc"), "uses a codec 'blosc'");
    assertLeftOut(I4.replace("'order':'C'", "'order':'F'"), "column-major");
    assertLeftOut(I4.replace("<i4", "|O"), "neither numbers nor");
    assertLeftOut(I4.replace("<i4", "<f2"), "not supported");
    assertLeftOut(
        I4.replace("'order'", "'dimension_separator':'/','order'"), "not separated by dots");
    assertLeftOut(I4.replace("'fill_value':0", "'fill_value':null"), "its fill value is null");
    assertLeftOut(I4 + ",'v/0':'inline','v/1':['g.h5',1,2]", "in the references themselves");
    assertLeftOut(I4 + ",'v/0':'inline'", "chunks of another shape");
    assertLeftOut(I4 + ",'v/0':['g.h5']", "a whole object");
  }

  @Test
  void referencesToAnythingButTheGranuleAreRefused() {
    for (String url :
        new String[] {
          "file:///etc/passwd", "../../x.h5", "s3://b/other.h5", "s3://b/g.h5/..", "s3://b/",
          "s3://b/other.h5?x=/g.h5", "", "%2e%2e/x", "{{u}}", "{{ f(1) }}/g.h5"
        }) {
      assertThatThrownBy(() -> read("{'v/.zarray':" + I4 + ",'v/0':['" + url + "',1,2]}"))
          .as(url)
          .isInstanceOf(BadGranuleException.class)
          .hasMessageContaining("g.h5] its references");
    }
    assertThatThrownBy(
            () -> read("{'v/.zarray':" + I4 + ",'v/0':['a/g.h5',1,2],'v/1':['b/g.h5',1,2]}"))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("'a/g.h5' and 'b/g.h5', expected one granule's");
    assertThat(read("{'v/.zarray':" + I4 + ",'v/0':['https://h/d/g.h5?sig=/x#y',1,2]}").exists("v"))
        .isTrue();
  }

  @Test
  void damageIsRefusedWithTheChunkThatHasIt() {
    assertDamaged(",'v/0':['g.h5',-1,2]", "chunk [0]] has offset -1 and 2 bytes");
    assertDamaged(",'v/0':['g.h5',1,0]", "chunk [0]] has offset 1 and 0 bytes");
    assertDamaged(",'v/0':['g.h5',9223372036854775800,90]", "chunk [0]] has offset");
    assertDamaged(",'v/2':['g.h5',1,2]", "chunk [8]] lies outside");
    assertDamaged(",'v/0':['g.h5',1,2],'v/0':['g.h5',3,2]", "chunk [0]] is listed twice");
    assertDamaged(",'v/0.0':['g.h5',1,2]", "has 2 coordinates, expected 1");
    assertDamaged(",'v/0':['g.h5',99999999999999999999,2]", "can't be read");
    assertDamaged(",'v/0':['g.h5','1',2]", "VALUE_STRING for an offset or size at v/0");
    assertDamaged(",'v/0':[null,1,2]", "name no object at v/0");
    assertDamaged(",'v/0':['g.h5',1,2,3]", "more than an object");
    assertDamaged(",'v/.zarray':" + I4, "v/.zarray twice");
    assertDamaged(",'gen':[{'key':'x'}]", "'gen'");
    assertDamaged(",'version':2", "version 2, expected 0 or 1");
    assertDamaged(",'../x/.zarray':" + I4, "no path");
    assertDamaged(",'w/.zarray':'x'", "can't be read");
    assertDamaged(",'w/.zarray':[]", "no object as w/.zarray");
  }

  @Test
  void hostileDocumentsAreRefused() {
    String deep = "[".repeat(200_000);
    assertThatThrownBy(() -> read("{'a':" + deep)).isInstanceOf(BadGranuleException.class);
    assertThatThrownBy(() -> read("{'v/.zattrs':" + "{'a':".repeat(200_000)))
        .isInstanceOf(BadGranuleException.class);
    assertThatThrownBy(() -> read("{'" + "k".repeat(70_000) + "':1}"))
        .isInstanceOf(BadGranuleException.class);
    assertThatThrownBy(
            () -> read("{'v/.zarray':" + I4.replace("[8]", "[9000000000000]") + "}").dataset("v"))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("more than 10000000 chunks");
    byte[] large = (" ".repeat(9_000) + "{}").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(
            () -> KerchunkReferences.read(new ByteArrayInputStream(large), "g.h5", 5_000))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("larger than 5000 bytes");
    for (String other : new String[] {"", "[]", "null", "{}", "<html>", "{'a':1}", "{"}) {
      assertThatThrownBy(() -> read(other))
          .isInstanceOf(BadGranuleException.class)
          .hasMessageContaining("[g.h5] its kerchunk references");
    }
  }

  @Test
  void damageAnywhereEndsInARefusalOrAManifest() throws IOException {
    Path granule = KerchunkSamples.granule(folder);
    byte[] original;
    try (LocalRangeReader reader = LocalRangeReader.open(granule)) {
      original =
          KerchunkSamples.references(Hdf5File.open(reader), "s3://b/" + granule.getFileName())
              .toString()
              .getBytes(StandardCharsets.UTF_8);
    }
    long seed = 20181212;
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 120; i++) {
      byte[] bytes = original.clone();
      for (int k = random.nextInt(6); k >= 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(10) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      try {
        KerchunkReferences.read(new ByteArrayInputStream(bytes), granule.toString())
            .datasetsUnder("");
      } catch (GroundtrackException e) {
        assertThat(e)
            .as("seed %s, round %s", seed, i)
            .hasMessageContaining(granule.getFileName().toString());
        refused++;
      }
    }
    assertThat(refused).isBetween(20, 119);
  }

  private static ObjectNode texts(ObjectNode refs) {
    ObjectNode texts = KerchunkSamples.JSON.createObjectNode();
    refs.fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isObject()) {
                texts.put(field.getKey(), field.getValue().toString());
              } else {
                texts.set(field.getKey(), field.getValue());
              }
            });
    return texts;
  }

  private static Dataset one(String array) {
    return read("{'v/.zarray':" + array + ",'v/0':['s3://b/g.h5',10,5]}").dataset("v");
  }

  private static void assertLeftOut(String array, String why) {
    ChunkManifest manifest = read("{'v/.zarray':" + array + "}");
    assertThat(manifest.datasetsUnder("")).isEmpty();
    assertThatThrownBy(() -> manifest.dataset("v"))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("[g.h5 /v]")
        .hasMessageContaining(why);
  }

  private static void assertDamaged(String entries, String what) {
    assertThatThrownBy(() -> read("{'v/.zarray':" + I4 + entries + "}").dataset("v"))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("g.h5")
        .hasMessageContaining(what);
  }

  private static ChunkManifest read(String json) {
    return read(json.replace('\'', '"'), "g.h5");
  }

  private static ChunkManifest read(String json, String granule) {
    return KerchunkReferences.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), granule);
  }
}
