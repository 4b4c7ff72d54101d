package dev.slostreams.alert;

import dev.slostreams.slo.AlertPolicy.Guards;

/**
 * Where one alert of one series stands after a tick (semantics.md §6).
 *
 * <p>From the state alone it can be told whether the policy held at the last tick: {@link #held()}.
 * A tick that is passed over must be one at which the policy's verdict did not change and which is
 * before {@link #nextDue}.
 */
public sealed interface AlertState {

  /** No tick: later than any. */
  long NEVER = Long.MAX_VALUE;

  Inactive INACTIVE = new Inactive();

  /** The state after this tick. */
  AlertState next(boolean holds, long tick, Guards guards);

  /** The first tick at which the state changes although the verdict does not. */
  long nextDue(Guards guards);

  /** Whether the policy held at the last tick. */
  boolean held();

  /** The policy does not hold; nothing is remembered. */
  record Inactive() implements AlertState {

    /** Holds: pending, or firing at once where alertAfter is 0. Holds not: stays. */
    @Override
    public AlertState next(boolean holds, long tick, Guards guards) {
      return holds ? new Pending(tick).next(true, tick, guards) : this;
    }

    @Override
    public long nextDue(Guards guards) {
      return NEVER;
    }

    @Override
    public boolean held() {
      return false;
    }
  }

  /**
   * The policy holds, but not yet for alertAfter.
   *
   * @param since first tick of the unbroken run at which it holds
   */
  record Pending(long since) implements AlertState {

    /** Holds: firing from {@code since + alertAfter} on. Holds not: inactive, without a word. */
    @Override
    public AlertState next(boolean holds, long tick, Guards guards) {
      if (!holds) {
        return INACTIVE;
      }
      return tick >= nextDue(guards) ? new Firing(tick, NEVER) : this;
    }

    @Override
    public long nextDue(Guards guards) {
      return since + guards.alertAfterSeconds();
    }

    @Override
    public boolean held() {
      return true;
    }
  }

  /**
   * The alert fires.
   *
   * @param startsAt the tick at which it began
   * @param calmSince first tick of the unbroken run at which the policy does not hold; NEVER while
   *     it holds
   */
  record Firing(long startsAt, long calmSince) implements AlertState {

    /** Holds: stays. Holds not: inactive from {@code calmSince + keepFiring} on. */
    @Override
    public AlertState next(boolean holds, long tick, Guards guards) {
      if (holds) {
        return calmSince == NEVER ? this : new Firing(startsAt, NEVER);
      }
      Firing calming = calmSince == NEVER ? new Firing(startsAt, tick) : this;
      return tick >= calming.nextDue(guards) ? INACTIVE : calming;
    }

    @Override
    public long nextDue(Guards guards) {
      return calmSince == NEVER ? NEVER : calmSince + guards.keepFiringSeconds();
    }

    @Override
    public boolean held() {
      return calmSince == NEVER;
    }
  }
}
