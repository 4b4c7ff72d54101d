package dev.slostreams.engine;

import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Interval;
import dev.slostreams.window.Coverage;
import dev.slostreams.window.SeriesWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The exclusions in force for one SLO.
 *
 * <p>Owned by one {@link Ledger} and read by the series of the SLO; not thread-safe. Remembers
 * between which edges the last answer holds, so that a second costs two comparisons.
 */
final class ExclusionCoverage implements Coverage {

  private final boolean takenOut;
  private final List<Exclusion> whole = new ArrayList<>();
  private final List<String> byEvent = new ArrayList<>();
  private Cover answer = Cover.NONE;
  private long answerFrom = Long.MIN_VALUE;
  private long answerTo = Long.MAX_VALUE;

  /**
   * Nothing is in force.
   *
   * @param takenOut whether what is counted is what is left: then nothing more is taken out of it
   */
  ExclusionCoverage(boolean takenOut) {
    this.takenOut = takenOut;
  }

  /** These are in force now. */
  void set(List<Exclusion> inForce) {
    whole.clear();
    byEvent.clear();
    for (Exclusion exclusion : inForce) {
      if (exclusion.isByEvent()) {
        byEvent.add(exclusion.name());
      } else {
        whole.add(exclusion);
      }
    }
    forgetAnswer();
  }

  /** One more, which is not by event. */
  void with(Exclusion exclusion) {
    whole.add(exclusion);
    forgetAnswer();
  }

  void without(Exclusion exclusion) {
    whole.remove(whole.lastIndexOf(exclusion));
    forgetAnswer();
  }

  @Override
  public Cover of(long second, Cover labels) {
    if (takenOut) {
      return Cover.NONE;
    }
    if (second < answerFrom || second >= answerTo) {
      find(second);
    }
    if (labels.isNone()) {
      return answer;
    }
    List<String> names = new ArrayList<>(answer.names());
    labels.names().stream().filter(byEvent::contains).forEach(names::add);
    return Cover.of(names);
  }

  @Override
  public long nextTouched(long from, long to) {
    long next = SeriesWindows.NONE;
    for (Exclusion exclusion : whole) {
      Optional<Interval> interval = exclusion.intervals().firstEndingAfter(from);
      if (interval.isPresent() && interval.get().from() < to) {
        next = Math.min(next, Math.max(from, interval.get().from()));
      }
    }
    return next;
  }

  private void find(long second) {
    List<String> names = new ArrayList<>();
    answerFrom = second;
    answerTo = Long.MAX_VALUE;
    for (Exclusion exclusion : whole) {
      Optional<Interval> interval = exclusion.intervals().firstEndingAfter(second);
      if (interval.isPresent() && interval.get().covers(second)) {
        names.add(exclusion.name());
        answerTo = Math.min(answerTo, interval.get().to());
      } else if (interval.isPresent()) {
        answerTo = Math.min(answerTo, interval.get().from());
      }
    }
    answer = Cover.of(names);
  }

  private void forgetAnswer() {
    answer = Cover.NONE;
    answerFrom = whole.isEmpty() ? Long.MIN_VALUE : Long.MAX_VALUE;
    answerTo = Long.MAX_VALUE;
  }
}
