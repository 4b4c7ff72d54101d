package dev.slostreams.engine;

import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Intervals;
import dev.slostreams.window.Counts;
import dev.slostreams.window.PageChanges;
import dev.slostreams.window.SeriesWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The windows of one series of a composite: those of its members, the components' series with the
 * same labels. They are moved by their owners, before the composite is.
 *
 * <p>Owned by one series of a {@link CompositeLedger}; not thread-safe. Nothing is counted or kept
 * here.
 */
abstract class CompositeWindows implements SeriesWindows {

  private final List<SeriesEngine> ofComponents = new ArrayList<>();
  private final List<SeriesWindows> theirWindows = new ArrayList<>();
  private final List<SeriesEngine> members = new ArrayList<>();
  private long birth;
  private long tick;

  /**
   * Takes these for members.
   *
   * @param series the series of each component, null where it has none
   * @return whether they are others than before
   */
  boolean setMembers(List<SeriesEngine> series) {
    List<SeriesWindows> windows = new ArrayList<>();
    series.forEach(one -> windows.add(one == null ? null : one.windows()));
    if (windows.equals(theirWindows)) {
      return false;
    }
    theirWindows.clear();
    theirWindows.addAll(windows);
    ofComponents.clear();
    ofComponents.addAll(series);
    members.clear();
    series.stream().filter(Objects::nonNull).forEach(members::add);
    return true;
  }

  /** The series of each component, null where it has none. */
  List<SeriesEngine> ofComponents() {
    return ofComponents;
  }

  List<SeriesEngine> members() {
    return members;
  }

  long tick() {
    return tick;
  }

  long age() {
    return ageSince(birth);
  }

  /** None: nothing is counted here. */
  @Override
  public long lastSecond() {
    return -NONE;
  }

  @Override
  public void add(long second, Cover labels, Counts counts) {
    throw notHere("counted");
  }

  /** Nothing is counted here. */
  @Override
  public long keptTotal() {
    return 0;
  }

  @Override
  public void exclude(String name, Intervals intervals) {
    // it is taken out of the members
  }

  @Override
  public void include(String name) {
    // it is put back in the members
  }

  @Override
  public void coverageChanged() {
    // the members know
  }

  @Override
  public Map<String, Counts> excluded() {
    Map<String, Counts> sum = new TreeMap<>();
    for (SeriesEngine member : members) {
      member.windows().excluded().forEach((name, counts) -> sum.merge(name, counts, Counts::plus));
    }
    return sum;
  }

  @Override
  public void drainAsides(Function<Cover, PageChanges> changes) {
    // the members tell theirs
  }

  @Override
  public void restoreAside(Cover cover, int tier, long number, byte[] bytes) {
    throw notHere("restored");
  }

  @Override
  public long nextWaiting(long to) {
    return NONE;
  }

  @Override
  public void forEachWaiting(Waiting waiting) {
    // what waits, waits in the members
  }

  @Override
  public void start(long atBirth) {
    resume(atBirth, atBirth, -NONE);
  }

  @Override
  public void resume(long atTick, long atBirth, long lastEnteredSecond) {
    birth = atBirth;
    tick = atTick;
  }

  @Override
  public void moveTo(long to) {
    tick = to;
  }

  @Override
  public long ageSince(long since) {
    return tick - since;
  }

  @Override
  public long tickAfter(long units) {
    return tick + units;
  }

  @Override
  public long nextEntry(long to) {
    return first(to, windows -> windows.nextEntry(to));
  }

  @Override
  public long nextBad(long to) {
    return first(NONE, windows -> windows.nextBad(to));
  }

  @Override
  public long nextChange(long to) {
    return first(to, windows -> windows.nextChange(to));
  }

  @Override
  public long nextBudgetChange(long to) {
    return first(to, windows -> windows.nextBudgetChange(to));
  }

  @Override
  public long nextBudgetRise(long to) {
    return first(to, windows -> windows.nextBudgetRise(to));
  }

  @Override
  public long emptyAt(int window) {
    long last = tick;
    for (SeriesEngine member : members) {
      last = Math.max(last, member.windows().emptyAt(window));
    }
    return last;
  }

  @Override
  public void drainChanges(PageChanges changes) {
    // the members tell theirs
  }

  @Override
  public void restore(int stepSeconds, long number, byte[] bytes) {
    throw notHere("restored");
  }

  @Override
  public void checkInvariants() {
    for (SeriesEngine member : members) {
      if (member.tick() != tick) {
        throw new IllegalStateException(
            "series '%s': must be at tick %d of its composite, but is at %d (this is a bug in slo-streams)"
                .formatted(member.key(), tick, member.tick()));
      }
    }
  }

  private long first(long to, ToLongFunction<SeriesWindows> next) {
    long first = to;
    for (SeriesEngine member : members) {
      first = Math.min(first, next.applyAsLong(member.windows()));
    }
    return first;
  }

  private static IllegalStateException notHere(String what) {
    return new IllegalStateException(
        "composite: nothing is " + what + " in it (this is a bug in slo-streams)");
  }
}
