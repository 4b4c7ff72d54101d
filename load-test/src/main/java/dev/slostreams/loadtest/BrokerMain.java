package dev.slostreams.loadtest;

import dev.slostreams.broker.EmbeddedBroker;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The broker, in a process of its own: says where it is and stays until standard input ends.
 * Arguments: settings of the Kafka server as {@code name=value}; with {@code port} and {@code
 * folder} it can be started again where it was.
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
    int port = Integer.parseInt(Objects.requireNonNullElse(settings.remove("port"), "0"));
    String folder = Objects.requireNonNullElse(settings.remove("folder"), "");
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(new EmbeddedBroker.Options(port, folder, settings))) {
      System.out.println(ADDRESS + broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // nothing is ever said to it
      }
    }
    System.exit(0);
  }
}
