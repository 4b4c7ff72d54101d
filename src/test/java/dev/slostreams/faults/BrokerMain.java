package dev.slostreams.faults;

import dev.slostreams.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The broker, in a process of its own: says where it is and stays. Arguments: the folder of its
 * data, its port, then settings of the server as {@code name=value}.
 */
final class BrokerMain {

  /** What the line begins with that has the address. */
  static final String ADDRESS = "broker at ";

  private BrokerMain() {}

  public static void main(String[] args) throws InterruptedException {
    Map<String, String> settings = new HashMap<>();
    for (String setting : List.of(args).subList(2, args.length)) {
      String[] parts = setting.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            EmbeddedBroker.Options.TEMPORARY
                .withPort(Integer.parseInt(args[1]))
                .withDataDir(Path.of(args[0]))
                .withServerSettings(settings));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    System.out.println(ADDRESS + broker.bootstrapServers());
    Thread.currentThread().join();
  }
}
