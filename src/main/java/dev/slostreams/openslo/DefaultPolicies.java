package dev.slostreams.openslo;

import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.Op;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The alert policies of an SLO that names none: the SRE Workbook's table (semantics.md §6). */
final class DefaultPolicies {

  private static final String RESOURCE = "default-alert-policies.yaml";
  private static final long THIRTY_DAYS = 2_592_000;
  private static final long MINUTE = 60;
  private static final List<Tier> TIERS = load();

  private DefaultPolicies() {}

  /** A row of the table, its windows for a time window of 30 days. */
  private record Tier(
      String name,
      String severity,
      Fraction budgetShare,
      long longSeconds,
      long shortSeconds,
      Fraction threshold) {

    AlertPolicy over(long timeWindowSeconds) {
      boolean asListed = timeWindowSeconds >= THIRTY_DAYS;
      Fraction burnRate =
          asListed ? budgetShare.times(timeWindowSeconds).dividedBy(longSeconds) : threshold;
      return new AlertPolicy(
          name,
          severity,
          List.of(
              condition(burnRate, asListed ? longSeconds : shrunk(longSeconds, timeWindowSeconds)),
              condition(
                  burnRate, asListed ? shortSeconds : shrunk(shortSeconds, timeWindowSeconds))),
          AlertPolicy.Guards.DEFAULT,
          AlertPolicy.Notification.DEFAULT);
    }

    private static AlertCondition condition(Fraction threshold, long seconds) {
      return new AlertCondition(Op.GT, threshold, new LookbackWindow(seconds));
    }

    /** {@code seconds · T / 30 d}, rounded up to whole minutes. */
    private static long shrunk(long seconds, long timeWindowSeconds) {
      return -Math.floorDiv(-seconds * timeWindowSeconds, THIRTY_DAYS * MINUTE) * MINUTE;
    }
  }

  static List<String> names() {
    return TIERS.stream().map(Tier::name).toList();
  }

  static List<AlertPolicy> over(long timeWindowSeconds) {
    return TIERS.stream().map(tier -> tier.over(timeWindowSeconds)).toList();
  }

  static Optional<AlertPolicy> named(String name, long timeWindowSeconds) {
    return over(timeWindowSeconds).stream().filter(p -> p.name().equals(name)).findFirst();
  }

  private static List<Tier> load() {
    Findings findings = new Findings();
    List<YamlNode> documents = YamlFile.parse(RESOURCE, text(), findings);
    List<Tier> tiers =
        documents.stream()
            .map(document -> new Element(document, "", "", findings))
            .flatMap(table -> table.items().stream())
            .map(DefaultPolicies::tier)
            .toList();
    if (tiers.isEmpty() || !findings.problems().isEmpty()) {
      throw new IllegalStateException(
          RESOURCE + ": " + findings.problems() + " (this is a bug in slo-streams)");
    }
    return tiers;
  }

  /** The row; a field that is wrong or missing is reported and read as nothing. */
  private static Tier tier(Element row) {
    row.allow("name", "severity", "budgetShare", "longWindow", "shortWindow", "threshold");
    return new Tier(
        Scalars.text(row.require("name")).orElse(""),
        Scalars.text(row.require("severity")).orElse(""),
        Fraction.of(Scalars.number(row.require("budgetShare")).orElse(BigDecimal.ZERO)),
        Scalars.seconds(row.require("longWindow"), 1).orElse(1),
        Scalars.seconds(row.require("shortWindow"), 1).orElse(1),
        Fraction.of(Scalars.number(row.require("threshold")).orElse(BigDecimal.ZERO)));
  }

  private static String text() {
    try (InputStream stream = DefaultPolicies.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(
            RESOURCE + ": is not on the class path (this is a bug in slo-streams)");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
