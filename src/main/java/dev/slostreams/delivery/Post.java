package dev.slostreams.delivery;

import java.net.URI;
import java.util.Map;

/** Sends a request to a target. */
interface Post {

  /**
   * Posts a body.
   *
   * @throws InterruptedException when the thread is to stop
   */
  Outcome post(URI url, Map<String, String> headers, byte[] body) throws InterruptedException;
}
