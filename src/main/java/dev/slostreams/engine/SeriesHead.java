package dev.slostreams.engine;

import dev.slostreams.alert.AlertState;
import java.util.Map;

/**
 * What of a series is stored beside its counter pages.
 *
 * @param birth its birth, or {@link SeriesEngine#UNBORN}
 * @param lastSecond its last counted second
 * @param alerts states of its alerts by name; inactive ones are left out
 */
public record SeriesHead(long birth, long lastSecond, Map<String, AlertState> alerts) {

  public SeriesHead {
    alerts = Map.copyOf(alerts);
  }
}
