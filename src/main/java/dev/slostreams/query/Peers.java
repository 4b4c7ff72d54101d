package dev.slostreams.query;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The other instances, as this one asks them. Thread-safe. */
public interface Peers {

  /** There are none: whoever is asked does not answer. */
  Peers NONE =
      new Peers() {
        @Override
        public CompletableFuture<List<PartitionCopy>> copies(
            String peer, List<Integer> partitions, Map<Integer, PartitionCopy> known) {
          return nobody(peer);
        }

        @Override
        public CompletableFuture<Reply> get(String peer, String pathAndQuery) {
          return nobody(peer);
        }

        private <T> CompletableFuture<T> nobody(String peer) {
          return CompletableFuture.failedFuture(new IllegalStateException("no peer " + peer));
        }
      };

  /**
   * What a peer answered.
   *
   * @param body JSON, or whatever its content type says
   */
  record Reply(int status, String contentType, byte[] body) {}

  /**
   * The copies that a peer has in itself of these partitions; it asks nobody else.
   *
   * @param peer {@code host:port}
   * @param known copies read before, by partition: of the same version the content is not sent
   *     again
   * @return those it has; fails when it does not answer within the time of a hop
   */
  CompletableFuture<List<PartitionCopy>> copies(
      String peer, List<Integer> partitions, Map<Integer, PartitionCopy> known);

  /**
   * Whatever a peer answers to another question, without asking anyone else.
   *
   * @param peer {@code host:port}
   * @param pathAndQuery a path under {@code /internal/v1/}
   * @return fails when it does not answer within the time of a hop
   */
  CompletableFuture<Reply> get(String peer, String pathAndQuery);
}
