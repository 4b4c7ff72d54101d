package dev.slostreams.app;

/** Something outside of us keeps us from running; the message is for people and says what to do. */
public final class CannotRunException extends RuntimeException {

  public CannotRunException(String message) {
    super(message);
  }

  public CannotRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
