package dev.slostreams.demo;

import dev.slostreams.demo.Telemetry.Change;
import dev.slostreams.demo.Telemetry.Incident;
import dev.slostreams.demo.Telemetry.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The events of a system's {@link Telemetry}. How many there are, and which of them an incident
 * changes, follows from the text alone; the seed chooses values only.
 */
public final class TelemetryTraffic implements Traffic {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final long seed;
  private final Telemetry telemetry;
  private final long liveStart;
  private final List<Incident> incidents;

  private TelemetryTraffic(
      long seed, Telemetry telemetry, long liveStart, List<Incident> incidents) {
    this.seed = seed;
    this.telemetry = telemetry;
    this.liveStart = liveStart;
    this.incidents = incidents;
  }

  /** A history until then, all of it healthy, and the demo's incidents afterwards. */
  static TelemetryTraffic demo(long seed, Telemetry telemetry, Instant liveStart) {
    return new TelemetryTraffic(seed, telemetry, liveStart.getEpochSecond(), telemetry.live());
  }

  /**
   * Writes a recording, its events in the order of time.
   *
   * @param start cut to the second; the incidents lie relative to it
   * @param failing whether the incidents of the bad day are in it
   */
  public static void record(
      long seed,
      Telemetry telemetry,
      Instant start,
      Duration length,
      boolean failing,
      EventSink sink) {
    long from = start.getEpochSecond();
    List<Incident> incidents = failing ? telemetry.incidents() : List.of();
    TelemetryTraffic traffic = new TelemetryTraffic(seed, telemetry, from, incidents);
    for (long second = from; second < from + length.toSeconds(); second++) {
      traffic.tick(second, sink);
    }
  }

  @Override
  public long expectedEvents(Duration length) {
    return telemetry.signals().stream()
        .mapToLong(signal -> length.toMillis() / signal.historyEveryMs())
        .sum();
  }

  @Override
  public TelemetryTraffic liveFrom(Instant later) {
    return new TelemetryTraffic(seed, telemetry, later.getEpochSecond(), incidents);
  }

  @Override
  public void history(Instant from, Instant to, EventSink sink) {
    long end = Math.min(to.getEpochSecond(), liveStart);
    for (long second = from.getEpochSecond(); second < end; second++) {
      emit(second, sink);
    }
  }

  @Override
  public void tick(long second, EventSink sink) {
    if (second < liveStart) {
      throw new IllegalArgumentException(
          "second: must not be before the start of the live traffic "
              + liveStart
              + ", but was "
              + second);
    }
    emit(second, sink);
  }

  /** An event before it is written. */
  private record Due(long timestampMs, int signal, EventTemplate template) {}

  private void emit(long second, EventSink sink) {
    List<Due> due = new ArrayList<>();
    List<Signal> signals = telemetry.signals();
    for (int i = 0; i < signals.size(); i++) {
      addDue(second, i, signals.get(i), due);
    }
    due.sort(Comparator.comparingLong(Due::timestampMs).thenComparingInt(Due::signal));
    for (Due event : due) {
      sink.accept(event.timestampMs(), json(event));
    }
  }

  private void addDue(long second, int index, Signal signal, List<Due> due) {
    long everyMs = second < liveStart ? signal.historyEveryMs() : signal.everyMs();
    long startMs = second * 1_000;
    for (long ms = firstFrom(startMs, everyMs); ms < startMs + 1_000; ms += everyMs) {
      long timestampMs = ms;
      template(second, signal, ms)
          .ifPresent(template -> due.add(new Due(timestampMs, index, template)));
    }
  }

  /** What the signal publishes at this time, if anything. */
  private Optional<EventTemplate> template(long second, Signal signal, long ms) {
    for (Incident incident : incidents) {
      long from = liveStart + incident.from();
      if (second < from || second >= liveStart + incident.to()) {
        continue;
      }
      for (Change change : incident.changes()) {
        if (change.signal().equals(signal.name())) {
          long number = (ms - firstFrom(from * 1_000, signal.everyMs())) / signal.everyMs();
          return change.hits(number) ? change.instead() : signal.template();
        }
      }
    }
    return signal.template();
  }

  private byte[] json(Due event) {
    Dice dice = new Dice(seed + event.signal());
    dice.startSecond(event.timestampMs());
    StringBuilder json = new StringBuilder(160).append("{\"timestamp\":\"");
    TIMESTAMP.formatTo(Instant.ofEpochMilli(event.timestampMs()), json);
    json.append("\",");
    event.template().write(json, dice);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static long firstFrom(long ms, long everyMs) {
    return -Math.floorDiv(-ms, everyMs) * everyMs;
  }
}
