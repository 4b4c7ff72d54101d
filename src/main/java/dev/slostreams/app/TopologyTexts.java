package dev.slostreams.app;

import dev.slostreams.metrics.Meters;
import dev.slostreams.slo.Source;
import dev.slostreams.topology.CommitPace;
import dev.slostreams.topology.SloTopology;
import dev.slostreams.topology.Timing;
import dev.slostreams.topology.Wiring;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.Topology;

/**
 * What runs, as text to review: the stages, and every topic. Built with the default settings and
 * one source of four partitions; needs no broker.
 */
public final class TopologyTexts {

  private static final Source SOURCE = Source.json("requests", "request-events");
  private static final int SOURCE_PARTITIONS = 4;

  private final AppConfig config = AppConfig.of(Map.of());
  private final Topology topology;

  public TopologyTexts() {
    topology =
        SloTopology.build(
            wiring(config),
            partition -> Optional.empty(),
            CommitPace.AS_CONFIGURED,
            () -> Instant.EPOCH);
  }

  /** {@code topology/topology.txt}: Kafka's own description. */
  public String stages() {
    return topology.describe().toString().stripTrailing() + "\n";
  }

  /** {@code topology/topics.txt}: every topic, the internal ones too. */
  public String topics() {
    TopicUse use = new TopicUse(topology.describe());
    List<String> sections = new ArrayList<>();
    for (NewTopic topic : TopicSetup.wanted(List.of(SOURCE.topic()), config)) {
      sections.add(TopicPages.ofOurs(topic, use, config));
    }
    sections.add(TopicPages.ofRepartition(use, config));
    sections.add(TopicPages.ofSeriesChangelog(use, config));
    sections.add(TopicPages.ofViewChangelog(use, config));
    return String.join("\n", sections);
  }

  private static Wiring wiring(AppConfig config) {
    return new Wiring(
        config.applicationId(),
        List.of(SOURCE),
        List.of(),
        new Wiring.Topics(
            config.topicAlerts(),
            config.topicAlertStates(),
            config.topicBudgets(),
            config.topicDeadLetters(),
            config.topicWatchdog(),
            Map.of(SOURCE.topic(), SOURCE_PARTITIONS),
            config.tallyPartitions()),
        Timing.DEFAULT,
        config.maxSeries(),
        Meters.unread());
  }
}
