package dev.slostreams.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.faults.Oracle.Count;
import dev.slostreams.testing.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** What an application says over HTTP. */
final class Answers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  Answers(String address) {
    this.address = address;
  }

  /**
   * Whether all these series are there, and every ledger partition that has any is evaluated up to
   * this tick. (That no partition is missing is not enough: one that has evaluated nothing yet is
   * there, with nothing.)
   */
  boolean areAsOf(long tick, Set<String> names) {
    Optional<List<JsonNode>> pages = pages();
    if (pages.isEmpty()) {
      return false;
    }
    Set<String> missing = new HashSet<>(names);
    boolean behind = false;
    for (JsonNode page : pages.get()) {
      page.path("series").forEach(one -> missing.remove(name(one)));
      for (JsonNode partition : page.path("partitions")) {
        JsonNode asOf = partition.path("asOf");
        behind |= asOf.isTextual() && seconds(asOf) != tick;
      }
    }
    return missing.isEmpty() && !behind;
  }

  /** All series. */
  List<JsonNode> series() {
    AtomicReference<List<JsonNode>> all = new AtomicReference<>();
    Topics.await(
        "all series",
        () -> {
          pages().ifPresent(all::set);
          return all.get() != null;
        });
    List<JsonNode> series = new ArrayList<>();
    all.get().forEach(page -> page.path("series").forEach(series::add));
    return series;
  }

  /** All pages of the list of series; empty where one is not there or not complete. */
  private Optional<List<JsonNode>> pages() {
    List<JsonNode> pages = new ArrayList<>();
    String cursor = "";
    do {
      Optional<JsonNode> page = get("/api/v1/series?limit=1000" + cursor);
      if (page.isEmpty() || !page.get().path("complete").asBoolean()) {
        return Optional.empty();
      }
      pages.add(page.get());
      JsonNode next = page.get().path("next");
      cursor =
          next.isTextual()
              ? "&cursor=" + URLEncoder.encode(next.textValue(), StandardCharsets.UTF_8)
              : "";
    } while (!cursor.isEmpty());
    return Optional.of(pages);
  }

  /**
   * The minutes of each series but those of some SLOs; {@code slo{label=value, …}} as the oracle
   * names it.
   */
  Map<String, NavigableMap<Long, Count>> minutes(long from, long to, Set<String> without) {
    Map<String, NavigableMap<Long, Count>> all = new TreeMap<>();
    for (JsonNode one : series()) {
      String slo = one.path("slo").asText();
      if (without.contains(slo)) {
        continue;
      }
      String id = URLEncoder.encode(one.path("id").asText(), StandardCharsets.UTF_8);
      JsonNode history =
          must(
              "/api/v1/slos/%s/history?series=%s&from=%s&to=%s&step=60s"
                  .formatted(slo, id, Instant.ofEpochSecond(from), Instant.ofEpochSecond(to)));
      NavigableMap<Long, Count> minutes = new TreeMap<>();
      for (int i = 0; i < history.path("at").size(); i++) {
        minutes.put(
            history.path("at").get(i).asLong(),
            new Count(history.path("good").get(i).asLong(), history.path("total").get(i).asLong()));
      }
      all.put(name(one), minutes);
    }
    return all;
  }

  /** How a series is named from its entry or its record. */
  static String name(JsonNode series) {
    Map<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : series.path("series").properties()) {
      labels.put(label.getKey(), label.getValue().asText());
    }
    return series.path("slo").asText() + labels;
  }

  private static long seconds(JsonNode time) {
    return Instant.parse(time.asText()).getEpochSecond();
  }

  /** The answer, which must come; a partition may be unreadable for a moment, and say so. */
  JsonNode must(String path) {
    AtomicReference<JsonNode> answer = new AtomicReference<>();
    Topics.await(
        "an answer to " + path,
        () -> {
          get(path).ifPresent(answer::set);
          return answer.get() != null;
        });
    return answer.get();
  }

  private static JsonNode read(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer; empty when there is none, or it is a refusal. */
  Optional<JsonNode> get(String path) {
    return ask(path).filter(response -> response.statusCode() == 200).map(Answers::read);
  }

  private Optional<HttpResponse<byte[]>> ask(String path) {
    try {
      return Optional.of(
          client.send(
              HttpRequest.newBuilder(URI.create(address + path))
                  .timeout(Duration.ofSeconds(10))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      return Optional.empty(); // it is not there
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
