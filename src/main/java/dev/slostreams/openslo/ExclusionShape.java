package dev.slostreams.openslo;

import dev.slostreams.sli.NearestName;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Interval;
import dev.slostreams.slo.Intervals;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Checks and reads the fields of an exclusion, whatever SLOs there are. */
final class ExclusionShape {

  private static final List<String> KINDS =
      Stream.of(Exclusion.Kind.values()).map(Exclusion.Kind::toString).toList();

  private ExclusionShape() {}

  static void check(Element spec) {
    spec.allow(
        "description",
        "slos",
        "services",
        "kind",
        "reason",
        "approvedBy",
        "announcedAt",
        "recordedAt",
        "undoneAt",
        "intervals",
        "recurrence",
        "where");
    if (spec.isGiven()
        && names(spec.get("slos")).isEmpty()
        && names(spec.get("services")).isEmpty()) {
      spec.problem("must name slos or services");
    }
    kind(spec.require("kind"));
    Scalars.text(spec.require("reason"));
    Scalars.text(spec.require("approvedBy"));
    second(spec.get("announcedAt"));
    intervals(spec);
    inForce(spec);
    Scalars.text(spec.get("where"));
  }

  /** The names in a list. */
  static List<String> names(Element list) {
    return list.items().stream().flatMap(item -> Scalars.text(item).stream()).toList();
  }

  static Optional<Exclusion.Kind> kind(Element kind) {
    return Scalars.oneOf(kind, KINDS).map(text -> Exclusion.Kind.values()[KINDS.indexOf(text)]);
  }

  /** From when it was recorded until it is undone. */
  static Exclusion.InForce inForce(Element spec) {
    OptionalLong recordedAt = second(spec.get("recordedAt"));
    OptionalLong undoneAt = second(spec.get("undoneAt"));
    if (undoneAt.isPresent() && undoneAt.getAsLong() <= recordedAt.orElse(Long.MIN_VALUE)) {
      spec.get("undoneAt").problem("must be after recordedAt", spec.get("undoneAt").written());
    }
    return new Exclusion.InForce(
        recordedAt.orElse(Exclusion.InForce.ALWAYS.from()),
        undoneAt.orElse(Exclusion.InForce.ALWAYS.to()));
  }

  /** Its time, one-off or recurring. */
  static Optional<Intervals> intervals(Element spec) {
    boolean oneOff = spec.has("intervals");
    if (spec.isGiven() && oneOff == spec.has("recurrence")) {
      spec.problem("must have either intervals or recurrence", oneOff ? "both" : "neither");
      return Optional.empty();
    }
    return oneOff ? oneOff(spec.get("intervals")) : recurrence(spec.get("recurrence"));
  }

  private static Optional<Intervals> oneOff(Element list) {
    List<Interval> intervals = new ArrayList<>();
    for (Element item : list.items()) {
      item.allow("from", "to");
      OptionalLong from = second(item.require("from"));
      OptionalLong to = second(item.require("to"));
      if (from.isPresent() && to.isPresent()) {
        if (from.getAsLong() < to.getAsLong()) {
          intervals.add(new Interval(from.getAsLong(), to.getAsLong()));
        } else {
          item.get("to").problem("must be after from", item.get("to").written());
        }
      }
    }
    if (list.items().isEmpty()) {
      list.problem("must hold at least one interval", list.isGiven() ? "" : "empty");
    }
    return intervals.isEmpty() ? Optional.empty() : Optional.of(Intervals.of(intervals));
  }

  private static Optional<Intervals> recurrence(Element recurrence) {
    recurrence.allow("start", "duration", "rule", "timeZone");
    Element start = recurrence.require("start");
    Optional<LocalDateTime> local = local(start);
    OptionalLong duration = Scalars.seconds(recurrence.require("duration"), 1);
    Optional<ZoneId> zone = zone(recurrence.require("timeZone"));
    Element rule = recurrence.require("rule");
    Optional<String> ruleText = Scalars.text(rule);
    if (local.isEmpty() || duration.isEmpty() || zone.isEmpty() || ruleText.isEmpty()) {
      return Optional.empty();
    }
    try {
      Recurrence read =
          new Recurrence(local.get(), duration.getAsLong(), ruleText.get(), zone.get());
      requireOccurrence(start, local.get(), read);
      return Optional.of(read);
    } catch (IllegalArgumentException e) {
      rule.problem(e.getMessage(), rule.written());
      return Optional.empty();
    }
  }

  /** RFC 5545 leaves open what it means when the start does not match the rule. */
  private static void requireOccurrence(Element start, LocalDateTime local, Recurrence read) {
    Optional<LocalDateTime> first = read.firstOccurrence();
    if (!first.equals(Optional.of(local))) {
      start.problem(
          "must be a time that the rule gives",
          start.written(),
          first.map(time -> "the first after it is " + time).orElse("the rule gives none"));
    }
  }

  /** An instant as RFC 3339 writes it, a whole second. */
  static OptionalLong second(Element element) {
    Optional<String> text = Scalars.text(element);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text.get());
      if (time.getNano() == 0) {
        return OptionalLong.of(time.toEpochSecond());
      }
    } catch (DateTimeException e) {
      // reported below
    }
    element.problem(
        "must be a whole second with an offset, as in 2026-11-01T02:00:00Z", element.written());
    return OptionalLong.empty();
  }

  private static Optional<LocalDateTime> local(Element element) {
    Optional<String> text = Scalars.text(element);
    try {
      Optional<LocalDateTime> time = text.map(LocalDateTime::parse);
      if (time.filter(t -> t.getNano() == 0).isPresent()) {
        return time;
      }
    } catch (DateTimeException e) {
      // reported below
    }
    if (text.isPresent()) {
      element.problem(
          "must be a local time in whole seconds, as in 2026-11-01T02:00:00", element.written());
    }
    return Optional.empty();
  }

  private static Optional<ZoneId> zone(Element element) {
    Optional<String> text = Scalars.text(element);
    if (text.isPresent() && !ZoneId.getAvailableZoneIds().contains(text.get())) {
      element.problem(
          "must be an IANA time zone, such as Europe/Warsaw",
          element.written(),
          NearestName.suggestion(text.get(), ZoneId.getAvailableZoneIds()));
      return Optional.empty();
    }
    return text.map(ZoneId::of);
  }
}
