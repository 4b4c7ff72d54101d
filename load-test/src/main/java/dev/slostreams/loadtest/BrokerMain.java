package dev.slostreams.loadtest;

import dev.slostreams.broker.EmbeddedBroker;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The broker, in a process of its own: says where it is and stays until standard input ends.
 * Arguments: settings of the Kafka server as {@code name=value}.
 */
final class BrokerMain {

  /** What the line begins with that has the address. */
  static final String ADDRESS = "broker ";

  private BrokerMain() {}

  public static void main(String[] args) throws IOException {
    Map<String, String> settings = new HashMap<>();
    for (String setting : args) {
      String[] parts = setting.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY.withServerSettings(settings))) {
      System.out.println(ADDRESS + broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // nothing is ever said to it
      }
    }
    System.exit(0);
  }
}
