package dev.slostreams.metrics;

import dev.slostreams.engine.SloTotals;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.SloId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the SLOs and series of this instance stand: the numbers behind the metrics about SLOs.
 * Thread-safe; each ledger partition replaces its own as a whole.
 */
public final class Standings {

  private final Map<String, Standing> partitions = new ConcurrentHashMap<>();

  /**
   * How a ledger partition stands.
   *
   * @param slos all its SLOs, with or without series
   * @param series all its series
   * @param firing of each SLO how many alerts of a severity fire, where any do
   */
  public record Standing(
      List<SloTotals> slos, List<SeriesBudget> series, Map<SloId, Map<String, Integer>> firing) {

    public Standing {
      slos = List.copyOf(slos);
      series = List.copyOf(series);
      firing = Map.copyOf(firing);
    }

    int firing(SloId slo, String severity) {
      return firing.getOrDefault(slo, Map.of()).getOrDefault(severity, 0);
    }
  }

  /** What is left of the budget of one series. */
  public record SeriesBudget(SeriesKey key, String service, double remaining) {}

  void put(String partition, Standing standing) {
    partitions.put(partition, standing);
  }

  void remove(String partition) {
    partitions.remove(partition);
  }

  Collection<Standing> all() {
    return partitions.values();
  }
}
