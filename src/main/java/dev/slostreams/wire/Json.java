package dev.slostreams.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.alert.BurnSample;
import dev.slostreams.sli.OneLine;
import dev.slostreams.slo.SeriesKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forms that all our JSON shares: times, rounded rates, series, burn rates per window. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int SHARE_DIGITS = 9;
  private static final int RATE_DIGITS = 4;
  private static final int SHOWN = 200;

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static String text(ObjectNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON tree not written (this is a bug in slo-streams)", e);
    }
  }

  static byte[] bytes(ObjectNode node) {
    return text(node).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what one of ours has written.
   *
   * @throws IllegalArgumentException when it is no JSON
   */
  static JsonNode read(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "record: must be JSON, but was not: " + OneLine.of(String.valueOf(e.getMessage()), SHOWN),
          e);
    }
  }

  /** What {@link #putBurnRates} has written; empty where it was not called. */
  static Map<String, Double> burnRates(JsonNode node) {
    Map<String, Double> rates = new LinkedHashMap<>();
    node.path("burnRates")
        .properties()
        .forEach(rate -> rates.put(rate.getKey(), rate.getValue().doubleValue()));
    return rates;
  }

  /** {@code 2026-01-01T01:32:28.000Z}. */
  static String time(long epochSecond) {
    return TIME.format(Instant.ofEpochSecond(epochSecond));
  }

  /** A whole number where it is one, otherwise a decimal with as many digits as it takes. */
  static void putUnits(ObjectNode node, String name, BigDecimal units) {
    node.set(name, units(units));
  }

  /** Like {@link #putUnits}. */
  static void addUnits(ArrayNode node, BigDecimal units) {
    node.add(units(units));
  }

  private static JsonNode units(BigDecimal units) {
    BigDecimal shortest = units.stripTrailingZeros();
    return shortest.scale() <= 0
        ? MAPPER.getNodeFactory().numberNode(units.toBigIntegerExact())
        : MAPPER.getNodeFactory().numberNode(shortest);
  }

  /** Nothing where the text is empty. */
  static void putIfGiven(ObjectNode node, String name, String text) {
    if (!text.isEmpty()) {
      node.put(name, text);
    }
  }

  /** A share such as consumed or remaining, nine decimals. */
  static BigDecimal share(double value) {
    return rounded(value, SHARE_DIGITS);
  }

  /** A burn rate, four decimals. */
  static BigDecimal rate(double value) {
    return rounded(value, RATE_DIGITS);
  }

  /** {@code slo}, and {@code objective} where the SLO has several. */
  static void putSlo(ObjectNode node, SeriesKey key) {
    node.put("slo", key.slo().name());
    if (!key.slo().objective().isEmpty()) {
      node.put("objective", key.slo().objective());
    }
  }

  /** {@code series}: label to value, empty without groupBy. */
  static void putSeries(ObjectNode node, SeriesKey key) {
    ObjectNode series = node.putObject("series");
    key.labels().forEach(label -> series.put(label.name(), label.value()));
  }

  /** {@code burnRates}: rate by window. */
  static void putBurnRates(ObjectNode node, List<BurnSample> samples) {
    ObjectNode rates = node.putObject("burnRates");
    samples.forEach(sample -> rates.put(sample.window().label(), rate(sample.rate())));
  }

  private static BigDecimal rounded(double value, int digits) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }
}
