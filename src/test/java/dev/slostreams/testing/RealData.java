package dev.slostreams.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.openslo.SloCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A recording of {@code config/real-data}, converted by the command of {@code docs/real-data.md}.
 *
 * <p>The visitor's own commands are run, so that they are tested too and no second copy of the
 * recordings has to be kept; they need sh, gzip, sort and awk, and fail where one is missing.
 */
public enum RealData {
  HAPROXY(
      "haproxy-2012-02.log",
      "gzip -dc haproxy/haproxy-2012-02.log.gz | awk -v stamp=$STAMP -f haproxy/to-events.awk"),
  APACHE("apache-semicomplete-2015-05.log", "gzip -dc apache/apache-semicomplete-2015-05.log.gz"),
  NEZHA(
      "nezha-onlineboutique-2022-08-22.root-spans.csv",
      "gzip -dc nezha/nezha-onlineboutique-2022-08-22.root-spans.csv.gz"
          + " | awk -f nezha/to-events.awk | LC_ALL=C sort"),
  PETSHOP(
      "petsite-low-traffic-5min",
      "awk -f petshop/to-events.awk petshop/petsite-low-traffic-5min.csv");

  /** Where the recordings are, seen from the root of the repository. */
  public static final Path FOLDER = Path.of("config/real-data");

  private final String file;
  private final String conversion;

  RealData(String file, String conversion) {
    this.file = file;
    this.conversion = conversion;
  }

  public SloCatalog catalog() {
    return SloCatalog.load(List.of(folder().resolve("slos.yaml"))).catalog().orElseThrow();
  }

  /** The recording as one event per line. */
  public List<String> events() {
    return events("start");
  }

  /** The recording with a request's start or its end as the time of its event. */
  public List<String> events(String stamp) {
    return Shell.run(FOLDER, conversion.replace("$STAMP", stamp)).lines().toList();
  }

  /** What the truth file says: total and good, as {@code good/total}. */
  public String truth() {
    return goodOfTotal(truthFile());
  }

  /** What the truth file says of each UTC hour in which there was something. */
  public Map<String, String> hourlyTruth() {
    Map<String, String> hours = new TreeMap<>();
    truthFile()
        .path("per_hour")
        .forEach(hour -> hours.put(hour.path("hour").asText(), goodOfTotal(hour)));
    return hours;
  }

  /** The truth file, or the part of it that is about the recording. */
  public JsonNode truthFile() {
    try {
      JsonNode truth =
          Scenario.parse(Files.readString(folder().resolve(file + ".truth.json").normalize()));
      return truth.has("parts") ? truth.path("parts").path("noissue") : truth;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folder() {
    return FOLDER.resolve(name().toLowerCase(java.util.Locale.ROOT));
  }

  private static String goodOfTotal(JsonNode counts) {
    return counts.path("good").asLong() + "/" + counts.path("total").asLong();
  }
}
