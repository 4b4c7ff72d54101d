package dev.slostreams.sli;

/**
 * One request event: its time and the fields that {@link Classifier#fields()} asked for, by slot.
 *
 * <p>A decoder may reuse it for the next event: it is valid only during the call it is passed to. A
 * value is read by the method that belongs to its kind; the others give no meaningful answer.
 */
public interface Event {

  /** What a field holds. */
  enum Kind {
    /** The event has no such field. */
    MISSING,
    NULL,
    BOOL,
    /** A whole number that fits 64 bits. */
    INT,
    /** Any other number, finite. */
    DOUBLE,
    STRING,
    /** A nested {@code Map<String, Object>} or {@code List<Object>}, numbers as Long or Double. */
    OTHER
  }

  /** Milliseconds since the epoch, UTC. */
  long timestampMs();

  /** The second it belongs to: {@code ⌊timestamp⌋}, epoch seconds. */
  default long second() {
    return Math.floorDiv(timestampMs(), 1_000L);
  }

  Kind kind(int slot);

  boolean bool(int slot);

  long integer(int slot);

  double number(int slot);

  String text(int slot);

  Object other(int slot);
}
