package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.BudgetPolicy;
import dev.slostreams.slo.Exclusion.Scope;
import dev.slostreams.slo.ExclusionLimits;
import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Tier;
import dev.slostreams.slo.Tier.DeployAction;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Budget policies and freeze exceptions, mapped field by field. */
class TierDocumentsTest {

  private final SloCatalog catalog =
      Documents.catalog(Documents.RESOURCES.resolve("openslo/valid/tiers.yaml"));

  @Test
  void sloHasTheBudgetPolicyThatItNames() {
    BudgetPolicy releases =
        new BudgetPolicy(
            "releases",
            List.of(
                new Tier("calm", Fraction.of("0"), DeployAction.ALLOW),
                new Tier("tense", Fraction.of("0.333"), DeployAction.WARN),
                new Tier("closed", Fraction.of("1.25"), DeployAction.FREEZE)),
            new ExclusionLimits(16_200, 172_800));

    assertThat(catalog.slos())
        .extracting(slo -> slo.period().budgetPolicy())
        .containsExactly(releases, new BudgetPolicy("default", BudgetPolicy.DEFAULT_TIERS));
  }

  @Test
  void freezeExceptionHasAllItsFields() {
    assertThat(catalog.freezeExceptions())
        .containsExactly(
            new FreezeException(
                "hotfix",
                new Scope(Set.of("checkout"), Set.of("shop")),
                Instant.parse("2026-01-01T00:00:00Z").getEpochSecond(),
                Instant.parse("2026-02-01T00:00:00Z").getEpochSecond(),
                "ada",
                "the fix for the outage itself"));
  }
}
