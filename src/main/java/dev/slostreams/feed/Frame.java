package dev.slostreams.feed;

import java.nio.charset.StandardCharsets;

/**
 * A piece of a stream of server-sent events, as bytes that all who listen share.
 *
 * @param bytes not to be changed
 */
public record Frame(byte[] bytes) {

  static final Frame HEARTBEAT = of(":\n\n");

  /** Something was left out: what the listener knows is not to be trusted any more. */
  static final Frame RESET = event("reset", "{}");

  /**
   * A named event.
   *
   * @param json in one line
   */
  static Frame event(String name, String json) {
    return of("event: " + name + "\ndata: " + json + "\n\n");
  }

  private static Frame of(String text) {
    return new Frame(text.getBytes(StandardCharsets.UTF_8));
  }
}
