package dev.slostreams.query;

import java.util.Collections;
import java.util.SortedMap;

/**
 * A ledger partition as one copy of it stood at one moment: all its series, or it does not exist.
 *
 * @param served which copy it was
 * @param version grows with every moment; of the same version is the same content, whoever holds it
 * @param series series id to the JSON of its standing, as of {@code served.at()}
 */
public record PartitionCopy(Served served, long version, SortedMap<String, String> series) {

  public PartitionCopy {
    series = Collections.unmodifiableSortedMap(series); // not copied: large, and given away here
  }
}
