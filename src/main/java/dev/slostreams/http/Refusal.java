package dev.slostreams.http;

import dev.slostreams.sli.NearestName;
import io.javalin.http.HttpResponseException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The exception that becomes an error answer. */
final class Refusal {

  private static final int MOST_NAMES = 20;

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

  /**
   * Ends the handling of a request for something that is not there.
   *
   * @param what for people: {@code service}
   * @param known what is there, in order
   */
  static HttpResponseException unknown(String what, String name, Collection<String> known) {
    return of(404, "no " + what + " named '" + name + "'", hint(name, known));
  }

  private static String hint(String name, Collection<String> known) {
    String suggestion = NearestName.suggestion(name, known);
    if (!suggestion.isEmpty()) {
      return suggestion;
    }
    String some = known.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return "known: " + (known.size() > MOST_NAMES ? some + ", …" : some);
  }
}
