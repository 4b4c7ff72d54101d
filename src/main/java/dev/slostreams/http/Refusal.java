package dev.slostreams.http;

import io.javalin.http.HttpResponseException;
import java.util.Map;

/** The exception that becomes an error answer. */
final class Refusal {

  private Refusal() {}

  /**
   * Ends the handling of a request.
   *
   * @param error for people: place, rule, value
   * @param hint what to do
   */
  static HttpResponseException of(int status, String error, String hint) {
    return new HttpResponseException(status, error, Map.of("hint", hint));
  }
}
