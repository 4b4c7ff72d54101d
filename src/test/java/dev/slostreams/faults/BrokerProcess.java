package dev.slostreams.faults;

import dev.slostreams.testing.JavaProcess;
import dev.slostreams.testing.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A broker that can be killed and comes back with its data, under the same address. */
final class BrokerProcess implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofSeconds(180);

  private final Path folder;
  private final Map<String, String> serverSettings;
  private JavaProcess process;
  private String address;

  private BrokerProcess(Path folder, Map<String, String> serverSettings) {
    this.folder = folder;
    this.serverSettings = serverSettings;
  }

  /** Starts it on a free port. */
  static BrokerProcess start(Path folder, Map<String, String> serverSettings) {
    BrokerProcess broker = new BrokerProcess(folder, serverSettings);
    broker.start(0);
    return broker;
  }

  private void start(int port) {
    List<String> command = new ArrayList<>();
    command.add(BrokerMain.class.getName());
    command.add(folder.resolve("broker").toString());
    command.add(Integer.toString(port));
    serverSettings.forEach((key, value) -> command.add(key + "=" + value));
    Path log = folder.resolve("broker-" + System.nanoTime() + ".log");
    process =
        JavaProcess.start(
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            command,
            Map.of(),
            log);
    Topics.await(
        "the broker is up, see " + log,
        LONGEST_START,
        () -> process.said(BrokerMain.ADDRESS).isPresent() || !process.isAlive());
    address =
        process
            .said(BrokerMain.ADDRESS)
            .orElseThrow(() -> new AssertionError("no broker: " + process.log()));
  }

  /** {@code 127.0.0.1:port}, the same for ever. */
  String address() {
    return address;
  }

  void kill() {
    process.kill();
  }

  /** Starts it again after {@link #kill}. */
  void restart() {
    start(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
  }

  @Override
  public void close() {
    process.kill();
  }
}
