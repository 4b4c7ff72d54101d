package dev.slostreams.openslo;

import dev.slostreams.slo.BudgetPolicy;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Tier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads budget policies as SLOs name them, and the exceptions from what their tiers ask for. */
final class TierReader {

  /** The name under which an SLO asks for the default tiers. */
  static final String DEFAULT = "default";

  private final Definitions definitions;

  TierReader(Definitions definitions) {
    this.definitions = definitions;
  }

  /** The policy that the SLO's annotation names; without one the tiers are shown only. */
  BudgetPolicy policyOf(OpenSloObject slo) {
    Element reference = slo.metadata().get("annotations").get(Metadata.BUDGET_POLICY);
    Optional<String> name = Scalars.text(reference);
    if (name.isEmpty()) {
      return BudgetPolicy.UNNAMED;
    }
    if (name.get().equals(DEFAULT) && definitions.named(Kind.BUDGET_POLICY, DEFAULT).isEmpty()) {
      return new BudgetPolicy(DEFAULT, BudgetPolicy.DEFAULT_TIERS);
    }
    return definitions
        .resolve(reference, Kind.BUDGET_POLICY, List.of(DEFAULT))
        .map(TierReader::policy)
        .orElse(BudgetPolicy.UNNAMED);
  }

  /** Every freeze exception; what is wrong with one is reported. */
  List<FreezeException> exceptions() {
    List<FreezeException> exceptions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (OpenSloObject object : definitions.all(Kind.FREEZE_EXCEPTION)) {
      if (names.add(object.name())) {
        definitions.requireOne(definitions.named(Kind.FREEZE_EXCEPTION, object.name()));
        object.spec().get("slos").items().forEach(slo -> definitions.resolve(slo, Kind.SLO));
        object.spec().get("services").items().forEach(definitions::requireServiceWithSlo);
        FreezeExceptionShape.read(object).ifPresent(exceptions::add);
      }
    }
    return exceptions;
  }

  private static BudgetPolicy policy(OpenSloObject object) {
    List<Tier> tiers = BudgetPolicyShape.tiers(object.spec());
    return new BudgetPolicy(
        object.name(),
        tiers.isEmpty() ? BudgetPolicy.DEFAULT_TIERS : tiers,
        BudgetPolicyShape.exclusionLimits(object.spec()));
  }
}
