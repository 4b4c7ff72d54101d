package dev.slostreams.broker;

/** The embedded broker could not start or stop; the message says what to do about it. */
public final class BrokerException extends RuntimeException {

  BrokerException(String message) {
    super(message);
  }

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
