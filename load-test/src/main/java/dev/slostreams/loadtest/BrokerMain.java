package dev.slostreams.loadtest;

import dev.slostreams.broker.EmbeddedBroker;
import java.io.IOException;

/** The broker, in a process of its own: says where it is and stays until standard input ends. */
final class BrokerMain {

  /** What the line begins with that has the address. */
  static final String ADDRESS = "broker ";

  private BrokerMain() {}

  public static void main(String[] args) throws IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY)) {
      System.out.println(ADDRESS + broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // nothing is ever said to it
      }
    }
    System.exit(0);
  }
}
