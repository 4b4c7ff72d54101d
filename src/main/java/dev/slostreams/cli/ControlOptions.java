package dev.slostreams.cli;

import dev.slostreams.app.Author;
import dev.slostreams.app.ControlDesk;
import dev.slostreams.app.ControlTopic;
import dev.slostreams.control.Control.Recorded;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Option;

/** What every control command is given: where the topic is. */
final class ControlOptions {

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT",
      description = "The Kafka cluster.")
  private String bootstrapServers;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = "slo-controls",
      description = "The control topic (default slo-controls).")
  private String topic;

  @Option(
      names = "--kafka",
      paramLabel = "KEY=VALUE",
      description = "A setting of the Kafka clients.")
  private Map<String, String> kafka = Map.of();

  /** The desk with everything that stands on the topic. */
  ControlDesk desk() {
    return new ControlDesk(new ControlTopic(bootstrapServers, topic, kafka));
  }

  static Recorded now() {
    return new Recorded(Author.name(), Instant.now().toEpochMilli());
  }
}
