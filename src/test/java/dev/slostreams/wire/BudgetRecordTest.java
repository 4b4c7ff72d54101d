package dev.slostreams.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.engine.SeriesView;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.Views;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A standing that is brought up to a later tick. */
class BudgetRecordTest {

  private static final Slo AT = Slos.availability("cart", "at");

  @ParameterizedTest
  @ValueSource(strings = {"eu", "}", "},\"at\":\"", "\\\"", "{\"a\":{}},\"at\":\"2020\""})
  void standingAtALaterTickIsAsIfWrittenThen(String label) {
    SeriesView view = Views.view(AT, label);
    String later = text(view.at(Views.TICK + 60), DataState.OK);

    assertThat(BudgetRecord.asOf(text(view, DataState.OK), Views.TICK + 60)).isEqualTo(later);
  }

  @Test
  void laterStandingIsKept() {
    String value = text(Views.view(AT, "eu"), DataState.OK);

    assertThat(BudgetRecord.asOf(value, Views.TICK - 1)).isEqualTo(value);
  }

  @Test
  void endedSeriesStandsWhereItEnded() {
    String value = text(Views.view(AT, "eu"), DataState.ENDED);

    assertThat(BudgetRecord.asOf(value, Views.TICK + 60)).isEqualTo(value);
  }

  private static String text(SeriesView view, DataState state) {
    return new String(BudgetRecord.value(view, state), StandardCharsets.UTF_8);
  }
}
