package dev.slostreams.query;

import dev.slostreams.query.QueryAnswer.Entry;
import dev.slostreams.query.QueryAnswer.Found;
import dev.slostreams.query.QueryAnswer.Unavailable;
import dev.slostreams.query.QueryAnswer.Unknown;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Asks the state store of this instance how its series stand. Thread-safe.
 *
 * <p>Answers only while the application runs: during a rebalance the store may hold some partitions
 * and not others, and half an answer looks like a whole one. A question reads every series once.
 */
public final class SeriesQuery {

  /** By how many records a copy may lag unless the caller says otherwise. */
  public static final long MAX_LAG = 10_000;

  private static final int SOON_SECONDS = 2;
  private static final int LATER_SECONDS = 30;

  private final RunningStreams streams;
  private final Supplier<List<Slo>> slos;
  private final BiFunction<String, Collection<String>, Optional<String>> nearest;

  /**
   * Asks these streams.
   *
   * @param slos every definition that is counted
   * @param nearest finds among known names the one that a mistyped one is most like
   */
  public SeriesQuery(
      RunningStreams streams,
      List<Slo> slos,
      BiFunction<String, Collection<String>, Optional<String>> nearest) {
    this(streams, () -> slos, nearest);
  }

  /**
   * Asks these streams, where definitions may change.
   *
   * @param slos every definition that is counted now
   */
  public SeriesQuery(
      RunningStreams streams,
      Supplier<List<Slo>> slos,
      BiFunction<String, Collection<String>, Optional<String>> nearest) {
    this.streams = streams;
    this.slos = slos;
    this.nearest = nearest;
  }

  /** Every series of every SLO. */
  public QueryAnswer all() {
    return all(MAX_LAG);
  }

  /**
   * Every series of every SLO.
   *
   * @param maxLag copies that lag by more records count as missing
   */
  public QueryAnswer all(long maxLag) {
    return read(known());
  }

  /** The series of the SLO of this name, of all its objectives. */
  public QueryAnswer ofSlo(String name) {
    return ofSlo(name, MAX_LAG);
  }

  /**
   * The series of the SLO of this name, of all its objectives.
   *
   * @param maxLag a copy that lags by more records is not read
   */
  public QueryAnswer ofSlo(String name, long maxLag) {
    List<Slo> all = known();
    List<Slo> meant = all.stream().filter(slo -> slo.id().name().equals(name)).toList();
    if (meant.isEmpty()) {
      List<String> known = all.stream().map(slo -> slo.id().name()).distinct().toList();
      return new Unknown(name, nearest.apply(name, known).orElse(""), known);
    }
    return read(meant);
  }

  private List<Slo> known() {
    return slos.get().stream().sorted(Comparator.comparing(Slo::id)).toList();
  }

  private QueryAnswer read(List<Slo> meant) {
    KafkaStreams.State state = streams.state();
    if (state != KafkaStreams.State.RUNNING) {
      return unavailable(state);
    }
    Map<String, byte[]> stored;
    try {
      stored = streams.series();
    } catch (InvalidStateStoreException e) {
      return new Unavailable("the state store is not open: " + e.getMessage(), SOON_SECONDS);
    }
    List<Entry> entries = new ArrayList<>();
    stored.forEach(
        (id, json) ->
            sloOf(id, meant)
                .ifPresent(
                    slo ->
                        entries.add(new Entry(slo, id, new String(json, StandardCharsets.UTF_8)))));
    entries.sort(Entry.ORDER);
    return new Found(meant, entries, List.of(), List.of());
  }

  /**
   * A series id is the SLO's id, alone or before the labels in braces; of a series that has ended
   * it goes on with {@code @} and its last tick.
   */
  private static Optional<SloId> sloOf(String seriesId, List<Slo> meant) {
    return meant.stream()
        .map(Slo::id)
        .filter(id -> isOf(seriesId, id.toString()))
        .max(Comparator.comparingInt(id -> id.toString().length()));
  }

  private static boolean isOf(String seriesId, String sloId) {
    if (!seriesId.startsWith(sloId)) {
      return false;
    }
    int end = sloId.length();
    return seriesId.length() == end || seriesId.charAt(end) == '{' || seriesId.charAt(end) == '@';
  }

  private static Unavailable unavailable(KafkaStreams.State state) {
    return switch (state) {
      case CREATED -> new Unavailable("the application is starting", SOON_SECONDS);
      case REBALANCING ->
          new Unavailable("partitions are being assigned or their state restored", SOON_SECONDS);
      case PENDING_SHUTDOWN, NOT_RUNNING ->
          new Unavailable("the application is stopping or has stopped", LATER_SECONDS);
      default -> new Unavailable("the application has failed; its log says why", LATER_SECONDS);
    };
  }
}
