package dev.slostreams.gate;

import java.util.Set;

/**
 * What the one who asks makes of what is seen.
 *
 * @param blockOn severities whose alerts block while they fire, and warn while they are pending;
 *     alerts of others warn while they fire
 * @param warnAs what a verdict of warn becomes; never insufficient-data
 */
public record GatePolicy(Set<String> blockOn, Verdict warnAs) {

  /** Alerts that wake somebody block, and a warning stays one. */
  public static final GatePolicy DEFAULT = new GatePolicy(Set.of("page", "critical"), Verdict.WARN);

  public GatePolicy {
    blockOn = Set.copyOf(blockOn);
    if (warnAs == Verdict.INSUFFICIENT_DATA) {
      throw new IllegalArgumentException(
          "warn-as: must be allow, warn or block, but was '" + warnAs + "'");
    }
  }
}
