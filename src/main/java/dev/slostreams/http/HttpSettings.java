package dev.slostreams.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where HTTP listens: on loopback only, as there is no TLS and no authentication.
 *
 * @param bind a loopback address or a name of one
 * @param port 0 for a free one
 */
public record HttpSettings(String bind, int port) {

  public HttpSettings {
    if (!isLoopback(bind)) {
      throw new IllegalArgumentException(
          "http.bind: must be a loopback address such as 127.0.0.1, but was '"
              + bind
              + "' (there is no TLS and no authentication yet)");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("http.port: must be from 0 to 65535, but was " + port);
    }
  }

  private static boolean isLoopback(String bind) {
    try {
      return !bind.isEmpty() && InetAddress.getByName(bind).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // a name without an address is no loopback address
    }
  }
}
