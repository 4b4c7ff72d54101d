package dev.slostreams.testing;

import dev.slostreams.alert.Transition;
import dev.slostreams.app.Backtest;
import dev.slostreams.app.Recording;
import dev.slostreams.demo.Telemetry;
import dev.slostreams.demo.TelemetryReader;
import dev.slostreams.demo.TelemetryTraffic;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.engine.TierChange;
import dev.slostreams.openslo.LoadResult;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.wire.SummaryRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What {@code backtest} makes of a system's own telemetry with its own definitions, both of {@code
 * config/systems}. Times are seconds since {@link #START}.
 */
public final class SystemRun {

  /** A Monday, and a day after a month began. */
  public static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

  private static final Path FOLDER = Path.of("config/systems");
  private static final long SEED = 1;

  private final List<Transition> transitions = new ArrayList<>();
  private final List<TierChange> tiers = new ArrayList<>();
  private final List<SeriesView> views;
  private final SummaryRecord summary;

  /**
   * What to play.
   *
   * @param kinds of events, as in their field {@code kind}; empty for all
   */
  public record Play(String system, Duration length, boolean failing, List<String> kinds) {

    /** A day on which nothing fails. */
    public static Play healthy(String system) {
      return new Play(system, Duration.ofDays(1), false, List.of());
    }

    /** The day with all the incidents. */
    public static Play failing(String system) {
      return new Play(system, Duration.ofDays(1), true, List.of());
    }
  }

  private SystemRun(Play play, SloCatalog catalog) {
    try {
      Path file = Files.createTempFile(play.system(), ".jsonl");
      try {
        record(play, file);
        Backtest backtest;
        try (Recording recording = Recording.open(file.toString())) {
          backtest =
              new Backtest(
                  new Backtest.Definitions(catalog.slos(), catalog.exclusions()),
                  List.of(new Backtest.Input(recording, catalog.sources())),
                  Backtest.Settings.DEFAULT);
          backtest.setFreezeExceptions(catalog.freezeExceptions());
          backtest.run(
              new Backtest.Listener(transitions::add, tiers::add, rejected -> {}, () -> {}));
        }
        views = backtest.views();
        summary = backtest.summary();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the system's own definitions. */
  public static SystemRun of(Play play) {
    return new SystemRun(play, catalog(FOLDER.resolve(play.system())));
  }

  /** With these definitions. */
  public static SystemRun of(Play play, SloCatalog catalog) {
    return new SystemRun(play, catalog);
  }

  /** The definitions of files and folders, which must be free of problems. */
  public static SloCatalog catalog(Path... paths) {
    LoadResult result = SloCatalog.load(List.of(paths));
    return result.catalog().orElseThrow(() -> new AssertionError("problems: " + result.problems()));
  }

  public static Path folder(String system) {
    return FOLDER.resolve(system);
  }

  /** What became of the alerts of this series, in the order of time. */
  public List<String> alerts(String series) {
    return transitions.stream()
        .filter(transition -> transition.series().id().equals(series))
        .map(t -> text(t.alert(), t.change().toString(), t.at() - START.getEpochSecond()))
        .toList();
  }

  /**
   * The tiers this series went through and what they mean for deployments, in the order of time.
   */
  public List<String> tiers(String series) {
    return tiers.stream()
        .filter(change -> change.series().id().equals(series))
        .map(
            change ->
                tier(
                    change.now().tier(),
                    change.now().action().toString(),
                    change.at() - START.getEpochSecond()))
        .toList();
  }

  /** The series whose tier changed. */
  public List<String> tiered() {
    return List.copyOf(new TreeSet<>(tiers.stream().map(change -> change.series().id()).toList()));
  }

  /** The series of which an alert was heard. */
  public List<String> alerted() {
    return List.copyOf(
        new TreeSet<>(transitions.stream().map(transition -> transition.series().id()).toList()));
  }

  /** All series there were at the end. */
  public List<String> series() {
    return views.stream().map(view -> view.key().id()).toList();
  }

  /** How the series stood at the end. */
  public SeriesView view(String series) {
    return views.stream()
        .filter(view -> view.key().id().equals(series))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no series " + series + ", but " + series()));
  }

  /** What was not good of what there was, such as {@code 3/86400}. */
  public String bad(String series) {
    var counts = view(series).counts();
    return counts.total() - counts.good() + "/" + counts.total();
  }

  public SummaryRecord summary() {
    return summary;
  }

  /** An alert that began to fire, as {@link #alerts} says it. */
  public static String firing(String alert, long at) {
    return text(alert, "firing", at);
  }

  /** An alert that was resolved, as {@link #alerts} says it. */
  public static String resolved(String alert, long at) {
    return text(alert, "resolved", at);
  }

  /** A tier that begins, or another action of it, as {@link #tiers} says it. */
  public static String tier(String tier, String action, long at) {
    return text(tier, action, at);
  }

  private static String text(String alert, String change, long at) {
    return "%s %s at %d:%02d:%02d".formatted(alert, change, at / 3_600, at / 60 % 60, at % 60);
  }

  private static void record(Play play, Path file) throws IOException {
    Path script = FOLDER.resolve(play.system()).resolve("telemetry.txt");
    Telemetry telemetry = TelemetryReader.read(script.toString(), Files.readString(script));
    List<String> kinds = play.kinds().stream().map(kind -> "\"kind\":\"" + kind + "\"").toList();
    try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
      TelemetryTraffic.record(
          SEED,
          telemetry,
          START,
          play.length(),
          play.failing(),
          (timestampMs, json) -> {
            String line = new String(json, StandardCharsets.UTF_8);
            if (kinds.isEmpty() || kinds.stream().anyMatch(line::contains)) {
              write(out, line);
            }
          });
    }
  }

  private static void write(OutputStream out, String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All five. */
  public static Stream<String> all() {
    return Stream.of("volley", "varpulis", "dumbkv", "flow", "payments");
  }
}
