package dev.slostreams.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * A single-node Kafka cluster (KRaft, broker and controller in one) inside this process, reachable
 * on 127.0.0.1 only.
 *
 * <p>Meant for the demo, for trying things out and for tests: one copy of everything, no security,
 * retention off, so that topics may hold old event times. Topics are not created automatically.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private final Node node;

  private EmbeddedBroker(Node node) {
    this.node = node;
  }

  /**
   * How to start a broker.
   *
   * @param port where clients connect, 0 for a free port
   * @param dataDir folder that keeps the data, empty for a temporary one that is deleted on close
   * @param serverSettings further settings of the Kafka server, such as defaults for new topics
   */
  public record Options(int port, String dataDir, Map<String, String> serverSettings) {

    /** A free port and a temporary folder. */
    public static final Options TEMPORARY = new Options(0, "", Map.of());

    public Options {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException(
            "broker.port: must be between 0 and 65535, but was " + port);
      }
      serverSettings = Map.copyOf(serverSettings);
    }

    public Options withPort(int newPort) {
      return new Options(newPort, dataDir, serverSettings);
    }

    public Options withDataDir(Path folder) {
      return new Options(port, folder.toString(), serverSettings);
    }

    public Options withServerSettings(Map<String, String> settings) {
      return new Options(port, dataDir, settings);
    }
  }

  /**
   * Starts a broker; once this returns, clients can connect.
   *
   * @throws BrokerException when the port is taken, the folder is in use or not a broker's, or the
   *     server does not come up
   */
  public static EmbeddedBroker start(Options options) {
    DataFolder folder =
        options.dataDir().isEmpty()
            ? DataFolder.temporary()
            : DataFolder.kept(Path.of(options.dataDir()));
    try {
      return new EmbeddedBroker(Node.start(folder, options));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return node.address();
  }

  /** Stops the broker, and deletes its folder if that is a temporary one. Closing twice is fine. */
  @Override
  public void close() {
    node.close();
  }
}
