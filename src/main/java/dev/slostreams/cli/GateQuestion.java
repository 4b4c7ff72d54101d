package dev.slostreams.cli;

import dev.slostreams.wire.GateMessage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A question to the gate of a running instance.
 *
 * @param token empty for none
 */
record GateQuestion(URI uri, Duration timeout, String token) {

  /** There is no answer. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean wrongUsage;

    private Refused(String message, boolean wrongUsage) {
      super(message);
      this.wrongUsage = wrongUsage;
    }

    /** Whether the question was wrong, rather than that nobody could answer it. */
    boolean isWrongUsage() {
      return wrongUsage;
    }
  }

  static String parameter(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * Asks.
   *
   * @return the JSON of the answer
   */
  byte[] ask() {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build();
    try {
      return bodyOf(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (HttpTimeoutException e) {
      throw cannot("did not answer within " + timeout.toMillis() + " ms");
    } catch (ConnectException e) {
      throw cannot("cannot be reached");
    } catch (IOException e) {
      throw cannot("cannot be asked: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cannot("was not waited for");
    }
  }

  private byte[] bodyOf(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 200) {
      return response.body();
    }
    String said = GateMessage.refusal(response.body());
    if (status == 400) {
      throw new Refused(said, true);
    }
    throw cannot("answered " + status + (said.isEmpty() ? "" : ": " + said));
  }

  private Refused cannot(String what) {
    return new Refused(uri.getScheme() + "://" + uri.getAuthority() + " " + what, false);
  }
}
