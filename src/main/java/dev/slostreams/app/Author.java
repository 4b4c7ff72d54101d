package dev.slostreams.app;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who writes controls: user and host, so that people know whom to ask. */
public final class Author {

  private Author() {}

  /** {@code jo@laptop}. */
  public static String name() {
    return System.getProperty("user.name", "unknown") + "@" + host();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
