package dev.slostreams.openslo;

import dev.slostreams.sli.ExpressionCheck.Result;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusion.Cause;
import dev.slostreams.slo.Exclusion.Scope;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.Interval;
import dev.slostreams.slo.Intervals;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the exclusions: whom they name must be there, and the limits of the SLOs must allow it. */
final class ExclusionReader {

  /** An edge that was this long ago when it was recorded must be a whole minute. */
  static final long SECONDS_KEPT = 7_200; // 2 h

  private final Definitions definitions;
  private final List<Slo> slos;
  private final List<Source> sources;

  /**
   * @param slos those that are evaluated
   * @param sources the Kafka sources
   */
  ExclusionReader(Definitions definitions, List<Slo> slos, List<Source> sources) {
    this.definitions = definitions;
    this.slos = slos;
    this.sources = sources;
  }

  /** Every exclusion; what is wrong with one is reported. */
  Exclusions read() {
    List<Exclusion> read = new ArrayList<>();
    ExclusionRules rules = new ExclusionRules(slos);
    Set<String> names = new HashSet<>();
    for (OpenSloObject object : definitions.all(Kind.EXCLUSION)) {
      if (names.add(object.name())) {
        definitions.requireOne(definitions.named(Kind.EXCLUSION, object.name()));
        Optional<Exclusion> exclusion = read(object);
        exclusion.ifPresent(one -> rules.check(one, object.spec()));
        exclusion.ifPresent(read::add);
      }
    }
    return new Exclusions(read);
  }

  private Optional<Exclusion> read(OpenSloObject object) {
    Element spec = object.spec();
    Set<String> named = new TreeSet<>(ExclusionShape.names(spec.get("slos")));
    Set<String> services = new TreeSet<>(ExclusionShape.names(spec.get("services")));
    spec.get("slos").items().forEach(item -> definitions.resolve(item, Kind.SLO));
    spec.get("services").items().forEach(definitions::requireServiceWithSlo);
    Optional<Exclusion.Kind> kind = ExclusionShape.kind(spec.get("kind"));
    Optional<Intervals> intervals = ExclusionShape.intervals(spec);
    if (kind.isEmpty() || intervals.isEmpty() || named.isEmpty() && services.isEmpty()) {
      return Optional.empty();
    }
    Exclusion exclusion =
        new Exclusion(
            object.name(),
            new Scope(named, services),
            intervals.get(),
            Scalars.text(spec.get("where")).orElse(""),
            ExclusionShape.inForce(spec),
            new Cause(
                kind.get(),
                Scalars.text(spec.get("reason")).orElse(""),
                Scalars.text(spec.get("approvedBy")).orElse(""),
                ExclusionShape.second(spec.get("announcedAt")).orElse(Cause.NOT_ANNOUNCED)));
    checkWhere(exclusion, spec.get("where"));
    checkEdges(exclusion, spec);
    return Optional.of(exclusion);
  }

  /** The predicate must be one over the fields of every source whose events it may see. */
  private void checkWhere(Exclusion exclusion, Element where) {
    if (!exclusion.isByEvent()) {
      return;
    }
    for (Source source : sources) {
      boolean reads =
          slos.stream()
              .filter(exclusion.scope()::names)
              .anyMatch(slo -> slo.indicator().source().equals(source.name()));
      if (reads) {
        new Expressions(source.fields(), source.format()).text(where, Result.BOOL);
      }
    }
  }

  private void checkEdges(Exclusion exclusion, Element spec) {
    long recordedAt = exclusion.inForce().from();
    if (exclusion.isByEvent() || recordedAt == Exclusion.InForce.ALWAYS.from()) {
      return;
    }
    for (Interval interval : exclusion.intervals().within(Long.MIN_VALUE / 2, recordedAt)) {
      if (!interval.isOfWholeMinutesBefore(recordedAt - SECONDS_KEPT)) {
        spec.get(spec.has("intervals") ? "intervals" : "recurrence")
            .problem(
                "must be whole minutes where they lie more than 2 h before recordedAt",
                Instant.ofEpochSecond(interval.from())
                    + " to "
                    + Instant.ofEpochSecond(interval.to()));
        return;
      }
    }
  }
}
