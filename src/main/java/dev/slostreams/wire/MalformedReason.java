package dev.slostreams.wire;

import java.util.Locale;

/** Why a record, or one of several events in it, cannot be read. */
public enum MalformedReason {
  /** The record has no value. */
  EMPTY,
  /** The value is not one complete JSON text. */
  NOT_JSON,
  /** The value is JSON, but no object. */
  NOT_AN_OBJECT,
  /** A text that is needed is not UTF-8. */
  NOT_UTF8,
  /** A number that is needed is larger than a double can hold. */
  NUMBER_OUT_OF_RANGE,
  /** The event has no timestamp. */
  NO_TIMESTAMP,
  /** The timestamp is neither RFC 3339 text nor a number. */
  BAD_TIMESTAMP,
  /** The timestamp is before the year 2000 or after 2199, as with a wrong unit. */
  TIMESTAMP_OUT_OF_RANGE,
  /** The value is not an access-log line in Common or Combined format. */
  NOT_A_LOG_LINE,
  /** The value is not an OTLP trace message. */
  NOT_OTLP;

  /** Stable name for headers and metrics: {@code not_json}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
