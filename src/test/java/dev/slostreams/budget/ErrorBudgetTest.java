package dev.slostreams.budget;

import static dev.slostreams.testing.Slos.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slostreams.slo.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The budget of 99.9 % over 30 days: {@code bad / (0.001 · total) · min(1, age/T)}. */
class ErrorBudgetTest {

  private static final Target THREE_NINES = Target.of("0.999");
  private static final long MONTH = 30 * DAY;

  @ParameterizedTest
  @CsvSource({
    "500, 1000000, 30, 0.5", // half of 1000 allowed
    "1000, 1000000, 30, 1",
    "2000, 1000000, 30, 2", // overspent
    "500, 1000000, 90, 0.5", // an age above the time window is the time window
    "10, 1000, 3, 1", // ten times too fast for a tenth of the time
    "1, 1, 3, 100", // 3 days of total outage are 100 budgets
    "0, 1000000, 30, 0"
  })
  void consumedIsTheBurnRateOverTheTimeWindow(long bad, long total, long days, double consumed) {
    ErrorBudget budget =
        ErrorBudget.of(CountedWindows.budget(MONTH, bad, total), THREE_NINES, days * DAY);

    assertThat(budget.consumed()).isEqualTo(consumed, within(1e-12));
    assertThat(budget.remaining()).isEqualTo(1 - consumed, within(1e-12));
  }

  @Test
  void budgetIsUntouchedWhereNothingWasCounted() {
    ErrorBudget budget = ErrorBudget.of(CountedWindows.budget(MONTH, 0, 0), THREE_NINES, 30 * DAY);

    assertThat(budget).isEqualTo(ErrorBudget.UNTOUCHED);
  }
}
