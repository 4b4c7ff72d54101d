package dev.slostreams.http;

/** HTTP cannot listen where it should; the message says what to change. */
public final class HttpStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HttpStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
