package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Op;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The numbers at 30 days are those of the SRE Workbook's table 5-8 (and semantics.md §6); below,
 * windows are T/720, T/120, T/30, T/10 and a twelfth of them, rounded up to minutes, worked out by
 * hand; above, thresholds are share · T / long.
 */
class DefaultPoliciesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30d | page-fast page 72/5 1h 5m | page-slow page 6/1 6h 30m | ticket-fast ticket 3/1 1d 2h | ticket-slow ticket 1/1 3d 6h
          28d | page-fast page 72/5 56m 5m | page-slow page 6/1 336m 28m | ticket-fast ticket 3/1 1344m 112m | ticket-slow ticket 1/1 4032m 336m
          7d | page-fast page 72/5 14m 2m | page-slow page 6/1 84m 7m | ticket-fast ticket 3/1 336m 28m | ticket-slow ticket 1/1 1008m 84m
          4h | page-fast page 72/5 1m 1m | page-slow page 6/1 2m 1m | ticket-fast ticket 3/1 8m 1m | ticket-slow ticket 1/1 24m 2m
          31d | page-fast page 372/25 1h 5m | page-slow page 31/5 6h 30m | ticket-fast ticket 31/10 1d 2h | ticket-slow ticket 31/30 3d 6h
          90d | page-fast page 216/5 1h 5m | page-slow page 18/1 6h 30m | ticket-fast ticket 9/1 1d 2h | ticket-slow ticket 3/1 3d 6h
          """)
  void tableIsScaledToTheTimeWindow(
      String timeWindow, String pageFast, String pageSlow, String ticketFast, String ticketSlow) {
    long seconds = seconds(timeWindow);

    List<String> policies = DefaultPolicies.over(seconds).stream().map(this::row).toList();

    assertThat(policies)
        .containsExactly(
            normal(pageFast), normal(pageSlow), normal(ticketFast), normal(ticketSlow));
  }

  private String row(AlertPolicy policy) {
    var longest = policy.conditions().get(0);
    var shortest = policy.conditions().get(1);
    assertThat(policy.conditions()).hasSize(2).allMatch(c -> c.op() == Op.GT);
    assertThat(shortest.threshold()).isEqualTo(longest.threshold());
    assertThat(policy.guards()).isEqualTo(AlertPolicy.Guards.DEFAULT);
    return "%s %s %s/%s %d %d"
        .formatted(
            policy.name(),
            policy.severity(),
            longest.threshold().numerator(),
            longest.threshold().denominator(),
            longest.window().seconds(),
            shortest.window().seconds());
  }

  /** The row with its windows in seconds. */
  private static String normal(String row) {
    String[] words = row.split(" ");
    return "%s %s %s %d %d"
        .formatted(words[0], words[1], words[2], seconds(words[3]), seconds(words[4]));
  }

  private static long seconds(String length) {
    return DurationShorthand.parse(length).orElseThrow().seconds().orElseThrow();
  }
}
