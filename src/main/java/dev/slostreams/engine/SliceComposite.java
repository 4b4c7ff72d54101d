package dev.slostreams.engine;

import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.window.Counts;
import dev.slostreams.window.LastPeriod;
import dev.slostreams.window.SlicedCounters;
import dev.slostreams.window.UnitCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The windows of a composite in time slices: a slice is what its members' slices make of it.
 *
 * <p>Owned by one series of a {@link CompositeLedger}; not thread-safe. Costs 4 bytes for each
 * slice of the longest window, and per end of a slice O(members + windows).
 */
final class SliceComposite extends CompositeWindows {

  private static final int LEFT_OUT = -1;

  private final CompositePlan plan;
  private final long sliceSeconds;
  private final long unit;
  private final List<CompositeSlices> lookback = new ArrayList<>();
  private final CompositeSlices budget;
  private final List<CompositeSlices> all;
  private final long longest;

  /*
   * Bad units of the slices [present − longest, present), LEFT_OUT for those without units; a slice
   * has the place of its number modulo longest. A slice that a late event changed in a member is
   * read anew at once. All is made anew when the members change.
   */
  private final int[] badOfSlice;
  private long present;
  private boolean started;

  SliceComposite(CompositePlan plan, SloPlan slo) {
    this.plan = plan;
    this.sliceSeconds = slo.sliceSeconds();
    this.unit = slo.unit();
    long most = slo.budgetLength();
    for (int i = 0; i < slo.windows().size(); i++) {
      int index = i;
      long length = slo.length(slo.windows().get(i));
      lookback.add(
          new CompositeSlices(members(), member -> member.windows().lookback(index), length, unit));
      most = Math.max(most, length);
    }
    budget =
        new CompositeSlices(
            members(), member -> member.windows().budget(), slo.budgetLength(), unit);
    all = new ArrayList<>(lookback);
    all.add(budget);
    longest = most;
    badOfSlice = new int[Math.toIntExact(longest)];
  }

  @Override
  public UnitCounts lookback(int window) {
    return lookback.get(window);
  }

  @Override
  public UnitCounts budget() {
    return budget;
  }

  @Override
  boolean setMembers(List<SeriesEngine> series) {
    boolean changed = super.setMembers(series);
    if (changed) {
      members().forEach(member -> sliced(member).tellRejudged(this::judgeAgain));
      rebuild();
    }
    return changed;
  }

  @Override
  public void start(long birth) {
    resume(birth, birth, lastSecond());
  }

  @Override
  public void resume(long atTick, long birth, long lastEnteredSecond) {
    super.resume(atTick, birth, lastEnteredSecond);
    started = true;
    present = Math.floorDiv(atTick, sliceSeconds);
    rebuild();
  }

  @Override
  public void moveTo(long to) {
    super.moveTo(to);
    long newPresent = Math.floorDiv(to, sliceSeconds);
    if (newPresent > present) {
      endSlices(newPresent);
    }
    packRead();
  }

  @Override
  public long ageSince(long birth) {
    return present - Math.floorDiv(birth, sliceSeconds);
  }

  @Override
  public long budgetAge(long birth) {
    return ageSince(birth);
  }

  /** None: the time window of a composite in time slices is a rolling one. */
  @Override
  public Optional<CalendarPeriod> period() {
    return Optional.empty();
  }

  @Override
  public Optional<LastPeriod> lastPeriod(long birth) {
    return Optional.empty();
  }

  @Override
  public long tickAfter(long units) {
    return (present + units) * sliceSeconds;
  }

  @Override
  public void checkInvariants() {
    super.checkInvariants();
    List<Counts> before = all.stream().map(CompositeSlices::wholeCounts).toList();
    rebuild();
    List<Counts> fresh = all.stream().map(CompositeSlices::wholeCounts).toList();
    if (!fresh.equals(before)) {
      throw new IllegalStateException(
          "windows of a composite at tick %d: must hold %s, but hold %s (this is a bug in slo-streams)"
              .formatted(tick(), fresh, before));
    }
  }

  /** The slices up to this one end; those that enter and leave at once are not looked at. */
  private void endSlices(long newPresent) {
    for (CompositeSlices window : all) {
      long from = present - window.length();
      for (long slice = from; slice < Math.min(present, newPresent - window.length()); slice++) {
        add(window, badOfSlice[place(slice)], -1);
      }
    }
    for (long slice = Math.max(present, newPresent - longest); slice < newPresent; slice++) {
      badOfSlice[place(slice)] = badUnits(slice);
    }
    for (CompositeSlices window : all) {
      long from = Math.max(present, newPresent - window.length());
      for (long slice = from; slice < newPresent; slice++) {
        add(window, badOfSlice[place(slice)], 1);
      }
    }
    present = newPresent;
  }

  private void judgeAgain(long slice) {
    if (slice == NONE) {
      rebuild();
    } else if (started && present - longest <= slice && slice < present) {
      put(slice, badUnits(slice));
      packRead();
    }
  }

  private void rebuild() {
    if (!started) {
      return;
    }
    Arrays.fill(badOfSlice, LEFT_OUT);
    all.forEach(CompositeSlices::clear);
    long first = present;
    for (SeriesEngine member : members()) {
      first = Math.min(first, sliced(member).firstSlice());
    }
    for (long slice = Math.max(first, present - longest); slice < present; slice++) {
      put(slice, badUnits(slice));
    }
    packRead();
  }

  /** Counts a slice up to the present with these bad units, instead of those it had. */
  private void put(long slice, int bad) {
    for (CompositeSlices window : all) {
      if (slice >= present - window.length()) {
        add(window, badOfSlice[place(slice)], -1);
        add(window, bad, 1);
      }
    }
    badOfSlice[place(slice)] = bad;
  }

  private void add(CompositeSlices window, int bad, int sign) {
    if (bad != LEFT_OUT) {
      window.add((long) sign * bad, sign * unit);
    }
  }

  private int badUnits(long slice) {
    List<SeriesEngine> components = ofComponents();
    long[] bad = new long[components.size()];
    boolean judged = false;
    for (int i = 0; i < bad.length; i++) {
      if (components.get(i) != null) {
        Counts units = sliced(components.get(i)).unitsOf(slice);
        bad[i] = units.bad();
        judged |= units.total() > 0;
      }
    }
    return judged ? plan.badUnits(bad, unit) : LEFT_OUT;
  }

  private void packRead() {
    members().forEach(member -> sliced(member).packRead());
  }

  private int place(long slice) {
    return (int) Math.floorMod(slice, longest);
  }

  private static SlicedCounters sliced(SeriesEngine member) {
    return (SlicedCounters) member.windows();
  }
}
