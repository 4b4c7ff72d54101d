package dev.slostreams.wire;

import java.util.Locale;

/** The fields of a span that are no attributes. */
enum SpanField {
  NAME,
  /** UNSPECIFIED, INTERNAL, SERVER, CLIENT, PRODUCER or CONSUMER. */
  KIND,
  /** UNSET, OK or ERROR. */
  STATUS_CODE,
  /** Hexadecimal, lower case; so are the other two. */
  TRACE_ID,
  SPAN_ID,
  PARENT_SPAN_ID,
  /** Milliseconds from start to end, a double. */
  DURATION_MS;

  private static final String[] KINDS = {
    "UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"
  };
  private static final String[] STATUS_CODES = {"UNSET", "OK", "ERROR"};

  String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String kind(long number) {
    return 0 <= number && number < KINDS.length ? KINDS[(int) number] : KINDS[0];
  }

  static String statusCode(long number) {
    return 0 <= number && number < STATUS_CODES.length ? STATUS_CODES[(int) number] : "UNSET";
  }
}
