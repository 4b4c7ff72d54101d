package dev.slostreams.http;

import dev.slostreams.query.QueryAnswer.Unavailable;
import dev.slostreams.sli.NearestName;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The exception that becomes an error answer. */
final class Refusal {

  private static final String HINT = "hint";
  private static final String REASON = "reason";
  private static final int MOST_NAMES = 20;

  /** Why a request was not let through to its route; in lower case the label of the counter. */
  enum Reason {
    /** As many questions were being answered as are at a time. */
    BUSY,
    /** As many clients listened to the live stream as may at a time. */
    LISTENERS,
    /** No token, or one that does not open the route. */
    TOKEN,
    /** It named a host that is not ours. */
    HOST,
    /** It came from a page of another server. */
    ORIGIN,
    /** Its body was too large. */
    BODY,
    /** Its headers were too large. */
    HEADER,
    /** It trickled in for longer than a request may take. */
    SLOW,
    /** It was not HTTP as we read it. */
    MALFORMED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Refusal() {}

  /**
   * Ends the handling of a request.
   *
   * @param error for people: place, rule, value
   * @param hint what to do
   */
  static HttpResponseException of(int status, String error, String hint) {
    return new HttpResponseException(status, error, Map.of(HINT, hint));
  }

  /** Ends the handling of a question that cannot be answered now, and says when to ask again. */
  static HttpResponseException unavailable(Context context, Unavailable why) {
    context.header("Retry-After", Integer.toString(why.retryAfterSeconds()));
    return of(503, why.reason(), "retry after " + why.retryAfterSeconds() + " s");
  }

  /**
   * Ends the handling of a request before its route had it.
   *
   * @param error for people: place, rule, value
   * @param hint what to do
   */
  static HttpResponseException counted(Reason reason, int status, String error, String hint) {
    return new HttpResponseException(status, error, Map.of(HINT, hint, REASON, reason.label()));
  }

  /** What to do, where the refusal says. */
  static Optional<String> hint(HttpResponseException refusal) {
    return Optional.ofNullable(refusal.getDetails().get(HINT));
  }

  /** Under what it is counted, if it is. */
  static Optional<String> reason(HttpResponseException refusal) {
    return refusal.getStatus() == 413
        ? Optional.of(Reason.BODY.label()) // also of a body that turned out too large while read
        : Optional.ofNullable(refusal.getDetails().get(REASON));
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
