package dev.slostreams.cli;

import dev.slostreams.app.CannotRunException;
import dev.slostreams.app.Recording;
import dev.slostreams.app.Replay;
import dev.slostreams.slo.EventFormat;
import dev.slostreams.slo.Source;
import dev.slostreams.slo.Source.Timestamp;
import dev.slostreams.slo.TimestampUnit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code replay}: publishes recorded events to Kafka. */
@Command(
    name = "replay",
    description = {
      "Publishes recorded events to a Kafka topic, unchanged, each with its event time as the"
          + " record's timestamp. A missing topic is made so that it keeps old timestamps."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      required = true,
      paramLabel = "FILE",
      description = "Recorded events, one per line, plain or gzip; '-' is standard input.")
  private String events;

  @Option(names = "--topic", required = true, paramLabel = "TOPIC", description = "Where to.")
  private String topic;

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT",
      description = "The Kafka cluster.")
  private String bootstrapServers;

  @Option(
      names = "--format",
      defaultValue = "json",
      paramLabel = "FORMAT",
      description =
          "How a line is read: json (default), otlp_json, access_log, envoy_json or"
              + " slo_exporter_json.")
  private EventFormat format;

  @Option(
      names = "--timestamp",
      paramLabel = "FIELD",
      description = "The field that holds the event time (default: timestamp for json).")
  private String timestamp;

  @Option(
      names = "--timestamp-unit",
      defaultValue = "milliseconds",
      paramLabel = "UNIT",
      description =
          "How a number in that field is read: seconds, milliseconds (default), microseconds or"
              + " nanoseconds.")
  private TimestampUnit timestampUnit;

  @Option(
      names = "--rate",
      defaultValue = "0",
      paramLabel = "N",
      description = "Events per second (default: as fast as it goes).")
  private long rate;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      paramLabel = "N",
      description = "Partitions of the topic if it has to be made (default 4).")
  private int partitions;

  @Option(
      names = "--kafka",
      paramLabel = "KEY=VALUE",
      description = "A setting of the Kafka clients.")
  private Map<String, String> kafka = Map.of();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Replay replay =
        new Replay(source(), new Replay.Target(bootstrapServers, topic, partitions, rate, kafka));
    TerminalLine line = TerminalLine.onTerminal();
    try (Recording recording = Recording.open(events)) {
      replay.run(
          recording,
          published -> line.show(() -> String.format(Locale.ROOT, "%,d published", published)));
    } catch (NoSuchFileException e) {
      throw new ParameterException(
          spec.commandLine(), "--events: must be a file that exists, but was '" + events + "'", e);
    } catch (IOException e) {
      throw new CannotRunException(
          "--events '" + events + "' cannot be read: " + e.getMessage(), e);
    }
    line.end();
    out.printf(
        Locale.ROOT,
        "%,d events published to '%s'%s%n",
        replay.published(),
        topic,
        replay.unreadable() == 0
            ? ""
            : String.format(
                Locale.ROOT, "; the time of %,d of them could not be read", replay.unreadable()));
    return ExitCode.DONE;
  }

  private Source source() {
    boolean ofFormat = timestamp == null && format != EventFormat.JSON;
    Timestamp time =
        ofFormat
            ? Timestamp.OF_FORMAT
            : new Timestamp(timestamp == null ? "timestamp" : timestamp, timestampUnit);
    return new Source("replay", topic, format, time, Map.of(), true);
  }
}
