package dev.slostreams.slo;

/** How the bytes of a record are read as events. */
public enum EventFormat {
  JSON,
  OTLP_JSON,
  OTLP_PROTO,
  ACCESS_LOG,
  ENVOY_JSON,
  SLO_EXPORTER_JSON;

  /** As written in {@code connectionDetails.format} and {@code --format}. */
  public String symbol() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
