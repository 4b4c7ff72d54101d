package dev.slostreams.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.faults.Oracle.Count;
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
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What an application says over HTTP. */
final class Answers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  Answers(String address) {
    this.address = address;
  }

  /** Whether every series is there and evaluated up to this tick. */
  boolean areAsOf(long tick) {
    Optional<JsonNode> series = get("/api/v1/series");
    return series.isPresent()
        && series.get().path("complete").asBoolean()
        && !series.get().path("series").isEmpty()
        && seconds(series.get().path("asOf")) == tick;
  }

  /** The minutes of each series; {@code slo{label=value, …}} as the oracle names it. */
  Map<String, NavigableMap<Long, Count>> minutes(long from, long to) {
    Map<String, NavigableMap<Long, Count>> all = new TreeMap<>();
    for (JsonNode one : must("/api/v1/series").path("series")) {
      String slo = one.path("slo").asText();
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
    return time.isTextual() ? Instant.parse(time.asText()).getEpochSecond() : Long.MIN_VALUE;
  }

  /** The answer, which must be one. */
  JsonNode must(String path) {
    HttpResponse<byte[]> response =
        ask(path).orElseThrow(() -> new AssertionError("no answer to " + path));
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() != 200) {
      throw new AssertionError("GET " + path + ": " + response.statusCode() + " " + body);
    }
    return read(response);
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
