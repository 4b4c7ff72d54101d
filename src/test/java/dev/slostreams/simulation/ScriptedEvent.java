package dev.slostreams.simulation;

import java.nio.charset.StandardCharsets;

/**
 * One record of the input, and what the contract makes of it.
 *
 * @param id its own
 * @param partition of the source topic
 * @param publishedMs when it is published, ms
 * @param atMs its timestamp, ms
 * @param durationMs −1 where the field is missing
 * @param requests for how many it stands where an SLO weighs
 */
record ScriptedEvent(
    int id,
    int partition,
    long publishedMs,
    long atMs,
    Kind kind,
    String service,
    int status,
    int durationMs,
    int requests) {

  enum Kind {
    /** Counts. */
    USUAL,
    /** Is no JSON. */
    MALFORMED,
    /** Is stamped far ahead of every clock. */
    FUTURE,
    /** Is older than every window. */
    OLD
  }

  /** Its value in the source topic. */
  byte[] value() {
    String duration = durationMs < 0 ? "" : "\"duration\":" + durationMs + ",";
    String text =
        kind == Kind.MALFORMED
            ? "{\"id\":" + id + ","
            : "{\"id\":%d,\"timestamp\":%d,\"service\":\"%s\",\"status\":%d,%s\"requests\":%d}"
                .formatted(id, atMs, service, status, duration, requests);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  long second() {
    return Math.floorDiv(atMs, 1_000L);
  }
}
