package dev.slostreams.openslo;

import dev.slostreams.slo.BudgetingMethod;
import dev.slostreams.slo.BudgetingMethod.NoData;
import dev.slostreams.slo.BudgetingMethod.RatioTimeslices;
import dev.slostreams.slo.BudgetingMethod.Slices;
import dev.slostreams.slo.BudgetingMethod.Timeslices;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads in which units an objective of a Kafka SLO is budgeted. */
final class MethodReader {

  private MethodReader() {}

  /** The budgeting method of this objective; empty where something in it is wrong. */
  static Optional<BudgetingMethod> read(OpenSloObject slo, Element objective) {
    String method = Scalars.text(slo.spec().get("budgetingMethod")).orElse("");
    return switch (method) {
      case "Occurrences" -> Optional.of(new BudgetingMethod.Occurrences());
      case "Timeslices" -> timeslices(slo, objective);
      case "RatioTimeslices" -> slices(slo, objective).map(RatioTimeslices::new);
      default -> Optional.empty();
    };
  }

  private static Optional<BudgetingMethod> timeslices(OpenSloObject slo, Element objective) {
    Optional<BigDecimal> target =
        Scalars.number(objective.get("timeSliceTarget")).filter(MethodReader::isShare);
    return slices(slo, objective)
        .flatMap(slices -> target.map(share -> new Timeslices(slices, share)));
  }

  private static boolean isShare(BigDecimal target) {
    return target.signum() > 0 && target.compareTo(BigDecimal.ONE) <= 0;
  }

  private static Optional<Slices> slices(OpenSloObject slo, Element objective) {
    NoData noData =
        Scalars.text(slo.metadata().get("annotations").get(Metadata.NO_DATA))
            .filter(text -> text.matches("good|bad|ignore"))
            .map(text -> NoData.valueOf(text.toUpperCase(Locale.ROOT)))
            .orElse(NoData.AS_MEASURED);
    OptionalLong seconds = sliceSeconds(objective.get("timeSliceWindow"));
    return seconds.isPresent()
        ? Optional.of(new Slices(seconds.getAsLong(), noData))
        : Optional.empty();
  }

  /** A plain number is one of minutes, as older documents have it. */
  private static OptionalLong sliceSeconds(Element window) {
    if (ObjectiveShape.isMinutes(window)) {
      return OptionalLong.of(Long.parseLong(window.written()) * 60);
    }
    Optional<DurationShorthand> length = Scalars.duration(window);
    OptionalLong seconds = length.map(DurationShorthand::seconds).orElse(OptionalLong.empty());
    if (length.isPresent() && seconds.isEmpty()) {
      window.problem(
          "must have a fixed length, in s, m, h, d or w",
          window.written(),
          "write '" + length.get().inDays() + "'");
    }
    return seconds;
  }
}
