package dev.slostreams.query;

import dev.slostreams.query.Partitions.Answer;
import dev.slostreams.query.QueryAnswer.Entry;
import dev.slostreams.query.QueryAnswer.Found;
import dev.slostreams.query.QueryAnswer.Unavailable;
import dev.slostreams.query.QueryAnswer.Unknown;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks the ledger partitions how their series stand, wherever they are. Thread-safe.
 *
 * <p>Answers for one SLO are whole or there is none; answers for all say which partitions are
 * missing.
 */
public final class SeriesQuery {

  /** By how many records a copy may lag unless the caller says otherwise. */
  public static final long MAX_LAG = 10_000;

  private static final int SOON_SECONDS = 2;

  private final Partitions partitions;
  private final Placement placement;
  private final Supplier<List<Slo>> slos;
  private final BiFunction<String, Collection<String>, Optional<String>> nearest;
  private final Map<Integer, Sorted> sorted = new ConcurrentHashMap<>();
  private volatile Known known = new Known(List.of(), List.of(), Map.of(), new TreeSet<>());

  /** The entries of a copy of this version, for these definitions. */
  private record Sorted(long version, List<Slo> slos, List<Entry> entries) {}

  /**
   * What follows from the definitions alone.
   *
   * @param defined as they were given
   * @param slos by id
   * @param byName those of a name, by id
   * @param partitions those that have SLOs
   */
  private record Known(
      List<Slo> defined,
      List<Slo> slos,
      Map<String, List<Slo>> byName,
      SortedSet<Integer> partitions) {}

  /**
   * Asks these partitions.
   *
   * @param placement which of them has which SLO
   * @param slos every definition that is counted now
   * @param nearest finds among known names the one that a mistyped one is most like
   */
  public SeriesQuery(
      Partitions partitions,
      Placement placement,
      Supplier<List<Slo>> slos,
      BiFunction<String, Collection<String>, Optional<String>> nearest) {
    this.partitions = partitions;
    this.placement = placement;
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
    Known all = known();
    return read(all.slos(), all.partitions(), maxLag);
  }

  /** How far every ledger partition is, without its series. */
  public QueryAnswer partitions(long maxLag) {
    Answer answer = partitions.read(IntStream.range(0, placement.count()).boxed().toList(), maxLag);
    return found(List.of(), List.of(), answer);
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
    Map<String, List<Slo>> byName = known().byName();
    List<Slo> meant = byName.getOrDefault(name, List.of());
    if (meant.isEmpty()) {
      List<String> names = List.copyOf(byName.keySet());
      return new Unknown(name, nearest.apply(name, names).orElse(""), names);
    }
    return read(meant, new TreeSet<>(Set.of(partitionOf(meant.get(0)))), maxLag);
  }

  private Known known() {
    List<Slo> defined = slos.get();
    Known before = known;
    if (before.defined() == defined) {
      return before;
    }
    List<Slo> all = defined.stream().sorted(Comparator.comparing(Slo::id)).toList();
    Map<String, List<Slo>> byName = new LinkedHashMap<>();
    SortedSet<Integer> placed = new TreeSet<>();
    for (Slo slo : all) {
      byName.computeIfAbsent(slo.id().name(), name -> new ArrayList<>()).add(slo);
      placed.add(partitionOf(slo));
    }
    Known now = new Known(defined, all, byName, placed);
    known = now;
    return now;
  }

  private int partitionOf(Slo slo) {
    return placement.of().applyAsInt(slo.id());
  }

  private QueryAnswer read(List<Slo> meant, SortedSet<Integer> wanted, long maxLag) {
    Answer answer = partitions.read(wanted, maxLag);
    Set<SloId> ids = meant.stream().map(Slo::id).collect(Collectors.toSet());
    List<Entry> entries = new ArrayList<>();
    for (PartitionCopy copy : answer.copies().values()) {
      for (Entry entry : entries(copy)) {
        if (ids.contains(entry.slo())) {
          entries.add(entry);
        }
      }
    }
    entries.sort(Entry.ORDER);
    return found(meant, entries, answer);
  }

  private static QueryAnswer found(List<Slo> meant, List<Entry> entries, Answer answer) {
    if (answer.copies().isEmpty() && !answer.missing().isEmpty()) {
      return new Unavailable(String.join("; ", answer.missing().values()), SOON_SECONDS);
    }
    return new Found(
        meant,
        entries,
        answer.copies().values().stream().map(PartitionCopy::served).toList(),
        List.copyOf(answer.missing().keySet()));
  }

  /** Whose each series is takes longer to find than to remember. */
  private List<Entry> entries(PartitionCopy copy) {
    List<Slo> defined = slos.get();
    return sorted
        .compute(
            copy.served().partition(),
            (partition, before) ->
                before != null && before.version() == copy.version() && before.slos() == defined
                    ? before
                    : new Sorted(copy.version(), defined, entries(copy, defined)))
        .entries();
  }

  private static List<Entry> entries(PartitionCopy copy, List<Slo> defined) {
    Map<String, SloId> ids = new HashMap<>();
    defined.forEach(slo -> ids.put(slo.id().toString(), slo.id()));
    List<Entry> entries = new ArrayList<>();
    copy.series()
        .forEach(
            (id, json) -> sloOf(id, ids).ifPresent(slo -> entries.add(new Entry(slo, id, json))));
    return entries;
  }

  /**
   * A series id is the SLO's id, alone or before the labels in braces; of a series that has ended
   * it goes on with {@code @} and its last tick. What stands in braces may be anything.
   */
  private static Optional<SloId> sloOf(String seriesId, Map<String, SloId> ids) {
    for (int end = seriesId.length(); end > 0; end--) {
      if (end == seriesId.length() || "{@".indexOf(seriesId.charAt(end)) >= 0) {
        SloId slo = ids.get(seriesId.substring(0, end));
        if (slo != null) {
          return Optional.of(slo);
        }
      }
    }
    return Optional.empty();
  }
}
