package dev.slostreams.http;

import dev.slostreams.query.SeriesQuery;
import dev.slostreams.sli.NearestName;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The query parameters of a request, each looked at and refused with what it must be. */
final class Parameters {

  /** Most entries of a page. */
  static final int MOST_ENTRIES = 1_000;

  private final Context context;

  private Parameters(Context context) {
    this.context = context;
  }

  /** Refuses every parameter that is not known here. */
  static Parameters of(Context context, String... known) {
    Set<String> unknown = new TreeSet<>(context.queryParamMap().keySet());
    Arrays.asList(known).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      String name = unknown.iterator().next();
      throw Refusal.of(
          400, "query parameter '" + name + "': is not known here", hint(name, List.of(known)));
    }
    return new Parameters(context);
  }

  private static String hint(String name, List<String> known) {
    if (known.isEmpty()) {
      return "this route takes no query parameters";
    }
    String suggestion = NearestName.suggestion(name, known);
    return suggestion.isEmpty() ? "known: " + String.join(", ", known) : suggestion;
  }

  /** Every value that is given for it. */
  List<String> all(String name) {
    return context.queryParams(name);
  }

  /** Its value; given once at most. */
  Optional<String> one(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw refusal(name, "be given once", String.join("' and '", values));
    }
    return values.stream().findFirst();
  }

  /** Its value, one of these. */
  Optional<String> oneOf(String name, String... allowed) {
    Optional<String> value = one(name);
    if (value.isPresent() && !Arrays.asList(allowed).contains(value.get())) {
      throw refusal(name, "be " + String.join(" or ", allowed), value.get());
    }
    return value;
  }

  /** {@code label=name=value}, may be repeated. */
  Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    for (String label : all("label")) {
      int equals = label.indexOf('=');
      if (equals <= 0) {
        throw refusal("label", "be name=value", label);
      }
      labels.put(label.substring(0, equals), label.substring(equals + 1));
    }
    return labels;
  }

  /** By how many records a copy may lag, from 0. */
  long maxLag() {
    Optional<String> text = one("maxLag");
    if (text.isPresent() && !text.get().matches("[0-9]{1,18}")) {
      throw refusal("maxLag", "be a whole number of at least 0", text.get());
    }
    return text.map(Long::parseLong).orElse(SeriesQuery.MAX_LAG);
  }

  /** How many entries a page has, from 1 to {@link #MOST_ENTRIES}. */
  int limit() {
    Optional<String> text = one("limit");
    if (text.isEmpty()) {
      return MOST_ENTRIES;
    }
    if (!text.get().matches("[0-9]{1,4}")
        || Integer.parseInt(text.get()) < 1
        || Integer.parseInt(text.get()) > MOST_ENTRIES) {
      throw refusal("limit", "be a whole number from 1 to " + MOST_ENTRIES, text.get());
    }
    return Integer.parseInt(text.get());
  }

  /**
   * A time as RFC 3339, or before now as {@code -6h}.
   *
   * @param now what the second form is measured from
   */
  Optional<Instant> time(String name, Instant now) {
    Optional<String> text = one(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return text.map(
          given ->
              given.matches("-[0-9]{1,9}[smhd]") ? now.minus(length(given)) : Instant.parse(given));
    } catch (DateTimeParseException e) {
      throw refusal(name, "be a time such as 2026-01-01T00:00:00Z or -6h", text.get());
    }
  }

  /** A length of time such as {@code 60s} or {@code 5m}, in seconds above 0. */
  Optional<Long> seconds(String name) {
    Optional<String> text = one(name);
    if (text.isPresent() && !text.get().matches("[1-9][0-9]{0,8}[smhd]")) {
      throw refusal(name, "be a length of time such as 60s, 5m or 1h", text.get());
    }
    return text.map(given -> length("-" + given).toSeconds());
  }

  private static Duration length(String text) {
    long amount = Long.parseLong(text.substring(1, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(amount);
      case 'm' -> Duration.ofMinutes(amount);
      case 'h' -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** The exception of a value that is not as it must be. */
  static HttpResponseException refusal(String name, String must, String was) {
    return Refusal.of(
        400,
        "query parameter '" + name + "': must " + must + ", but was '" + was + "'",
        "openapi.json describes what it takes");
  }
}
