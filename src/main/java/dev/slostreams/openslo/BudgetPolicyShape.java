package dev.slostreams.openslo;

import dev.slostreams.slo.ExclusionLimits;
import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.Tier;
import dev.slostreams.slo.Tier.DeployAction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks and reads the fields of a budget policy. */
final class BudgetPolicyShape {

  private static final List<String> ACTIONS =
      Stream.of(DeployAction.values()).map(DeployAction::toString).toList();
  private static final BigDecimal HOUR = BigDecimal.valueOf(3_600);
  private static final BigDecimal MOST_HOURS = BigDecimal.valueOf(744); // 31 d

  private BudgetPolicyShape() {}

  static void check(Element spec) {
    spec.allow("description", "tiers", "exclusions");
    tiers(spec);
    exclusionLimits(spec);
  }

  /** The tiers as far as they can be read; empty where the document has none. */
  static List<Tier> tiers(Element spec) {
    Element list = spec.get("tiers");
    List<Tier> tiers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Optional<BigDecimal> before = Optional.empty();
    if (list.isGiven() && list.items().isEmpty()) {
      list.problem("must hold at least one tier", "empty");
    }
    for (Element item : list.items()) {
      item.allow("name", "consumed", "action");
      Optional<String> name = Scalars.text(item.require("name"));
      Optional<BigDecimal> consumed = consumed(item.require("consumed"), before);
      Optional<DeployAction> action =
          Scalars.oneOf(item.require("action"), ACTIONS)
              .map(text -> DeployAction.values()[ACTIONS.indexOf(text)]);
      if (name.isPresent() && !names.add(name.get())) {
        item.get("name").problem("must be unique in a policy", item.get("name").written());
      }
      before = consumed.or(() -> Optional.of(BigDecimal.ZERO));
      if (name.isPresent() && consumed.isPresent() && action.isPresent()) {
        tiers.add(new Tier(name.get(), Fraction.of(consumed.get()), action.get()));
      }
    }
    return tiers;
  }

  private static Optional<BigDecimal> consumed(Element consumed, Optional<BigDecimal> before) {
    Optional<BigDecimal> share = Scalars.number(consumed);
    if (share.isEmpty()) {
      return Optional.empty();
    }
    if (before.isEmpty() && share.get().signum() != 0) {
      consumed.problem("must be 0 in the first tier", consumed.written());
      return Optional.empty();
    }
    if (before.isPresent() && share.get().compareTo(before.get()) <= 0) {
      consumed.problem(
          "must be above that of the tier before, " + before.get().toPlainString(),
          consumed.written());
      return Optional.empty();
    }
    return share;
  }

  static ExclusionLimits exclusionLimits(Element spec) {
    Element exclusions = spec.get("exclusions");
    exclusions.allow("maxHoursPerMonth", "notice");
    Element hours = exclusions.get("maxHoursPerMonth");
    Optional<BigDecimal> most = Scalars.number(hours);
    if (most.filter(h -> h.signum() < 0 || h.compareTo(MOST_HOURS) > 0).isPresent()) {
      hours.problem("must be from 0 to 744 hours", hours.written());
      most = Optional.empty();
    }
    Optional<BigDecimal> seconds = most.map(HOUR::multiply);
    if (seconds.filter(s -> s.stripTrailingZeros().scale() > 0).isPresent()) {
      hours.problem("must be a whole number of seconds", hours.written());
      seconds = Optional.empty();
    }
    return new ExclusionLimits(
        seconds.map(BigDecimal::longValueExact).orElse(ExclusionLimits.NONE.maxSecondsPerMonth()),
        Scalars.seconds(exclusions.get("notice"), 0).orElse(ExclusionLimits.NONE.noticeSeconds()));
  }
}
