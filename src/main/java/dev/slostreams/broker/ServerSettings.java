package dev.slostreams.broker;

import java.util.HashMap;
import java.util.Map;

/** The settings of the Kafka server that make it a quick single node on the loopback address. */
final class ServerSettings {

  static final int NODE_ID = 1;

  private static final String ONE_COPY = "1";
  private static final String FEW_PARTITIONS = "4";

  private ServerSettings() {}

  static Map<String, String> of(
      DataFolder folder, Listeners listeners, Map<String, String> further) {
    Map<String, String> settings = new HashMap<>();
    putNode(settings, folder, listeners);
    putInternalTopics(settings);
    settings.put("auto.create.topics.enable", "false");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // events may be a month old, or of the year a recording was made
    settings.put("log.message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
    settings.put("log.retention.ms", "-1");
    settings.putAll(further);
    return settings;
  }

  private static void putNode(
      Map<String, String> settings, DataFolder folder, Listeners listeners) {
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("log.dirs", folder.path().toString());
    settings.put("controller.quorum.voters", NODE_ID + "@" + listeners.controllerAddress());
    settings.put("controller.listener.names", Listeners.CONTROLLER);
    settings.put("inter.broker.listener.name", Listeners.CLIENTS);
    settings.put(
        "listener.security.protocol.map",
        Listeners.CLIENTS + ":PLAINTEXT," + Listeners.CONTROLLER + ":PLAINTEXT");
    String clients = Listeners.CLIENTS + "://" + listeners.clientsAddress();
    settings.put(
        "listeners", clients + "," + Listeners.CONTROLLER + "://" + listeners.controllerAddress());
    settings.put("advertised.listeners", clients);
  }

  private static void putInternalTopics(Map<String, String> settings) {
    settings.put("default.replication.factor", ONE_COPY);
    settings.put("min.insync.replicas", ONE_COPY);
    settings.put("offsets.topic.replication.factor", ONE_COPY);
    settings.put("offsets.topic.num.partitions", FEW_PARTITIONS);
    settings.put("transaction.state.log.replication.factor", ONE_COPY);
    settings.put("transaction.state.log.min.isr", ONE_COPY);
    settings.put("transaction.state.log.num.partitions", FEW_PARTITIONS);
    settings.put("share.coordinator.state.topic.replication.factor", ONE_COPY);
    settings.put("share.coordinator.state.topic.min.isr", ONE_COPY);
    settings.put("share.coordinator.state.topic.num.partitions", ONE_COPY);
  }
}
