package dev.slostreams.gate;

import static dev.slostreams.gate.Verdict.ALLOW;
import static dev.slostreams.gate.Verdict.BLOCK;
import static dev.slostreams.gate.Verdict.INSUFFICIENT_DATA;
import static dev.slostreams.gate.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.gate.GateSeries.Alert;
import dev.slostreams.gate.GateSeries.Budget;
import dev.slostreams.gate.GateSeries.Seen;
import dev.slostreams.gate.GateSeries.Sight;
import dev.slostreams.slo.Tier.DeployAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code docs/gate.md}, and how several come together. */
class GateTest {

  private static final long AT = 1_767_225_600; // 2026-01-01T00:00:00Z
  private static final Seen SEEN = new Seen(Sight.OK, false, AT, true);
  private static final Budget GREEN = new Budget(0.9, "green", DeployAction.ALLOW, "");
  private static final Budget YELLOW = new Budget(0.4, "yellow", DeployAction.WARN, "");
  private static final Budget RED = new Budget(-0.1, "red", DeployAction.FREEZE, "");
  private static final Budget LIFTED =
      new Budget(-0.1, "red", DeployAction.ALLOW, "exception 'hotfix' allows it");

  /** A row of the table. */
  record Case(String situation, GateSeries series, Verdict verdict, String code) {

    String row() {
      return "| %s | `%s` | %s |"
          .formatted(situation, verdict, code.isEmpty() ? "" : "`" + code + "`");
    }

    @Override
    public String toString() {
      return situation;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case(
            "The tier's action is `allow`, no alert is pending or fires", series(GREEN), ALLOW, ""),
        new Case("The tier's action is `warn`", series(YELLOW), WARN, "budget-warn"),
        new Case("The tier's action is `freeze`", series(RED), BLOCK, "budget-freeze"),
        new Case(
            "The same, but a freeze exception is in force", series(LIFTED), ALLOW, "exception"),
        new Case(
            "An alert of a severity that blocks fires",
            series(GREEN, alert("page", true)),
            BLOCK,
            "alert-firing"),
        new Case(
            "An alert of a severity that blocks is pending",
            series(GREEN, alert("critical", false)),
            WARN,
            "alert-pending"),
        new Case(
            "An alert of another severity fires",
            series(GREEN, alert("ticket", true)),
            WARN,
            "alert-firing"),
        new Case(
            "An alert of another severity is pending",
            series(GREEN, alert("ticket", false)),
            ALLOW,
            ""),
        new Case(
            "The data state is `idle`: no events come, it is judged as it last stood",
            seen(Sight.IDLE, true),
            ALLOW,
            "idle"),
        new Case(
            "The data state is `lagging`: evaluation is behind",
            seen(Sight.LAGGING, true),
            INSUFFICIENT_DATA,
            "lagging"),
        new Case(
            "The data state is `incomplete`: a source partition is missing",
            seen(Sight.INCOMPLETE, true),
            INSUFFICIENT_DATA,
            "incomplete"),
        new Case(
            "The answer comes from a standby that is behind",
            new GateSeries("availability", new Seen(Sight.OK, true, AT, true), GREEN, List.of()),
            INSUFFICIENT_DATA,
            "stale"),
        new Case(
            "There is no event in the time window",
            seen(Sight.OK, false),
            INSUFFICIENT_DATA,
            "no-events"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneSeriesIsJudgedAsTheTableSays(Case one) {
    Decision decision = judge(one.series());

    assertThat(decision.verdict()).isEqualTo(one.verdict());
    assertThat(decision.of("availability")).isEqualTo(one.verdict());
    assertThat(decision.reasons().stream().map(reason -> reason.code().toString()))
        .isEqualTo(one.code().isEmpty() ? List.of() : List.of(one.code()));
  }

  @Test
  void whatIsNotThereIsInsufficientData() {
    Decision none = Gate.judge(List.of(), List.of(Reason.noSeries("shop", "")), GatePolicy.DEFAULT);
    Decision some =
        Gate.judge(
            List.of(series(GREEN)),
            List.of(Reason.unavailable("cart", "no instance answers")),
            GatePolicy.DEFAULT);

    assertThat(none.verdict()).isEqualTo(INSUFFICIENT_DATA);
    assertThat(some.verdict()).isEqualTo(INSUFFICIENT_DATA);
    assertThat(some.reasons().get(0).detail()).isEqualTo("SLO 'cart': no instance answers");
  }

  @Test
  void tableInTheDocumentationIsThisOne() throws IOException {
    List<String> rows = new ArrayList<>(cases().stream().map(Case::row).toList());
    rows.add("| An SLO that is asked for has no series yet | `insufficient-data` | `no-series` |");
    rows.add(
        "| No instance answers for an SLO that is asked for | `insufficient-data` | `unavailable` |");

    assertThat(Files.readString(Path.of("docs/gate.md")))
        .contains(rows.stream().collect(Collectors.joining("\n", "", "\n")));
  }

  @Test
  void exitCodesAreInTheOrderThatScriptsKnow() {
    assertThat(List.of(ALLOW, WARN, BLOCK, INSUFFICIENT_DATA).stream().map(Verdict::exitCode))
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void badNewsCountsHoweverOldItIs() {
    GateSeries blind =
        new GateSeries("availability", new Seen(Sight.LAGGING, false, AT, true), RED, List.of());

    Decision decision = judge(blind);

    assertThat(decision.verdict()).isEqualTo(BLOCK);
    assertThat(codes(decision)).containsExactly("budget-freeze", "lagging");
  }

  @Test
  void exceptionDoesNotLiftWhatAnAlertSays() {
    Decision decision = judge(series(LIFTED, alert("page", true)));

    assertThat(decision.verdict()).isEqualTo(BLOCK);
    assertThat(codes(decision)).containsExactly("alert-firing", "exception");
  }

  @Test
  void worstOfSeveralSeriesDecidesAndComesFirst() {
    GateSeries warned = new GateSeries("a", SEEN, YELLOW, List.of());
    GateSeries unseen = new GateSeries("b", new Seen(Sight.OK, true, AT, true), GREEN, List.of());
    GateSeries frozen = new GateSeries("c", SEEN, RED, List.of());

    Decision all = judge(warned, unseen, frozen);
    Decision two = judge(warned, unseen);

    assertThat(all.verdict()).isEqualTo(BLOCK);
    assertThat(codes(all)).containsExactly("budget-freeze", "stale", "budget-warn");
    assertThat(List.of(all.of("a"), all.of("b"), all.of("c")))
        .containsExactly(WARN, INSUFFICIENT_DATA, BLOCK);
    assertThat(two.verdict()).isEqualTo(INSUFFICIENT_DATA);
  }

  @Test
  void warningBecomesWhatTheOneWhoAsksWants() {
    GatePolicy strict = new GatePolicy(Set.of("page"), BLOCK);
    GatePolicy easy = new GatePolicy(Set.of("page"), ALLOW);
    List<GateSeries> warned = List.of(series(YELLOW));

    assertThat(Gate.judge(warned, List.of(), strict).verdict()).isEqualTo(BLOCK);
    assertThat(Gate.judge(warned, List.of(), easy).verdict()).isEqualTo(ALLOW);
    assertThat(Gate.judge(List.of(series(RED)), List.of(), easy).verdict()).isEqualTo(BLOCK);
    assertThatThrownBy(() -> new GatePolicy(Set.of(), INSUFFICIENT_DATA))
        .hasMessage("warn-as: must be allow, warn or block, but was 'insufficient-data'");
  }

  @Test
  void whoeverDeploysTheFixAsksWithoutSeveritiesThatBlock() {
    GatePolicy fix = new GatePolicy(Set.of(), WARN);

    Decision decision = Gate.judge(List.of(series(LIFTED, alert("page", true))), List.of(), fix);

    assertThat(decision.verdict()).isEqualTo(WARN);
  }

  @Test
  void reasonsSayWhatWasSeen() {
    Decision decision = judge(series(RED, alert("page", true)));

    assertThat(decision.reasons().stream().map(Reason::detail))
        .containsExactly(
            "tier 'red', -10.00% of the budget left",
            "alert 'fast' (page) is firing since 2026-01-01T00:00:00Z");
  }

  private static Decision judge(GateSeries... series) {
    return Gate.judge(List.of(series), List.of(), GatePolicy.DEFAULT);
  }

  private static List<String> codes(Decision decision) {
    return decision.reasons().stream().map(reason -> reason.code().toString()).toList();
  }

  private static GateSeries series(Budget budget, Alert... alerts) {
    return new GateSeries("availability", SEEN, budget, List.of(alerts));
  }

  private static GateSeries seen(Sight sight, boolean hasEvents) {
    return new GateSeries("availability", new Seen(sight, false, AT, hasEvents), GREEN, List.of());
  }

  private static Alert alert(String severity, boolean firing) {
    return new Alert("fast", severity, firing, AT);
  }
}
