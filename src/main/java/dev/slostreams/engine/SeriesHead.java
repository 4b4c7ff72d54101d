package dev.slostreams.engine;

import dev.slostreams.alert.AlertState;
import dev.slostreams.budget.TierState;
import java.util.Map;

/**
 * What of a series is stored beside its counter pages.
 *
 * @param birth its birth, or {@link SeriesEngine#UNBORN}
 * @param lastSecond its last counted second
 * @param alerts states of its alerts by name; inactive ones are left out
 * @param tier in which tier of its budget policy it is
 */
public record SeriesHead(
    long birth, long lastSecond, Map<String, AlertState> alerts, TierState tier) {

  public SeriesHead {
    alerts = Map.copyOf(alerts);
  }

  /** Of a series whose tier is not known yet. */
  public SeriesHead(long birth, long lastSecond, Map<String, AlertState> alerts) {
    this(birth, lastSecond, alerts, TierState.UNKNOWN);
  }
}
