package dev.slostreams.topology;

import dev.slostreams.batch.Batch;
import dev.slostreams.control.Controls;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.metrics.Meters;
import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.Source;
import dev.slostreams.tally.SeriesTally;
import dev.slostreams.topology.SourceReader.Counting;
import dev.slostreams.topology.SourceReader.Duty;
import dev.slostreams.watermark.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads batches for all sets of definitions: each event is counted by the set that counts its
 * second.
 *
 * <p>A batch is read for an older set only if it holds an event from before the newer one, so this
 * costs nothing once a change has passed. Owned by one stream task; not thread-safe.
 */
final class TopicReaders {

  private final Controls controls;
  private final long maxAheadMs;
  private final Meters meters;
  private final Map<String, List<Reading>> readings = new HashMap<>();

  /** The readers of one topic for one set of definitions. */
  private record Reading(DefinitionSet set, List<SourceReader> readers) {}

  /** What one set of definitions counts of a batch. */
  record Counted(DefinitionsId by, List<SeriesTally> series) {}

  /**
   * What a batch comes to.
   *
   * @param counted per set of definitions, the newest last; the newest of the topic always
   * @param highestMs highest event time in ms, or {@link Progress#UNKNOWN}
   * @param beat what it holds of the watchdog
   */
  record Read(List<Counted> counted, List<DeadLetter> deadLetters, long highestMs, Beat beat) {}

  /**
   * The watchdog in a batch.
   *
   * @param atMs when its newest beat was sent, or {@link Beats#NONE}
   * @param alone whether nothing else is in the batch
   */
  record Beat(long atMs, boolean alone) {

    static final Beat NONE = new Beat(Beats.NONE, false);
  }

  TopicReaders(Controls controls, long maxAheadMs, Meters meters) {
    this.controls = controls;
    this.maxAheadMs = maxAheadMs;
    this.meters = meters;
  }

  /** The definitions for which these readers were made. */
  Controls controls() {
    return controls;
  }

  /** Whether every source that reads the topic is a finished recording. */
  boolean isHistory(String topic) {
    List<Reading> all = readingsOf(topic);
    return !all.isEmpty()
        && all.get(all.size() - 1).readers().stream().allMatch(r -> r.source().history());
  }

  /** Reads a batch to its end; what was counted of one that was not finished is forgotten. */
  Read read(Batch batch, long nowMs) {
    List<Counted> counted = new ArrayList<>();
    List<DeadLetter> deadLetters = new ArrayList<>();
    long highestMs = Progress.UNKNOWN;
    Beat beat = Beat.NONE;
    List<Reading> all = readingsOf(batch.topic());
    for (int i = all.size() - 1; i >= 0; i--) {
      Reading reading = all.get(i);
      boolean first = i == all.size() - 1;
      Duty duty = new Duty(controls.until(reading.set().id()), first);
      List<SeriesTally> series = new ArrayList<>();
      long lowestSecond = Long.MAX_VALUE;
      for (SourceReader reader : reading.readers()) {
        reader.read(batch, duty, nowMs);
        lowestSecond = Math.min(lowestSecond, reader.lowestSecond());
        highestMs = first ? Math.max(highestMs, reader.highestMs()) : highestMs;
        beat = first ? new Beat(reader.beatMs(), reader.isBeatsOnly()) : beat;
        series.addAll(reader.takeCounted());
        deadLetters.addAll(reader.takeDeadLetters());
      }
      if (first || !series.isEmpty()) {
        counted.add(0, new Counted(reading.set().id(), series));
      }
      if (lowestSecond >= reading.set().from()) {
        break;
      }
    }
    return new Read(counted, deadLetters, highestMs, beat);
  }

  private List<Reading> readingsOf(String topic) {
    return readings.computeIfAbsent(topic, this::newReadings);
  }

  /*
   * The first set that reads a topic also counts what lies before it there, for SLOs that are new
   * with it: a new SLO on a topic with history begins with the earliest event that is kept.
   */
  private List<Reading> newReadings(String topic) {
    List<Reading> made = new ArrayList<>();
    Set<SloId> earlier = new HashSet<>();
    for (DefinitionSet set : controls.sets()) {
      List<SourceReader> readers = new ArrayList<>();
      for (Source source : set.sourcesOf(topic)) {
        List<Slo> slos = set.slosOf(source);
        boolean firstSet = set == controls.sets().get(0);
        boolean firstOfTopic = made.isEmpty();
        long[] from =
            slos.stream()
                .mapToLong(
                    slo ->
                        firstSet || (firstOfTopic && !earlier.contains(slo.id()))
                            ? Long.MIN_VALUE
                            : set.from())
                .toArray();
        readers.add(
            new SourceReader(
                source, new Counting(slos, from, controls.exclusionsOf(set)), maxAheadMs, meters));
      }
      if (!readers.isEmpty()) {
        made.add(new Reading(set, readers));
      }
      set.slos().forEach(slo -> earlier.add(slo.id()));
    }
    return made;
  }
}
