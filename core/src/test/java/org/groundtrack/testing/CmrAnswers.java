package org.groundtrack.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers in the form that NASA's Common Metadata Repository documents for {@code umm_json}, made
 * up for tests: nothing was recorded from the live catalogue.
 */
public final class CmrAnswers {
  public static final String COLLECTIONS = "/search/collections.umm_json";
  public static final String GRANULES = "/search/granules.umm_json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private CmrAnswers() {}

  /** A page of items. */
  public static Fault page(int hits, String next, ObjectNode... items) {
    ObjectNode page = JSON.createObjectNode().put("hits", hits).put("took", 12);
    ArrayNode array = page.putArray("items");
    List.of(items).forEach(array::add);
    List<String> headers = new ArrayList<>();
    headers.add("Content-Type: application/vnd.nasa.cmr.umm_results+json;version=1.6.5");
    headers.add("CMR-Hits: " + hits);
    if (next != null) {
      headers.add("CMR-Search-After: " + next);
    }
    return Fault.status(200, page.toString(), headers.toArray(new String[0]));
  }

  /** A refusal as CMR words it. */
  public static Fault errors(int status, String... errors) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode array = body.putArray("errors");
    List.of(errors).forEach(array::add);
    return Fault.status(status, body.toString(), "Content-Type: application/json");
  }

  /** A collection; one in the cloud says where it is distributed directly. */
  public static ObjectNode collection(
      String conceptId, String shortName, String version, boolean cloud) {
    ObjectNode item = JSON.createObjectNode();
    item.putObject("meta")
        .put("concept-type", "collection")
        .put("concept-id", conceptId)
        .put("native-id", shortName + " V" + version)
        .put("provider-id", conceptId.substring(conceptId.indexOf('-') + 1))
        .put("revision-id", 7);
    ObjectNode umm = item.putObject("umm");
    umm.put("ShortName", shortName).put("Version", version).put("EntryTitle", shortName);
    if (cloud) {
      umm.putObject("DirectDistributionInformation").put("Region", "us-west-2");
    }
    return item;
  }

  /**
   * A granule without URLs.
   *
   * @param number of its concept
   * @param name of its file
   */
  public static ObjectNode granule(int number, String name) {
    ObjectNode item = JSON.createObjectNode();
    item.putObject("meta")
        .put("concept-type", "granule")
        .put("concept-id", "G%s-NSIDC_CPRD".formatted(number))
        .put("native-id", name)
        .put("provider-id", "NSIDC_CPRD");
    ObjectNode umm = item.putObject("umm");
    umm.put("GranuleUR", name);
    umm.putObject("TemporalExtent")
        .putObject("RangeDateTime")
        .put("BeginningDateTime", "2019-02-03T04:05:06.000Z")
        .put("EndingDateTime", "2019-02-03T04:10:06.000Z");
    ObjectNode data = umm.putObject("DataGranule");
    data.putArray("Identifiers")
        .addObject()
        .put("Identifier", name)
        .put("IdentifierType", "ProducerGranuleId");
    ArrayNode files = data.putArray("ArchiveAndDistributionInformation");
    files.addObject().put("Name", name).put("SizeInBytes", 1_000_000L + number);
    files.addObject().put("Name", name + ".dmrpp").put("SizeInBytes", 2000);
    umm.putArray("RelatedUrls");
    return item;
  }

  /** Adds a URL to a granule. */
  public static ObjectNode with(ObjectNode granule, String url, String type) {
    ((ArrayNode) granule.path("umm").path("RelatedUrls"))
        .addObject()
        .put("URL", url)
        .put("Type", type);
    return granule;
  }

  /** A granule as an archive has it: HTTPS, S3, a DMR++, pictures, checksums. */
  public static ObjectNode archived(int number, String name, String folder) {
    ObjectNode granule = granule(number, name);
    with(granule, folder + name + ".png", "GET RELATED VISUALIZATION");
    with(granule, folder + name + ".dmrpp", "EXTENDED METADATA");
    with(granule, folder + name, "GET DATA");
    with(granule, "s3://nsidc-cumulus-prod-protected/ATLAS/" + name, "GET DATA VIA DIRECT ACCESS");
    with(granule, folder + name + ".cmr.json", "EXTENDED METADATA");
    return granule;
  }
}
