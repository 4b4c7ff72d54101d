package dev.slostreams.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Posts, and judges the answer. A redirect is not followed: it may lead anywhere.
 *
 * <p>Thread-safe.
 */
final class Poster implements Post {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Set<Integer> FINAL = Set.of(400, 413, 415, 422);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_WITHIN)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @Override
  public Outcome post(URI url, Map<String, String> headers, byte[] body)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).timeout(ANSWER_WITHIN).POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return outcome(client.send(request.build(), BodyHandlers.discarding()));
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return Outcome.failed("no answer: " + reason);
    }
  }

  private static Outcome outcome(HttpResponse<Void> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return Outcome.delivered();
    }
    Outcome.Kind kind = FINAL.contains(status) ? Outcome.Kind.REFUSED : Outcome.Kind.FAILED;
    return new Outcome(kind, retryAfter(response), "status " + status);
  }

  private static Duration retryAfter(HttpResponse<Void> response) {
    String asked = response.headers().firstValue("Retry-After").orElse("");
    if (!asked.matches("[0-9]{1,6}")) {
      return Duration.ZERO;
    }
    Duration wait = Duration.ofSeconds(Long.parseLong(asked));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
