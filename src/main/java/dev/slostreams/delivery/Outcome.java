package dev.slostreams.delivery;

import java.time.Duration;
import java.util.Locale;

/**
 * What became of a request.
 *
 * @param retryAfter how long the other side asks to wait; zero if it does not ask
 * @param detail what it said, for the log
 */
record Outcome(Kind kind, Duration retryAfter, String detail) {

  /** Whether it arrived, and if not, whether to try again. */
  enum Kind {
    DELIVERED,
    /** This content will never be taken. */
    REFUSED,
    /** Tried again. */
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Outcome delivered() {
    return new Outcome(Kind.DELIVERED, Duration.ZERO, "");
  }

  static Outcome failed(String detail) {
    return new Outcome(Kind.FAILED, Duration.ZERO, detail);
  }
}
