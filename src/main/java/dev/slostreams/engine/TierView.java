package dev.slostreams.engine;

import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Tier.DeployAction;
import java.util.List;

/**
 * In which tier a series is, and what that means for deployments.
 *
 * @param tier its name
 * @param action the tier's, or {@code allow} while an exception is in force
 * @param exception the one in force that lasts longest; empty without one
 */
public record TierView(String tier, DeployAction action, List<FreezeException> exception) {

  public TierView {
    exception = List.copyOf(exception);
  }
}
