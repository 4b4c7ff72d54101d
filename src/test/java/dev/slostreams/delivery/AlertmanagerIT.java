package dev.slostreams.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.testing.AlertmanagerProcess;
import dev.slostreams.testing.Receiver;
import dev.slostreams.testing.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real Alertmanager makes of what it is told, and what it tells on. */
class AlertmanagerIT {

  private static final Instant STARTS =
      Instant.now().minusSeconds(90).truncatedTo(ChronoUnit.SECONDS);

  @TempDir private Path folder;
  private Receiver receiver;
  private AlertmanagerProcess alertmanager;
  private DeliveryBench bench;
  private Delivery delivery;

  @BeforeEach
  void start() {
    receiver = new Receiver();
    alertmanager = AlertmanagerProcess.start(folder, receiver.uri());
    bench = new DeliveryBench();
  }

  @AfterEach
  void stop() {
    if (delivery != null) {
      delivery.close();
    }
    if (bench != null) {
      bench.close();
    }
    if (alertmanager != null) {
      alertmanager.close();
    }
    receiver.close();
  }

  @Test
  void alertArrivesWithLabelsAnnotationsAndLinks() {
    bench.write(Alerts.firing("eu", STARTS));

    delivery = bench.tell(alertmanager.uri());
    awaitFiring();

    JsonNode alert = alertmanager.alert("page-fast").orElseThrow();
    assertThat(alert.get("labels").toString())
        .isEqualTo(
            "{\"alertname\":\"page-fast\",\"region\":\"eu\",\"service\":\"shop\","
                + "\"severity\":\"page\",\"slo\":\"checkout\"}");
    assertThat(Instant.parse(alert.get("startsAt").textValue())).isEqualTo(STARTS);
    assertThat(alert.get("annotations").get("title").textValue())
        .isEqualTo("checkout (region=eu) is burning its error budget 14.7 times too fast");
    assertThat(alert.get("annotations").get("burn_rates").textValue())
        .isEqualTo("1h=14.7, 5m=96.2");
    assertThat(alert.get("generatorURL").textValue())
        .isEqualTo("https://slo.example.com/slos/checkout?series=checkout%7Bregion%3D%22eu%22%7D");
  }

  @Test
  void restartOfEitherSideWhileItFiresChangesNothing() {
    bench.write(Alerts.firing("eu", STARTS));
    delivery = bench.tell(alertmanager.uri());
    Topics.await("page goes out", () -> statuses().contains("firing"));

    delivery.close();
    delivery = bench.tell(alertmanager.uri());
    awaitResends();
    alertmanager.stop();
    alertmanager.start();
    awaitFiring();
    awaitResends();

    assertThat(Instant.parse(startsAt())).isEqualTo(STARTS);
    assertThat(statuses()).isNotEmpty().containsOnly("firing");
  }

  @Test
  void resolvedAlertEndsAtOnceAndIsToldAgainToAnAlertmanagerThatForgot() {
    bench.write(Alerts.firing("eu", STARTS));
    delivery = bench.tell(alertmanager.uri());
    Topics.await("page goes out", () -> statuses().contains("firing"));

    bench.write(Alerts.resolved("eu", STARTS, STARTS.plusSeconds(60)));
    Topics.await("its end goes out", () -> statuses().contains("resolved"));
    alertmanager.stop();
    double before = delivered();
    alertmanager.start();
    Topics.await("it is told again", () -> delivered() > before);

    assertThat(alertmanager.alert("page-fast")).isEmpty();
    assertThat(statuses()).containsExactly("firing", "resolved");
  }

  @Test
  void oneThatDoesNotAnswerDelaysNoOther() {
    bench.write(Alerts.firing("eu", STARTS));
    Receiver down = new Receiver();
    down.answer(Receiver.Manner.IS_SLOW);

    delivery = bench.tell(down.uri(), alertmanager.uri());
    awaitFiring();
    bench.write(Alerts.resolved("eu", STARTS, STARTS.plusSeconds(60)));
    Topics.await("its end goes out", () -> statuses().contains("resolved"));
    down.close();

    assertThat(statuses()).containsExactly("firing", "resolved");
  }

  private void awaitFiring() {
    Topics.await("alert fires", () -> alertmanager.alert("page-fast").isPresent());
  }

  /** Several times, so that what would flap has flapped. */
  private void awaitResends() {
    double before = delivered();
    Topics.await("it was told three times more", () -> delivered() >= before + 3);
  }

  private double delivered() {
    return bench.counter(
        "slo_streams_notifications_total",
        "target",
        alertmanager.uri().getAuthority(),
        "outcome",
        "delivered");
  }

  private String startsAt() {
    return alertmanager.alert("page-fast").orElseThrow().get("startsAt").textValue();
  }

  /** What Alertmanager told on, in its order. */
  private List<String> statuses() {
    return receiver.taken().stream()
        .map(request -> request.json().get("status").textValue())
        .toList();
  }
}
