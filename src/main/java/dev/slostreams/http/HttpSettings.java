package dev.slostreams.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where HTTP listens, and whom it answers.
 *
 * @param bind an address of this machine, or a name of one
 * @param port 0 for a free one
 * @param hosts further names under which it may be asked
 * @param plaintext whether it may listen beyond loopback although there is no TLS
 */
public record HttpSettings(
    String bind, int port, List<String> hosts, boolean plaintext, Tokens tokens) {

  /** On loopback, without tokens. */
  public HttpSettings(String bind, int port) {
    this(bind, port, List.of(), false, Tokens.NONE);
  }

  public HttpSettings {
    hosts = List.copyOf(hosts);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("http.port: must be from 0 to 65535, but was " + port);
    }
    if (!isLoopback(bind)) {
      requireProtection(bind, plaintext, tokens);
    }
  }

  /** Beyond loopback anybody may knock: every scope needs a token, and the lack of TLS a word. */
  private static void requireProtection(String bind, boolean plaintext, Tokens tokens) {
    for (Scope scope : List.of(Scope.READ, Scope.ADMIN, Scope.PEER)) {
      if (!tokens.has(scope)) {
        String name = scope.name().toLowerCase(java.util.Locale.ROOT);
        throw new IllegalArgumentException(
            "http.%s.token.file: must be set where http.bind is no loopback address, but http.bind was '%s'"
                    .formatted(name, bind)
                + " (or SLO_STREAMS_%s_TOKEN in the environment)".formatted(scope.name()));
      }
    }
    if (!plaintext) {
      throw new IllegalArgumentException(
          "http.plaintext: must be true where http.bind is no loopback address, but http.bind was '%s'"
                  .formatted(bind)
              + " (there is no TLS here: tokens and answers travel readable, so put a proxy with TLS"
              + " before it or keep it inside a trusted network)");
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
