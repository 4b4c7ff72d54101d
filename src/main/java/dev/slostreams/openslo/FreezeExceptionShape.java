package dev.slostreams.openslo;

import dev.slostreams.slo.Exclusion.Scope;
import dev.slostreams.slo.FreezeException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Checks and reads the fields of a freeze exception, whatever SLOs there are. */
final class FreezeExceptionShape {

  private static final long LONGEST_SECONDS = 2_678_400; // 31 d

  private FreezeExceptionShape() {}

  static void check(Element spec) {
    spec.allow("description", "slos", "services", "from", "until", "approvedBy", "reason");
    if (spec.isGiven()
        && ExclusionShape.names(spec.get("slos")).isEmpty()
        && ExclusionShape.names(spec.get("services")).isEmpty()) {
      spec.problem("must name slos or services");
    }
    OptionalLong from = ExclusionShape.second(spec.require("from"));
    Element until = spec.require("until");
    OptionalLong end = ExclusionShape.second(until);
    Scalars.text(spec.require("approvedBy"));
    Scalars.text(spec.require("reason"));
    if (from.isPresent() && end.isPresent()) {
      long seconds = end.getAsLong() - from.getAsLong();
      if (seconds <= 0) {
        until.problem("must be after from", until.written());
      } else if (seconds > LONGEST_SECONDS) {
        until.problem("must be at most 31 d after from", until.written());
      }
    }
  }

  /** The exception; empty where something is wrong with it. */
  static Optional<FreezeException> read(OpenSloObject object) {
    Element spec = object.spec();
    OptionalLong from = ExclusionShape.second(spec.get("from"));
    OptionalLong until = ExclusionShape.second(spec.get("until"));
    Optional<String> approvedBy = Scalars.text(spec.get("approvedBy"));
    Optional<String> reason = Scalars.text(spec.get("reason"));
    TreeSet<String> slos = new TreeSet<>(ExclusionShape.names(spec.get("slos")));
    TreeSet<String> services = new TreeSet<>(ExclusionShape.names(spec.get("services")));
    if (from.isEmpty()
        || until.isEmpty()
        || from.getAsLong() >= until.getAsLong()
        || approvedBy.isEmpty()
        || reason.isEmpty()
        || slos.isEmpty() && services.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FreezeException(
            object.name(),
            new Scope(slos, services),
            from.getAsLong(),
            until.getAsLong(),
            approvedBy.get(),
            reason.get()));
  }
}
