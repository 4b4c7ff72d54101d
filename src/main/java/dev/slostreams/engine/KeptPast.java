package dev.slostreams.engine;

import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.SloId;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a series, and of those it is made of, as of a tick.
 *
 * @param tick the last tick evaluated
 * @param excluded the exclusions that have been taken out of what was counted
 * @param series of a composite also the members with the same labels
 */
public record KeptPast(long tick, List<Exclusion> excluded, List<KeptSeries> series) {

  public KeptPast {
    excluded = List.copyOf(excluded);
    series = List.copyOf(series);
  }

  /** What is kept of one series. */
  public record KeptSeries(SeriesKey key, SeriesHead head, List<KeptPage> pages) {

    public KeptSeries {
      pages = List.copyOf(pages);
    }
  }

  /** A page of counters as it was told; its bytes are shared, not to be changed. */
  public record KeptPage(int tier, long number, byte[] bytes) {}

  /** The one of this SLO, if any is kept. */
  public Optional<KeptSeries> of(SloId slo) {
    return series.stream().filter(one -> one.key().slo().equals(slo)).findFirst();
  }
}
