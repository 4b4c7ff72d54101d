package dev.slostreams.loadtest;

import dev.slostreams.app.AppConfig;
import dev.slostreams.app.Instance;
import dev.slostreams.loadtest.Scenario.Bench;
import dev.slostreams.openslo.SloCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/**
 * An instance in a process of its own: says where it answers once it runs, and stays until standard
 * input ends. To each line it is told it answers how often it has committed. Arguments: the file
 * with the SLOs, then settings as {@code name=value}.
 */
final class InstanceMain {

  /** What the line begins with that has the address. */
  static final String ADDRESS = "instance ";

  private InstanceMain() {}

  /** Starts one, which counts what these documents define. */
  static Child start(Bench bench, String application, String definitions) throws IOException {
    return start(bench, application, definitions, List.of());
  }

  /**
   * Starts one, which counts what these documents define.
   *
   * @param more options of the JVM after those that all have
   */
  static Child start(Bench bench, String application, String definitions, List<String> more)
      throws IOException {
    Path slos = bench.logs().resolve(application + ".yaml");
    Files.writeString(slos, definitions);
    List<String> command = new ArrayList<>(List.of(InstanceMain.class.getName(), slos.toString()));
    bench.settings(application).forEach((name, value) -> command.add(name + "=" + value));
    List<String> options = new ArrayList<>(Child.AS_DELIVERED);
    options.addAll(more);
    return Child.ours(bench.logs(), application, options, command);
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> settings = new HashMap<>();
    for (String setting : List.of(args).subList(1, args.length)) {
      String[] parts = setting.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    SloCatalog catalog = SloCatalog.load(List.of(Path.of(args[0]))).catalog().orElseThrow();
    try (Instance instance = Instance.start(AppConfig.of(settings), catalog)) {
      Running.await(instance.streams().streams());
      System.out.println(ADDRESS + instance.httpAddress());
      Commands.answerAll(line -> Long.toString(commits(instance.streams().streams())));
    }
    System.exit(0);
  }

  /** Of all stream threads so far. */
  private static long commits(KafkaStreams streams) {
    return streams.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("commit-total"))
        .filter(metric -> metric.metricName().group().equals("stream-thread-metrics"))
        .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
        .sum();
  }
}
