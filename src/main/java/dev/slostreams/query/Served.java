package dev.slostreams.query;

import dev.slostreams.wire.DataState;
import java.util.List;

/**
 * Which copy of a ledger partition an answer comes from, and how far that copy was.
 *
 * @param partition the ledger partition
 * @param servedBy {@code host:port} of the instance that read it
 * @param role whether that instance evaluates it, or keeps a warm copy
 * @param stale whether there may be something newer: a copy that lags, or an evaluation that stands
 * @param lagRecords records of the changelog that the copy has not read, as of the last look
 * @param at the last tick that was evaluated, epoch seconds
 * @param dataState how far it can be trusted
 * @param missing source partitions that have said nothing, {@code topic-0}
 */
public record Served(
    int partition,
    String servedBy,
    Role role,
    boolean stale,
    long lagRecords,
    long at,
    DataState dataState,
    List<String> missing) {

  /** What an instance has of a partition. */
  public enum Role {
    ACTIVE,
    STANDBY;

    /** {@code active} or {@code standby}. */
    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Served {
    missing = List.copyOf(missing);
  }
}
