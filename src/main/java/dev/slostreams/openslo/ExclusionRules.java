package dev.slostreams.openslo;

import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusion.Cause;
import dev.slostreams.slo.ExclusionLimits;
import dev.slostreams.slo.Interval;
import dev.slostreams.slo.Intervals;
import dev.slostreams.slo.Slo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The limits that the SLOs' budget policies set to exclusions: hours in a calendar month, and
 * notice. Exclusions are judged in the order in which they come; time that several take out counts
 * once. Force majeure is not bound and does not count; nor does what is undone.
 */
final class ExclusionRules {

  private static final long TEN_YEARS = 315_576_000; // how far a recurrence is looked at
  private static final BigDecimal HOUR = BigDecimal.valueOf(3_600);

  private final List<Slo> slos;
  private final Map<Slo, List<Exclusion>> accepted = new LinkedHashMap<>();

  ExclusionRules(List<Slo> slos) {
    this.slos = slos;
  }

  /** Reports each limit of each SLO that this exclusion would break. */
  void check(Exclusion exclusion, Element spec) {
    boolean bound =
        exclusion.cause().kind() != Exclusion.Kind.FORCE_MAJEURE && !exclusion.inForce().isUndone();
    Optional<Interval> first = exclusion.intervals().firstEndingAfter(Long.MIN_VALUE / 2);
    if (!bound || first.isEmpty()) {
      return;
    }
    for (Slo slo : slos) {
      if (exclusion.scope().names(slo)) {
        checkNotice(exclusion, first.get(), slo, spec);
        checkMonths(exclusion, first.get(), slo, spec);
        accepted.computeIfAbsent(slo, s -> new ArrayList<>()).add(exclusion);
      }
    }
  }

  private static void checkNotice(Exclusion exclusion, Interval first, Slo slo, Element spec) {
    long notice = limits(slo).noticeSeconds();
    long announcedAt = exclusion.cause().announcedAt();
    if (notice > 0 && announcedAt == Cause.NOT_ANNOUNCED) {
      spec.problem(
          "announcedAt is required, because "
              + owner(slo)
              + " asks for "
              + hours(notice)
              + " of notice",
          "",
          otherwise("write when it was announced"));
    } else if (notice > 0 && first.from() - announcedAt < notice) {
      spec.get("announcedAt")
          .problem(
              "must be at least " + hours(notice) + " before the beginning, by " + owner(slo),
              hours(first.from() - announcedAt),
              otherwise("begin later"));
    }
  }

  private void checkMonths(Exclusion exclusion, Interval first, Slo slo, Element spec) {
    long most = limits(slo).maxSecondsPerMonth();
    if (most == ExclusionLimits.NONE.maxSecondsPerMonth()) {
      return;
    }
    List<Exclusion> all = new ArrayList<>(accepted.getOrDefault(slo, List.of()));
    all.add(exclusion);
    for (YearMonth month : months(exclusion, first.from())) {
      long excluded = excludedSeconds(all, month);
      if (excluded > most) {
        spec.get(spec.has("intervals") ? "intervals" : "recurrence")
            .problem(
                "must leave at most "
                    + hours(most)
                    + " excluded in a calendar month (UTC), by "
                    + owner(slo),
                hours(excluded) + " in " + month,
                otherwise("shorten it"));
        return;
      }
    }
  }

  private static Set<YearMonth> months(Exclusion exclusion, long from) {
    Set<YearMonth> months = new LinkedHashSet<>();
    for (Interval interval : exclusion.intervals().within(from, from + TEN_YEARS)) {
      YearMonth last = month(interval.to() - 1);
      for (YearMonth m = month(interval.from()); !m.isAfter(last); m = m.plusMonths(1)) {
        months.add(m);
      }
    }
    return months;
  }

  private static long excludedSeconds(List<Exclusion> exclusions, YearMonth month) {
    long from = start(month);
    long to = start(month.plusMonths(1));
    List<Interval> clipped = new ArrayList<>();
    for (Exclusion exclusion : exclusions) {
      for (Interval interval : exclusion.intervals().within(from, to)) {
        clipped.add(new Interval(Math.max(from, interval.from()), Math.min(to, interval.to())));
      }
    }
    return Intervals.merged(clipped).stream().mapToLong(i -> i.to() - i.from()).sum();
  }

  private static ExclusionLimits limits(Slo slo) {
    return slo.period().budgetPolicy().exclusionLimits();
  }

  private static String owner(Slo slo) {
    return "budget policy '" + slo.period().budgetPolicy().name() + "' of SLO '" + slo.id() + "'";
  }

  private static String otherwise(String what) {
    return what + ", or declare it force-majeure if it is";
  }

  private static String hours(long seconds) {
    return BigDecimal.valueOf(seconds)
            .divide(HOUR, 2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + " h";
  }

  private static YearMonth month(long second) {
    return YearMonth.from(Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC));
  }

  private static long start(YearMonth month) {
    return month.atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
  }
}
