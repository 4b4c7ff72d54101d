package dev.slostreams.slo;

import java.util.List;

/** How the bytes of a record are read as events. */
public enum EventFormat {
  JSON,
  OTLP_JSON,
  OTLP_PROTO,
  ACCESS_LOG,
  ENVOY_JSON,
  SLO_EXPORTER_JSON;

  private static final List<String> ACCESS_LOG_FIELDS =
      List.of(
          "remote_host",
          "user",
          "method",
          "path",
          "protocol",
          "status",
          "bytes",
          "referer",
          "user_agent",
          "duration_ms");

  /** Whether it says itself when an event was, so that a source names no timestamp. */
  public boolean hasOwnTime() {
    return this == OTLP_JSON || this == OTLP_PROTO || this == ACCESS_LOG;
  }

  /** The only fields that its events have; empty where they may have any. */
  public List<String> fields() {
    return this == ACCESS_LOG ? ACCESS_LOG_FIELDS : List.of();
  }

  /** As written in {@code connectionDetails.format} and {@code --format}. */
  public String symbol() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
