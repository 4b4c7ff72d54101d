package dev.slostreams.query;

import dev.slostreams.query.Partitions.Answer;
import dev.slostreams.query.RunningStreams.Holders;
import dev.slostreams.query.Served.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** One question about ledger partitions while it is being answered. Not thread-safe. */
final class Search {

  /* Of two copies the better is the one that is evaluated, then the one nearest to it. */
  private static final Comparator<PartitionCopy> BETTER =
      Comparator.<PartitionCopy, Boolean>comparing(copy -> copy.served().stale())
          .thenComparing(copy -> copy.served().lagRecords())
          .thenComparing(copy -> copy.served().role() == Role.STANDBY)
          .thenComparing(copy -> copy.version(), Comparator.reverseOrder());

  private final SortedSet<Integer> wanted;
  private final Map<Integer, Holders> holders;
  private final SortedMap<Integer, PartitionCopy> best = new TreeMap<>();
  private final Map<String, String> failures = new TreeMap<>();

  Search(Collection<Integer> wanted, Map<Integer, Holders> holders) {
    this.wanted = new TreeSet<>(wanted);
    this.holders = holders;
  }

  /** A copy was read; what was not asked for is left out. */
  void found(PartitionCopy copy) {
    if (wanted.contains(copy.served().partition())) {
      best.merge(
          copy.served().partition(),
          copy,
          (one, other) -> BETTER.compare(one, other) <= 0 ? one : other);
    }
  }

  /** An instance did not answer. */
  void failed(String address, Throwable why) {
    String message = why.getMessage();
    failures.put(address, message == null ? why.getClass().getSimpleName() : message);
  }

  /** By address, those of the holders of what has no fresh copy yet, and what to ask them for. */
  Map<String, List<Integer>> open(Function<Holders, List<String>> which, String self) {
    Map<String, List<Integer>> open = new TreeMap<>();
    for (int partition : wanted) {
      PartitionCopy copy = best.get(partition);
      if (copy == null || copy.served().stale()) {
        for (String address : which.apply(holdersOf(partition))) {
          if (!address.equals(self)) {
            open.computeIfAbsent(address, a -> new ArrayList<>()).add(partition);
          }
        }
      }
    }
    return open;
  }

  Answer answer(long maxLag, String nobody) {
    SortedMap<Integer, PartitionCopy> copies = new TreeMap<>(best);
    copies.values().removeIf(copy -> copy.served().lagRecords() > maxLag);
    SortedMap<Integer, String> missing = new TreeMap<>();
    for (int partition : wanted) {
      if (!copies.containsKey(partition)) {
        missing.put(
            partition, "ledger partition " + partition + ": " + why(partition, maxLag, nobody));
      }
    }
    return new Answer(copies, missing);
  }

  private String why(int partition, long maxLag, String nobody) {
    PartitionCopy copy = best.get(partition);
    if (copy != null) {
      return "its nearest copy, at %s, lags by %d records, more than maxLag %d"
          .formatted(copy.served().servedBy(), copy.served().lagRecords(), maxLag);
    }
    Holders holding = holdersOf(partition);
    List<String> addresses = new ArrayList<>(holding.active().stream().toList());
    addresses.addAll(holding.standbys());
    if (addresses.isEmpty()) {
      return nobody;
    }
    return String.join("; ", addresses.stream().map(this::why).toList());
  }

  private String why(String address) {
    String failure = failures.get(address);
    return failure == null
        ? address + " cannot read it now, it is being moved or restored"
        : address + " did not answer: " + failure;
  }

  private Holders holdersOf(int partition) {
    return holders.getOrDefault(partition, Holders.NOBODY);
  }
}
