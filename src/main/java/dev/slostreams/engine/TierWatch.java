package dev.slostreams.engine;

import dev.slostreams.budget.TierLines;
import dev.slostreams.budget.TierState;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Tier;
import dev.slostreams.slo.Tier.DeployAction;
import dev.slostreams.window.SeriesWindows;
import dev.slostreams.window.UnitCounts;
import java.util.List;
import java.util.Optional;

/**
 * The budget policy watching one series: in which tier it is (semantics.md §7).
 *
 * <p>Owned by one {@link SeriesEngine}; not thread-safe.
 */
final class TierWatch {

  private final SloPlan plan;
  private final SeriesWindows windows;
  private final List<Tier> tiers;
  private int present; // -1 where the stored tier is none of the policy's
  private TierState state;

  /** In the mildest tier, with its action. */
  TierWatch(SloPlan plan, SeriesWindows windows) {
    this.plan = plan;
    this.windows = windows;
    this.tiers = plan.slo().period().budgetPolicy().tiers();
    Tier mildest = tiers.get(0);
    this.state = new TierState(mildest.name(), TierState.NEVER, mildest.action());
  }

  TierState state() {
    return state;
  }

  /** Takes up the state as it was stored. */
  void restore(TierState stored) {
    if (!stored.equals(TierState.UNKNOWN)) {
      state = stored;
      present = tiers.stream().map(Tier::name).toList().indexOf(stored.tier());
    }
  }

  TierView view(long tick) {
    return new TierView(state.tier(), state.action(), plan.exceptionAt(tick).stream().toList());
  }

  /** Judges at the windows' tick; while a partition is missing no milder tier comes. */
  void judge(long tick, long age, boolean incomplete) {
    int level = plan.tierLines().tierAt(windows.budget(), age);
    long milderSince = TierState.NEVER;
    if (level >= present) {
      present = level;
    } else if (!incomplete) {
      milderSince = isMilder() ? state.milderSince() : tick;
      if (tick >= milderSince + TierState.MILDER_AFTER_SECONDS) {
        present = level;
        milderSince = TierState.NEVER;
      }
    }
    Tier tier = tiers.get(present);
    Optional<FreezeException> exception = plan.exceptionAt(tick);
    DeployAction action = exception.isPresent() ? DeployAction.ALLOW : tier.action();
    if (!tier.name().equals(state.tier())
        || action != state.action()
        || milderSince != state.milderSince()) {
      state = new TierState(tier.name(), milderSince, action);
    }
  }

  /**
   * A tick after {@code tick}, at most {@code to}, before which the state does not change.
   *
   * @param nextBad a tick before which nothing bad enters, or NONE
   */
  long nextDue(long tick, long age, long to, long nextBad) {
    long due = Math.min(to, plan.nextExceptionEdge(tick));
    if (isMilder()) {
      due = Math.min(due, state.milderSince() + TierState.MILDER_AFTER_SECONDS);
    } else if (present > 0) {
      due = Math.min(due, windows.nextBudgetChange(due));
    }
    int worse = isMilder() ? present : present + 1;
    if (worse < tiers.size() && due > tick + 1) {
      due = Math.min(due, nextWorse(worse, tick, age, due, nextBad));
    }
    return Math.max(due, tick + 1);
  }

  /** Until something bad enters or something leaves the bad share falls; age alone raises it. */
  private long nextWorse(int worse, long tick, long age, long to, long nextBad) {
    long due = Math.min(to, windows.nextBudgetRise(to));
    if (nextBad != SeriesWindows.NONE) {
      due = Math.min(due, nextBad);
    }
    UnitCounts counts = windows.budget();
    long older = due > tick + 1 ? plan.tierLines().ageUntil(worse, counts, age) : TierLines.NEVER;
    return older == TierLines.NEVER ? due : Math.min(due, windows.tickAfter(older));
  }

  private boolean isMilder() {
    return state.milderSince() != TierState.NEVER;
  }
}
