package dev.slostreams.query;

import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import java.util.Comparator;
import java.util.List;

/** What a {@link SeriesQuery} knows. */
public sealed interface QueryAnswer {

  /**
   * How one series stands.
   *
   * @param slo whose series
   * @param id the series id
   * @param json the value of its record on the budgets topic
   */
  record Entry(SloId slo, String id, String json) {

    /** By SLO, then series id. */
    static final Comparator<Entry> ORDER =
        Comparator.comparing(Entry::slo).thenComparing(Entry::id);
  }

  /**
   * It is defined, and this is what was counted.
   *
   * @param slos the definitions that were asked for, one per objective, ordered by id
   * @param series in order of SLO and series id; empty before the first event
   * @param partitions the ledger partitions that were read, in order
   * @param missingPartitions those of which no copy could be read: their series are not here
   */
  record Found(
      List<Slo> slos, List<Entry> series, List<Served> partitions, List<Integer> missingPartitions)
      implements QueryAnswer {

    public Found {
      slos = List.copyOf(slos);
      series = List.copyOf(series);
      partitions = List.copyOf(partitions);
      missingPartitions = List.copyOf(missingPartitions);
    }

    /** Whether every ledger partition that was asked for was read. */
    public boolean complete() {
      return missingPartitions.isEmpty();
    }
  }

  /**
   * No SLO has that name.
   *
   * @param name what was asked for
   * @param nearest the name that was probably meant; empty if none is like it
   * @param known every name, in order
   */
  record Unknown(String name, String nearest, List<String> known) implements QueryAnswer {

    public Unknown {
      known = List.copyOf(known);
    }
  }

  /**
   * The stores cannot be read now.
   *
   * @param reason for people: why
   * @param retryAfterSeconds when to ask again, above 0
   */
  record Unavailable(String reason, int retryAfterSeconds) implements QueryAnswer {}
}
