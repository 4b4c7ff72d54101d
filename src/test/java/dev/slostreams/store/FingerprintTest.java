package dev.slostreams.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.GroupBy;
import dev.slostreams.slo.Indicator.Part;
import dev.slostreams.slo.Indicator.Ratio;
import dev.slostreams.slo.Indicator.Selection;
import dev.slostreams.slo.Indicator.Threshold;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.testing.Slos;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The fingerprint changes exactly when something else is counted. */
class FingerprintTest {

  private static final Selection ALL = Selection.ALL;
  private static final Selection GOOD = new Selection("status < 500", "1");
  private static final List<GroupBy> NONE = List.of();
  private static final BigDecimal HALF = new BigDecimal("0.5");

  @Test
  void everyPartOfWhatIsCountedChangesIt() {
    Selection some = new Selection("status != 404", "1");
    Selection heavy = new Selection("true", "bytes");
    List<Indicator> indicators =
        List.of(
            new Ratio("requests", ALL, GOOD, Part.GOOD, NONE),
            new Ratio("payments", ALL, GOOD, Part.GOOD, NONE),
            new Ratio("requests", some, GOOD, Part.GOOD, NONE),
            new Ratio("requests", heavy, GOOD, Part.GOOD, NONE),
            new Ratio("requests", ALL, some, Part.GOOD, NONE),
            new Ratio("requests", ALL, new Selection(GOOD.where(), "bytes"), Part.GOOD, NONE),
            new Ratio("requests", ALL, GOOD, Part.BAD, NONE),
            new Ratio("requests", ALL, GOOD, Part.GOOD, by("region", "region")),
            new Ratio("requests", ALL, GOOD, Part.GOOD, by("area", "region")),
            new Ratio("requests", ALL, GOOD, Part.GOOD, by("region", "area")),
            new Threshold("requests", ALL, "duration", Op.LT, HALF, NONE),
            new Threshold("payments", ALL, "duration", Op.LT, HALF, NONE),
            new Threshold("requests", some, "duration", Op.LT, HALF, NONE),
            new Threshold("requests", heavy, "duration", Op.LT, HALF, NONE),
            new Threshold("requests", ALL, "latency", Op.LT, HALF, NONE),
            new Threshold("requests", ALL, "duration", Op.LTE, HALF, NONE),
            new Threshold("requests", ALL, "duration", Op.LT, new BigDecimal("0.51"), NONE),
            new Threshold("requests", ALL, "duration", Op.LT, HALF, by("region", "region")));

    Set<Integer> fingerprints = new HashSet<>();
    indicators.forEach(indicator -> fingerprints.add(fingerprint(indicator)));

    assertThat(fingerprints).hasSameSizeAs(indicators);
  }

  @Test
  void orderOfLabelsChangesIt() {
    GroupBy region = new GroupBy("region", "region");
    GroupBy method = new GroupBy("method", "method");

    int one = fingerprint(new Ratio("requests", ALL, GOOD, Part.GOOD, List.of(region, method)));
    int other = fingerprint(new Ratio("requests", ALL, GOOD, Part.GOOD, List.of(method, region)));

    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void sameLimitWrittenOtherwiseDoesNotChangeIt() {
    int one = fingerprint(new Threshold("requests", ALL, "duration", Op.LT, HALF, NONE));
    int other =
        fingerprint(
            new Threshold("requests", ALL, "duration", Op.LT, new BigDecimal("0.500"), NONE));

    assertThat(one).isEqualTo(other);
  }

  @Test
  void targetPoliciesTimeWindowAndTextsDoNotChangeIt() {
    Slo slo = Slos.availability("checkout", "region");
    Slo.About about = new Slo.About("Checkout", "of the shop", Map.of(), Map.of("a", "b"));
    Slo toldOtherwise =
        new Slo(
            SloId.of("basket"),
            "another service",
            slo.indicator(),
            slo.target(),
            slo.period(),
            slo.alertPolicies(),
            about);

    List<Integer> fingerprints =
        List.of(
            StoreFormat.fingerprint(Slos.withTarget(slo, "0.5")),
            StoreFormat.fingerprint(Slos.with(slo, Slos.workbook())),
            StoreFormat.fingerprint(Slos.withTimeWindow(slo, 7 * Slos.DAY)),
            StoreFormat.fingerprint(toldOtherwise));

    assertThat(fingerprints).containsOnly(StoreFormat.fingerprint(slo));
  }

  private static List<GroupBy> by(String label, String expression) {
    return List.of(new GroupBy(label, expression));
  }

  private static int fingerprint(Indicator indicator) {
    return StoreFormat.fingerprint(Slos.with(Slos.availability(), indicator));
  }
}
