package dev.slostreams.wire;

import dev.slostreams.slo.EventFormat;
import java.util.List;
import java.util.Locale;

/** The fields of an access-log line. What the line has as {@code -} is missing. */
enum AccessLogField {
  REMOTE_HOST,
  USER,
  METHOD,
  /** The request target up to its {@code ?}, as written. */
  PATH,
  PROTOCOL,
  /** A whole number. */
  STATUS,
  /** A whole number; {@code -} is 0. */
  BYTES,
  REFERER,
  USER_AGENT,
  /** Milliseconds, a double. */
  DURATION_MS;

  String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The slot of each field by its ordinal, −1 for one that is not wanted. */
  static int[] slots(List<String> paths) {
    int[] slots = new int[values().length];
    for (AccessLogField field : values()) {
      slots[field.ordinal()] = paths.indexOf(field.path());
    }
    List<String> known = EventFormat.ACCESS_LOG.fields();
    for (String path : paths) {
      if (!known.contains(path)) {
        throw new IllegalArgumentException(
            "format access_log: has no field '%s' (it has: %s)"
                .formatted(path, String.join(", ", known)));
      }
    }
    return slots;
  }
}
