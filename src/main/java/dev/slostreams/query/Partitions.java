package dev.slostreams.query;

import dev.slostreams.query.Peers.Reply;
import dev.slostreams.query.RunningStreams.Copy;
import dev.slostreams.query.RunningStreams.Holders;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads ledger partitions wherever they are: here, at the instance that evaluates them, or from a
 * warm copy. Thread-safe.
 *
 * <p>A question costs at most two hops, one after the other: to all instances that evaluate what is
 * not evaluated here, then to all that have warm copies of what is still open. An instance that is
 * asked by another reads only what it has, so that nothing goes round in circles, however wrong the
 * metadata are.
 */
public final class Partitions {

  private final RunningStreams streams;
  private final LocalPartitions local;
  private final Peers peers;
  private final Map<Integer, PartitionCopy> known = new ConcurrentHashMap<>();

  /**
   * What was read.
   *
   * @param copies the best copy of each partition that could be read
   * @param missing why not, of each other partition; for people
   */
  public record Answer(
      SortedMap<Integer, PartitionCopy> copies, SortedMap<Integer, String> missing) {}

  /** Reads what is here, and asks these peers for the rest. */
  public Partitions(RunningStreams streams, LocalPartitions local, Peers peers) {
    this.streams = streams;
    this.local = local;
    this.peers = peers;
  }

  /**
   * Reads these partitions.
   *
   * @param maxLag copies that lag by more records count as missing
   */
  public Answer read(Collection<Integer> wanted, long maxLag) {
    Map<Integer, Holders> holders = streams.holders();
    Search search = new Search(wanted, holders);
    wanted.forEach(partition -> local.read(partition).ifPresent(search::found));
    ask(search, holder -> holder.active().stream().toList());
    ask(search, Holders::standbys);
    return search.answer(maxLag, nobody());
  }

  /** Why nobody has a partition, as far as this instance can tell. */
  private String nobody() {
    return switch (streams.state()) {
      case CREATED -> "this instance is starting";
      case PENDING_SHUTDOWN, NOT_RUNNING -> "this instance is stopping or has stopped";
      case PENDING_ERROR, ERROR -> "this instance has failed; its log says why";
      default -> "no instance has it now, it is being assigned";
    };
  }

  /**
   * Answers another question about one partition: here if it is evaluated here, otherwise there,
   * otherwise from a warm copy.
   *
   * @param pathAndQuery how to ask a peer, a path under {@code /internal/v1/}
   * @param here answers from the copy of this instance, if that can be read
   */
  public Optional<Reply> ask(int partition, String pathAndQuery, Supplier<Optional<Reply>> here) {
    boolean runsHere = streams.copy(partition).map(Copy::isRunning).orElse(false);
    Optional<Reply> first = runsHere ? here.get() : Optional.empty();
    Holders holders = streams.holders().getOrDefault(partition, Holders.NOBODY);
    return first
        .or(() -> askFirst(holders.active().stream().toList(), pathAndQuery))
        .or(() -> runsHere ? Optional.empty() : here.get())
        .or(() -> askFirst(holders.standbys(), pathAndQuery));
  }

  private Optional<Reply> askFirst(List<String> addresses, String pathAndQuery) {
    return addresses.stream()
        .filter(address -> !address.equals(local.self()))
        .map(address -> peers.get(address, pathAndQuery))
        .toList() // asked at once
        .stream()
        .flatMap(reply -> answered(reply).stream())
        .findFirst();
  }

  private static Optional<Reply> answered(CompletableFuture<Reply> reply) {
    try {
      return Optional.of(reply.join()).filter(answer -> answer.status() < 500);
    } catch (CompletionException e) {
      return Optional.empty();
    }
  }

  /** Asks those of the holders, each once and all at once, for what is still open. */
  private void ask(Search search, Function<Holders, List<String>> which) {
    Map<String, CompletableFuture<List<PartitionCopy>>> asked = new HashMap<>();
    search
        .open(which, local.self())
        .forEach(
            (address, partitions) ->
                asked.put(address, peers.copies(address, partitions, Map.copyOf(known))));
    asked.forEach(
        (address, answer) -> {
          try {
            answer.join().forEach(copy -> found(search, copy));
          } catch (CompletionException e) {
            search.failed(address, e.getCause());
          }
        });
  }

  private void found(Search search, PartitionCopy copy) {
    known.merge(
        copy.served().partition(),
        copy,
        (before, now) -> now.version() < before.version() ? before : now);
    search.found(copy);
  }
}
