package dev.slostreams.testing;

import dev.slostreams.query.LocalPartitions;
import dev.slostreams.query.PartitionCopy;
import dev.slostreams.query.Peers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Other instances in the same process: each answers from its fake streams, or not at all. */
public final class FakePeers implements Peers {

  private final Map<String, LocalPartitions> alive = new HashMap<>();
  private final Map<String, Reply> replies = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  /** Answers from these streams. */
  public FakePeers with(String address, FakeStreams streams) {
    alive.put(address, streams.local(address));
    return this;
  }

  /** Answers every other question so. */
  public FakePeers replying(String address, int status, String body) {
    replies.put(address, new Reply(status, "application/json", body.getBytes()));
    return this;
  }

  /** Who was asked for what, in order: {@code a:1[0, 2]}. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public CompletableFuture<List<PartitionCopy>> copies(
      String peer, List<Integer> partitions, Map<Integer, PartitionCopy> known) {
    asked.add(peer + partitions);
    LocalPartitions local = alive.get(peer);
    return local == null
        ? CompletableFuture.failedFuture(new IOException("nothing listens there"))
        : CompletableFuture.completedFuture(
            partitions.stream().flatMap(partition -> local.read(partition).stream()).toList());
  }

  @Override
  public CompletableFuture<Reply> get(String peer, String pathAndQuery) {
    asked.add(peer + pathAndQuery);
    Reply reply = replies.get(peer);
    return reply == null
        ? CompletableFuture.failedFuture(new IOException("nothing listens there"))
        : CompletableFuture.completedFuture(reply);
  }
}
