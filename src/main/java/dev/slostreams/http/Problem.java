package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eclipse.jetty.http.HttpStatus;

/** What went wrong with a request, as RFC 9457 has it: {@code application/problem+json}. */
final class Problem {

  static final String CONTENT_TYPE = "application/problem+json";

  private Problem() {}

  /**
   * The body of an answer.
   *
   * @param detail for people: place, rule, value
   * @param hint what to do
   */
  static ObjectNode of(int status, String detail, String hint) {
    return Answer.object()
        .put("type", "about:blank")
        .put("title", HttpStatus.getMessage(status))
        .put("status", status)
        .put("detail", detail)
        .put("hint", hint);
  }
}
