package dev.slostreams.topology;

import dev.slostreams.batch.Batch;
import dev.slostreams.metrics.Meters;
import dev.slostreams.sli.Classifier;
import dev.slostreams.sli.Contributions;
import dev.slostreams.sli.Event;
import dev.slostreams.sli.InvalidReason;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import dev.slostreams.tally.SeriesTally;
import dev.slostreams.tally.Tally;
import dev.slostreams.watermark.Progress;
import dev.slostreams.wire.EventDecoder;
import dev.slostreams.wire.EventSink;
import dev.slostreams.wire.MalformedReason;
import dev.slostreams.wire.WatchdogRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the records of one source: decodes, classifies, adds up, and sets aside what cannot be
 * counted.
 *
 * <p>Forwards nothing: what it found is taken after the whole batch was read, so an exception in
 * the middle leaves no trace. Owned by one stream task; not thread-safe.
 */
final class SourceReader implements EventSink, Contributions {

  static final String FUTURE = "future";

  private static final byte[] BEAT_KEY = WatchdogRecord.beatKey();

  private final Source source;
  private final List<Slo> slos;
  private final long[] fromSeconds;
  private final EventDecoder decoder;
  private final Classifier classifier;
  private final Tally tally;
  private final long maxAheadMs;
  private final Meters meters;
  private List<DeadLetter> deadLetters = new ArrayList<>();
  private Event current;
  private ConsumerRecord<byte[], byte[]> record;
  private DeadLetter deadLetter;
  private long second;
  private long nowMs;
  private long events;
  private long highestMs;
  private long lowestSecond;
  private long beatMs;
  private boolean beatsOnly;
  private Duty duty = new Duty(Long.MAX_VALUE, true);

  /**
   * What a reader is asked for.
   *
   * @param untilSecond the first second that the next definitions count
   * @param first whether it reads for the newest definitions of its topic: then it also says what
   *     no definitions can count
   */
  record Duty(long untilSecond, boolean first) {}

  /**
   * What is counted of a source.
   *
   * @param slos those that read it
   * @param fromSeconds for each SLO the first second that it counts
   * @param exclusions all that are known
   */
  record Counting(List<Slo> slos, long[] fromSeconds, Exclusions exclusions) {}

  /** A reader of one source for one set of definitions. */
  SourceReader(Source source, Counting counting, long maxAheadMs, Meters meters) {
    this.source = source;
    this.slos = counting.slos();
    this.fromSeconds = counting.fromSeconds();
    this.classifier = Classifier.of(source, slos, counting.exclusions());
    this.decoder = EventDecoder.of(source, classifier.fields());
    this.tally = new Tally(slos);
    this.maxAheadMs = maxAheadMs;
    this.meters = meters;
  }

  Source source() {
    return source;
  }

  /** Reads all records of a batch; what is left of one that was not finished is forgotten. */
  void read(Batch read, Duty asked, long wallClockMs) {
    duty = asked;
    nowMs = wallClockMs;
    tally.take();
    deadLetters = new ArrayList<>();
    events = 0;
    highestMs = Progress.UNKNOWN;
    lowestSecond = Long.MAX_VALUE;
    beatMs = Beats.NONE;
    beatsOnly = true;
    for (ConsumerRecord<byte[], byte[]> next : read.records()) {
      record = next;
      deadLetter = null;
      if (Arrays.equals(next.key(), BEAT_KEY)) {
        beat();
        continue;
      }
      beatsOnly = false;
      decoder.decode(next.value(), next.timestamp(), this);
    }
  }

  /** What the batch adds; after the last record. */
  List<SeriesTally> takeCounted() {
    if (duty.first()) {
      meters.events(source.topic(), events);
    }
    List<SeriesTally> counted = tally.take();
    for (SeriesTally series : counted) {
      meters.counted(series.series().slo(), series.events());
    }
    return counted;
  }

  /** The records of the batch that could not be counted, wholly or in part. */
  List<DeadLetter> takeDeadLetters() {
    return deadLetters;
  }

  /** Highest event time of the batch in ms, or {@link Progress#UNKNOWN}. */
  long highestMs() {
    return highestMs;
  }

  /** Earliest event second of the batch, or {@link Long#MAX_VALUE}. */
  long lowestSecond() {
    return lowestSecond;
  }

  /** When the newest beat of the watchdog in the batch was sent, or {@link Beats#NONE}. */
  long beatMs() {
    return beatMs;
  }

  /** Whether the batch holds nothing but beats of the watchdog. */
  boolean isBeatsOnly() {
    return beatsOnly;
  }

  private void beat() {
    beatMs = Math.max(beatMs, record.timestamp());
    if (duty.first()) {
      meters.beat(source.topic());
    }
  }

  @Override
  public void event(Event event) {
    events++;
    if (event.timestampMs() > nowMs + maxAheadMs) {
      future(event);
      return;
    }
    highestMs = Math.max(highestMs, event.timestampMs());
    second = event.second();
    lowestSecond = Math.min(lowestSecond, second);
    if (second < duty.untilSecond()) {
      see();
      current = event;
      classifier.classify(event, this);
    }
  }

  /** Tells the SLOs whose series are born by the source that it had an event. */
  private void see() {
    for (int slo : tally.bornBySource()) {
      if (second >= fromSeconds[slo]) {
        tally.see(slo, second);
      }
    }
  }

  private void future(Event event) {
    if (duty.first()) {
      meters.rejected(source.topic(), FUTURE);
      setAside(
          FUTURE,
          "timestamp: must be at most max-ahead ("
              + maxAheadMs
              + " ms) after the wall clock, but was "
              + (event.timestampMs() - nowMs)
              + " ms after it");
    }
  }

  @Override
  public void malformed(MalformedReason reason, String detail) {
    events++;
    if (duty.first()) {
      meters.rejected(source.topic(), reason.code());
      setAside(reason.code(), detail);
    }
  }

  @Override
  public void counted(int slo, String[] groupValues, long good, long total) {
    if (second >= fromSeconds[slo]) {
      tallyOf(slo).add(slo, groupValues, second, good, total);
    }
  }

  @Override
  public void added(int slo, String[] groupValues, long total, long sum) {
    if (second >= fromSeconds[slo]) {
      tallyOf(slo).addValue(slo, groupValues, second, total, sum);
    }
  }

  private Tally tallyOf(int slo) {
    return tally.under(classifier.labels(slo, current));
  }

  @Override
  public void invalid(int slo, InvalidReason reason, String detail) {
    if (second < fromSeconds[slo]) {
      return;
    }
    meters.invalid(slos.get(slo).id(), reason.code());
    setAside(reason.code(), detail).addSlo(slos.get(slo).id().toString());
  }

  private DeadLetter setAside(String reason, String detail) {
    if (deadLetter == null) {
      deadLetter = new DeadLetter(origin(), reason, detail);
      deadLetters.add(deadLetter);
    }
    return deadLetter;
  }

  private DeadLetter.Origin origin() {
    return new DeadLetter.Origin(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers());
  }
}
