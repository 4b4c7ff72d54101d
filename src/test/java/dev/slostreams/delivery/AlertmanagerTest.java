package dev.slostreams.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.alert.Transition;
import dev.slostreams.alert.Transition.Change;
import dev.slostreams.metrics.Meters;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.AlertPolicy.Notification;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Schemas;
import dev.slostreams.testing.Slos;
import dev.slostreams.wire.AlertNotice;
import dev.slostreams.wire.AlertRecord;
import dev.slostreams.wire.Pages;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * When what is sent: the cases of Prometheus' alert generator compliance suite that are about
 * sending, on a clock that the test moves.
 */
class AlertmanagerTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration RESEND = Duration.ofMinutes(1);
  private static final URI PAGES = URI.create("https://slo.example.com/");

  private final AlertTable table = new AlertTable(new Pages(PAGES));
  private final List<JsonNode> sent = new ArrayList<>();
  private Instant now = START;
  private Outcome answer = Outcome.delivered();
  private Alertmanager alertmanager = alertmanager();

  @BeforeEach
  void begin() {
    table.begin();
    table.completed(START.toEpochMilli());
  }

  @Test
  void firingAlertIsSentAtOnceAndAgainEachResendWithAnEndFourResendsAhead() throws Exception {
    put(Alerts.firing("eu", START));
    passSecondsOneByOne(121);

    assertThat(sent)
        .extracting(alert -> alert.get("startsAt").textValue())
        .containsExactly("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
    assertThat(sent)
        .extracting(alert -> alert.get("endsAt").textValue())
        .containsExactly("2026-01-01T00:04:00Z", "2026-01-01T00:05:00Z", "2026-01-01T00:06:00Z");
  }

  @Test
  void resolvedAlertIsSentWithItsEndForAQuarterOfAnHourAndThenNoMore() throws Exception {
    put(Alerts.firing("eu", START));
    alertmanager.sendDue();
    sent.clear();

    put(Alerts.resolved("eu", START, START.plusSeconds(30)));
    passSecondsOneByOne(3_600);

    // at once, and at each full minute up to the 15th
    assertThat(sent).hasSize(16);
    assertThat(sent)
        .extracting(alert -> alert.get("endsAt").textValue())
        .containsOnly("2026-01-01T00:00:30Z");
    assertThat(table.entries(now.toEpochMilli())).isEmpty();
  }

  @Test
  void alertThatFiresAgainWhileItsEndIsStillToldIsANewOne() throws Exception {
    put(Alerts.firing("eu", START));
    alertmanager.sendDue();
    put(Alerts.resolved("eu", START, START.plusSeconds(30)));
    alertmanager.sendDue();
    sent.clear();

    put(Alerts.firing("eu", START.plusSeconds(60)));
    passSecondsOneByOne(60);

    assertThat(sent)
        .extracting(alert -> alert.get("startsAt").textValue())
        .containsOnly("2026-01-01T00:01:00Z");
  }

  @Test
  void onlyTheNewestStateIsSentAfterAFailure() throws Exception {
    answer = Outcome.failed("no answer");
    put(Alerts.firing("eu", START));
    Outcome first = alertmanager.sendDue();
    put(Alerts.resolved("eu", START, START.plusSeconds(30)));

    answer = Outcome.delivered();
    alertmanager.sendDue();

    assertThat(first.kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(sent)
        .singleElement()
        .satisfies(
            alert -> assertThat(alert.get("endsAt").textValue()).isEqualTo("2026-01-01T00:00:30Z"));
  }

  @Test
  void endCarriesTheLabelsWithWhichTheAlertFired() throws Exception {
    put(Alerts.firing("eu", START));
    alertmanager.sendDue();
    Slo renamed =
        new Slo(
            Alerts.SLO.id(),
            "another-service",
            Alerts.SLO.indicator(),
            Alerts.SLO.target(),
            Alerts.SLO.period(),
            Alerts.SLO.alertPolicies(),
            Alerts.SLO.about());

    put(renamed, Alerts.resolved("eu", START, START.plusSeconds(30)));
    alertmanager.sendDue();

    assertThat(sent).hasSize(2);
    assertThat(sent.get(1).get("labels")).isEqualTo(sent.get(0).get("labels"));
  }

  @Test
  void alertEndsWithItsDefinitionAndWithItsSeries() throws Exception {
    Transition eu = Alerts.firing("eu", START);
    put(eu);
    put(Alerts.firing("us", START));
    alertmanager.sendDue();
    Transition end = Alerts.resolved("eu", START, START.plusSeconds(30));
    sent.clear();

    table.put(
        AlertNotice.read(AlertRecord.key(end), AlertRecord.endOfDefinition(end)),
        now.toEpochMilli());
    table.remove(AlertRecord.key(end), now.toEpochMilli());
    table.remove(AlertRecord.key(Alerts.firing("us", START)), now.plusSeconds(40).toEpochMilli());
    alertmanager.sendDue();

    assertThat(sent)
        .extracting(
            alert -> alert.get("labels").get("region").textValue(),
            alert -> alert.get("labels").get("severity").textValue(),
            alert -> alert.get("endsAt").textValue())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("eu", "page", "2026-01-01T00:00:30Z"),
            org.assertj.core.groups.Tuple.tuple("us", "page", "2026-01-01T00:00:40Z"));
  }

  @Test
  void nothingIsSentOfAPolicyThatTellsNobodyWhenBreaching() throws Exception {
    AlertPolicy policy = Alerts.SLO.alertPolicies().get(0);
    Slo quiet =
        Slos.with(
            Alerts.SLO,
            new AlertPolicy(
                policy.name(),
                policy.severity(),
                policy.conditions(),
                policy.guards(),
                new Notification(false, true, false, List.of())));

    put(quiet, Alerts.firing("eu", START));
    alertmanager.sendDue();
    put(quiet, Alerts.resolved("eu", START, START.plusSeconds(30)));
    alertmanager.sendDue();

    assertThat(sent).isEmpty();
  }

  @Test
  void whileTheTopicIsReadAnewOthersAreToldWhatWasKnown() throws Exception {
    put(Alerts.firing("eu", START));
    put(Alerts.firing("us", START));
    alertmanager.sendDue();
    sent.clear();

    table.begin();
    put(Alerts.firing("ap", START.minusSeconds(600)));
    now = START.plusSeconds(60);
    alertmanager.sendDue();
    List<String> meanwhile = regions();
    sent.clear();
    put(Alerts.resolved("ap", START.minusSeconds(600), START.minusSeconds(500)));
    put(Alerts.firing("eu", START));
    table.completed(now.toEpochMilli());
    alertmanager.sendDue();

    assertThat(meanwhile).containsExactlyInAnyOrder("eu", "us");
    assertThat(sent)
        .filteredOn(alert -> alert.get("labels").get("region").textValue().equals("us"))
        .extracting(alert -> alert.get("endsAt").textValue())
        .containsExactly("2026-01-01T00:01:00Z");
    assertThat(sent)
        .filteredOn(alert -> alert.get("labels").get("region").textValue().equals("ap"))
        .extracting(alert -> alert.get("endsAt").textValue())
        .containsExactly("2025-12-31T23:51:40Z");
  }

  @Test
  void nothingIsSentBeforeEverythingIsRead() throws Exception {
    AlertTable unread = new AlertTable(new Pages(PAGES));
    unread.begin();
    unread.put(Alerts.notice(Alerts.firing("eu", START)), START.toEpochMilli());

    assertThat(unread.entries(now.toEpochMilli())).isEmpty();
  }

  @Test
  void manyAlertsGoInBatchesOfAHundred() throws Exception {
    for (int i = 0; i < 250; i++) {
      put(Alerts.firing("region-" + i, START));
    }
    int[] batches = new int[1];
    Alertmanager counting =
        alertmanager(
            (url, headers, body) -> {
              batches[0]++;
              return Outcome.delivered();
            });

    counting.sendDue();

    assertThat(batches[0]).isEqualTo(3);
  }

  @Test
  void labelsOfASeriesNeverHideOurs() {
    Slo slo =
        Slos.with(
            Slos.availability("checkout", "service", "severity", "http.route", "http_route", "1st"),
            Slos.workbook());
    Transition firing =
        new Transition(
            dev.slostreams.slo.SeriesKey.of(
                slo.id(), slo.labelNames(), List.of("cart", "high", "/a", "/b", "")),
            "page-fast",
            "page",
            Change.FIRING,
            0,
            0,
            new Transition.Evidence(List.of(), 1, false));

    assertThat(AlertLabels.of(Alerts.notice(slo, firing)))
        .isEqualTo(
            Map.of(
                "alertname", "page-fast",
                "severity", "page",
                "slo", "checkout",
                "service", "shop",
                "series_service", "cart",
                "series_severity", "high",
                "http_route", "/a",
                "series_http_route", "/b"));
  }

  private void put(Transition transition) {
    put(Alerts.SLO, transition);
  }

  private void put(Slo slo, Transition transition) {
    table.put(Alerts.notice(slo, transition), now.toEpochMilli());
  }

  private void passSecondsOneByOne(int seconds) throws InterruptedException {
    for (int i = 0; i < seconds; i++) {
      alertmanager.sendDue();
      now = now.plusSeconds(1);
    }
  }

  private List<String> regions() {
    return sent.stream().map(alert -> alert.get("labels").get("region").textValue()).toList();
  }

  private Alertmanager alertmanager() {
    return alertmanager(
        (url, headers, body) -> {
          if (answer.kind() == Outcome.Kind.DELIVERED) {
            Schemas.json(body).forEach(sent::add);
          }
          return answer;
        });
  }

  private Alertmanager alertmanager(Post post) {
    return new Alertmanager(
        URI.create("http://alertmanager:9093/"),
        RESEND,
        table,
        Optional.empty(),
        post,
        new TargetStatus("alertmanager:9093", Meters.unread(), () -> now),
        () -> now);
  }
}
