package dev.slostreams.app;

import dev.slostreams.app.Backtest.Definitions;
import dev.slostreams.app.Backtest.Input;
import dev.slostreams.app.Backtest.Rejected;
import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.Ledger.Recorded;
import dev.slostreams.sli.Classifier;
import dev.slostreams.sli.Contributions;
import dev.slostreams.sli.Event;
import dev.slostreams.sli.InvalidReason;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.Source;
import dev.slostreams.tally.Delta;
import dev.slostreams.tally.SeriesTally;
import dev.slostreams.tally.Tally;
import dev.slostreams.watermark.Progress;
import dev.slostreams.watermark.Progress.Reading;
import dev.slostreams.wire.EventDecoder;
import dev.slostreams.wire.EventSink;
import dev.slostreams.wire.MalformedReason;
import dev.slostreams.wire.SummaryRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One recording as a source partition: reads its events, adds them up, and knows how far it is.
 *
 * <p>Owned by one {@link Backtest}; not thread-safe.
 */
final class RecordedPartition implements EventSink {

  private static final Fate[] FATES = Fate.values();

  private final String name;
  private final Recording recording;
  private final List<SourceOfEvents> sources = new ArrayList<>();
  private final Backtest backtest;
  private long highestMs = Progress.UNKNOWN;
  private boolean ended;

  private final List<Exclusion> exclusions;
  private final Set<Exclusion> exclusionsOfEvent = new HashSet<>();

  /* How many events each set of exclusions covers together, in force or not. */
  private final Map<Set<Exclusion>, Long> covered = new HashMap<>();
  private final long[] fates = new long[FATES.length];
  private long events;
  private int fatesOfEvent;
  private SourceOfEvents reading;
  private Consumer<Rejected> rejected = line -> {};

  /** What can become of an event; several can be true of one. */
  private enum Fate {
    COUNTED,
    INVALID,
    MALFORMED,
    FUTURE,
    LATE,
    EXPIRED
  }

  RecordedPartition(String name, Input input, Definitions definitions, Backtest backtest) {
    this.name = name;
    this.recording = input.recording();
    this.backtest = backtest;
    this.exclusions = definitions.exclusions().all();
    input.sources().forEach(source -> sources.add(new SourceOfEvents(source, definitions)));
  }

  /** One of the sources whose events the recording holds. */
  private final class SourceOfEvents implements Contributions {
    final List<Slo> slos;
    final Classifier classifier;
    final EventDecoder decoder;
    final Tally tally;
    long second;

    Event event;

    SourceOfEvents(Source source, Definitions definitions) {
      slos =
          definitions.slos().stream()
              .filter(slo -> slo.indicator().source().equals(source.name()))
              .toList();
      classifier = Classifier.of(source, slos, definitions.exclusions());
      decoder = EventDecoder.of(source, classifier.fields());
      tally = new Tally(slos);
    }

    /** Tells the SLOs whose series are born by the source that it had an event. */
    void see() {
      for (int slo : tally.bornBySource()) {
        tally.see(slo, second);
      }
    }

    @Override
    public void counted(int slo, String[] groupValues, long good, long total) {
      noteCounted(slo);
      labelled(slo).add(slo, groupValues, second, good, total);
    }

    @Override
    public void added(int slo, String[] groupValues, long total, long sum) {
      noteCounted(slo);
      labelled(slo).addValue(slo, groupValues, second, total, sum);
    }

    private Tally labelled(int slo) {
      Cover labels = classifier.labels(slo, event);
      if (!backtest.ledger().isExpired(slos.get(slo).id(), second)) {
        noteExcluded(slos.get(slo), second, labels);
      }
      return tally.under(labels);
    }

    private void noteCounted(int slo) {
      Ledger ledger = backtest.ledger();
      boolean isExpired = ledger.isExpired(slos.get(slo).id(), second);
      note(isExpired ? Fate.EXPIRED : Fate.COUNTED);
      if (!isExpired && second < ledger.tick()) {
        note(Fate.LATE);
      }
    }

    @Override
    public void invalid(int slo, InvalidReason reason, String detail) {
      note(Fate.INVALID);
      reject(reason.code(), "SLO '" + slos.get(slo).id() + "': " + detail);
    }
  }

  String name() {
    return name;
  }

  long watermarkMs() {
    return highestMs == Progress.UNKNOWN
        ? Progress.UNKNOWN
        : highestMs - backtest.settings().disorderMs();
  }

  /** The tick that its watermark has reached, or a very early one. */
  long watermarkSecond() {
    return Math.floorDiv(watermarkMs(), 1_000L);
  }

  Progress progress() {
    return new Progress(watermarkMs(), highestMs, ended ? Reading.FINISHED : Reading.ACTIVE);
  }

  /** Reads the next record; false at the end. */
  boolean readNext() throws IOException {
    byte[] line = recording.nextLine();
    if (line == null) {
      ended = true;
      return false;
    }
    for (SourceOfEvents source : sources) {
      reading = source;
      source.decoder.decode(line, 0, this);
    }
    if (sources.size() > 1) {
      endEvent();
    }
    return true;
  }

  /** Who is told of lines that could not be counted. */
  void tellRejected(Consumer<Rejected> listener) {
    rejected = listener;
  }

  /** Hands over what was added up. */
  void flushTo(Ledger ledger) {
    for (SourceOfEvents source : sources) {
      for (SeriesTally series : source.tally.take()) {
        Ledger.Account account = ledger.account(series.series());
        for (Delta delta : series.deltas()) {
          Recorded recorded = account.record(delta.second(), series.labels(), delta.counts());
          if (recorded == Recorded.OVERFLOW) {
            refuse(series.series().slo(), delta);
          }
        }
      }
    }
  }

  /** The ledger did not take what was counted; whether another SLO did is not known any more. */
  private void refuse(SloId slo, Delta delta) {
    fates[Fate.INVALID.ordinal()] += delta.events();
    reject(
        "overflow",
        "SLO '%s': the total of a series must stay below 2^62, but would not with its %d events of second %d"
            .formatted(slo, delta.events(), delta.second()));
  }

  SummaryRecord addTo(SummaryRecord sum) {
    return new SummaryRecord(
        sum.events() + events,
        sum.counted() + of(Fate.COUNTED),
        sum.invalid() + of(Fate.INVALID),
        sum.malformed() + of(Fate.MALFORMED),
        sum.future() + of(Fate.FUTURE),
        sum.late() + of(Fate.LATE),
        sum.expired() + of(Fate.EXPIRED),
        sum.excluded() + excluded());
  }

  /** The events that an exclusion takes out which is in force at the last tick. */
  private long excluded() {
    long tick = backtest.ledger().tick();
    return covered.entrySet().stream()
        .filter(entry -> entry.getKey().stream().anyMatch(one -> one.inForce().at(tick)))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void noteExcluded(Slo slo, long second, Cover labels) {
    for (Exclusion exclusion : exclusions) {
      if (exclusion.scope().names(slo)) {
        boolean covers =
            exclusion.isByEvent()
                ? labels.contains(exclusion.name())
                : exclusion.intervals().covers(second);
        if (covers) {
          exclusionsOfEvent.add(exclusion);
        }
      }
    }
  }

  @Override
  public void event(Event event) {
    if (highestMs != Progress.UNKNOWN
        && event.timestampMs() > watermarkMs() + backtest.settings().maxJumpMs()) {
      note(Fate.FUTURE);
      reject(
          "future",
          "timestamp: must be at most max-jump ("
              + backtest.settings().maxJumpMs() / 1_000
              + " s) after the watermark, but was "
              + (event.timestampMs() - watermarkMs()) / 1_000
              + " s after it");
    } else {
      highestMs = Math.max(highestMs, event.timestampMs());
      reading.second = event.second();
      reading.event = event;
      reading.see();
      reading.classifier.classify(event, reading);
    }
    maybeEndEvent();
  }

  @Override
  public void malformed(MalformedReason reason, String detail) {
    note(Fate.MALFORMED);
    reject(reason.code(), detail);
    maybeEndEvent();
  }

  /** With several sources a record is one event, whatever the sources make of it. */
  private void maybeEndEvent() {
    if (sources.size() == 1) {
      endEvent();
    }
  }

  private void endEvent() {
    events++;
    for (Fate fate : FATES) {
      fates[fate.ordinal()] += fatesOfEvent >> fate.ordinal() & 1;
    }
    fatesOfEvent = 0;
    if (!exclusionsOfEvent.isEmpty()) {
      covered.merge(Set.copyOf(exclusionsOfEvent), 1L, Long::sum);
      exclusionsOfEvent.clear();
    }
  }

  private void reject(String reason, String detail) {
    rejected.accept(new Rejected(recording.name() + ":" + recording.lineNumber(), reason, detail));
  }

  private void note(Fate fate) {
    fatesOfEvent |= 1 << fate.ordinal();
  }

  private long of(Fate fate) {
    return fates[fate.ordinal()];
  }
}
