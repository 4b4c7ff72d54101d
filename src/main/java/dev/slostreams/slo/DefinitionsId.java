package dev.slostreams.slo;

import java.time.Instant;

/**
 * Which set of definitions counted something.
 *
 * @param from the first epoch second that is counted by the set, {@link #BEGINNING} for all time
 * @param hash tells sets with different texts apart; empty for definitions that cannot change
 */
public record DefinitionsId(long from, String hash) {

  /** Before every event. */
  public static final long BEGINNING = 0;

  /** {@code 3f9c… since 2026-01-01T00:00:00Z}. */
  @Override
  public String toString() {
    String name = hash.isEmpty() ? "(fixed)" : hash;
    return name + (from == BEGINNING ? "" : " since " + Instant.ofEpochSecond(from));
  }
}
