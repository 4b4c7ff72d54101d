package dev.slostreams.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble.VerificationFlag;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.fault.LoggingFaultHandler;

/**
 * The Kafka server's parts, put together as {@code KafkaRaftServer} does, with two differences:
 * sockets are handed in already bound, and a fatal fault is logged instead of ending the process.
 */
final class Node implements AutoCloseable {

  private final DataFolder folder;
  private final Listeners listeners;
  private final SharedServer shared;
  private final ControllerServer controller;
  private final BrokerServer broker;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Node(DataFolder folder, Listeners listeners, KafkaConfig config) throws Exception {
    this.folder = folder;
    this.listeners = listeners;
    MetaPropertiesEnsemble properties = readProperties(folder);
    this.shared =
        new SharedServer(
            config,
            properties,
            Time.SYSTEM,
            // the broker adds its reporters to this list
            new Metrics(Server.buildMetricsConfig(config), new ArrayList<>(), Time.SYSTEM, true),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            List.of(),
            (name, fatal, action) -> new LoggingFaultHandler(name, action),
            listeners);
    this.controller =
        new ControllerServer(
            shared,
            KafkaRaftServer.configSchema(),
            new BootstrapDirectory(folder.path().toString()).read());
    this.broker = new BrokerServer(shared);
  }

  static Node start(DataFolder folder, EmbeddedBroker.Options options) {
    Listeners listeners = Listeners.bind(options.port());
    try {
      if (!folder.isFormatted()) {
        format(folder);
      }
      KafkaConfig config =
          new KafkaConfig(ServerSettings.of(folder, listeners, options.serverSettings()), false);
      Node node = new Node(folder, listeners, config);
      node.startUp();
      return node;
    } catch (Exception e) {
      listeners.close();
      throw new BrokerException(
          "embedded broker: did not come up with its data in '"
              + folder.path()
              + "'; "
              + e.getMessage(),
          e);
    }
  }

  private static void format(DataFolder folder) throws Exception {
    new Formatter()
        .setNodeId(ServerSettings.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setDirectories(List.of(folder.path().toString()))
        .setMetadataLogDirectory(folder.path().toString())
        .setControllerListenerName(Listeners.CONTROLLER)
        .setIgnoreFormatted(true)
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .run();
  }

  private static MetaPropertiesEnsemble readProperties(DataFolder folder) throws IOException {
    String path = folder.path().toString();
    MetaPropertiesEnsemble properties =
        new MetaPropertiesEnsemble.Loader()
            .addLogDirs(List.of(path))
            .addMetadataLogDir(path)
            .load();
    properties.verify(
        Optional.empty(),
        OptionalInt.of(ServerSettings.NODE_ID),
        EnumSet.of(
            VerificationFlag.REQUIRE_AT_LEAST_ONE_VALID,
            VerificationFlag.REQUIRE_METADATA_LOG_DIR));
    return properties;
  }

  private void startUp() {
    try {
      controller.startup();
      broker.startup();
    } catch (RuntimeException e) {
      stopAfter(e, broker::shutdown);
      stopAfter(e, controller::shutdown);
      throw e;
    }
  }

  private static void stopAfter(RuntimeException failure, Runnable stop) {
    try {
      stop.run();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  String address() {
    return listeners.clientsAddress();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try (folder;
        listeners) {
      // the broker first: it tells the controller that it goes
      broker.shutdown();
      controller.shutdown();
      broker.awaitShutdown();
      controller.awaitShutdown();
    }
  }
}
