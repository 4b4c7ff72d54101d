package dev.slostreams.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.delivery.DeliverySettings.Webhook;
import dev.slostreams.testing.Receiver;
import dev.slostreams.testing.Receiver.Manner;
import dev.slostreams.testing.Receiver.Request;
import dev.slostreams.testing.Schemas;
import dev.slostreams.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Webhooks that take what they are sent, and those that do not. */
class WebhookIT {

  private static final Instant STARTS =
      Instant.now().minusSeconds(90).truncatedTo(ChronoUnit.SECONDS);
  private static final byte[] SECRET = "correct horse".getBytes(StandardCharsets.UTF_8);

  private final List<Delivery> started = new ArrayList<>();
  private final Receiver good = new Receiver();
  private final Receiver bad = new Receiver();
  private DeliveryBench bench;

  @BeforeEach
  void start() {
    bench = new DeliveryBench();
  }

  @AfterEach
  void stop() {
    good.close();
    bad.close();
    started.forEach(Delivery::close);
    bench.close();
  }

  @Test
  void changeArrivesAsASignedCloudEvent() {
    tellBoth();
    write("eu");
    Topics.await("it arrives", () -> good.taken().size() == 1);

    Request request = good.taken().get(0);
    JsonNode event = request.json();
    String id = request.headers().get("webhook-id");
    long second = Long.parseLong(request.headers().get("webhook-timestamp"));

    assertThat(request.headers())
        .containsEntry("Content-Type", "application/cloudevents+json; charset=utf-8")
        .containsEntry("Idempotency-Key", id)
        .containsEntry(
            "webhook-signature", WebhookSignature.of(SECRET, id, second, request.body()));
    assertThat(event.get("specversion").textValue()).isEqualTo("1.0");
    assertThat(event.get("type").textValue()).isEqualTo("dev.slo-streams.alert.firing");
    assertThat(event.get("subject").textValue()).isEqualTo("checkout{region=\"eu\"}/page-fast");
    assertThat(event.get("url").textValue()).startsWith("https://slo.example.com/slos/checkout?");
    assertThat(Schemas.objections(Schemas.topology("alert"), event.get("data"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILS", "ASKS_TO_WAIT", "HANGS_UP", "IS_SLOW"})
  void badTargetDelaysNoOtherAndGetsEveryChangeOnceItTakesThem(Manner manner) {
    bad.answer(manner);
    tellBoth();
    List<String> regions = List.of("eu", "us", "ap");

    regions.forEach(this::write);
    Topics.await("the good one has all", () -> ids(good).size() == regions.size());
    Topics.await("the bad one was tried", () -> !bad.all().isEmpty());
    List<String> tooEarly = ids(bad);
    bad.answer(Manner.TAKES);
    Topics.await("the bad one has all", () -> ids(bad).size() == regions.size());

    assertThat(tooEarly).isEmpty();
    assertThat(ids(bad)).containsExactlyInAnyOrderElementsOf(ids(good));
  }

  @Test
  void restartForgetsNothingAndRepeatsNothingThatWasTaken() {
    tellBoth();
    write("eu");
    Topics.await("both have it", () -> ids(good).size() == 1 && ids(bad).size() == 1);
    bad.answer(Manner.FAILS);
    write("us");
    Topics.await("the good one has it", () -> ids(good).size() == 2);

    started.remove(0).close();
    write("ap");
    bad.answer(Manner.TAKES);
    tellBoth();
    Topics.await("both have all", () -> ids(good).size() == 3 && ids(bad).size() == 3);

    assertThat(good.taken()).hasSize(3);
    assertThat(ids(bad)).containsExactlyInAnyOrderElementsOf(ids(good));
  }

  @Test
  void refusedChangeIsDroppedAndCountedAndTheNextOneArrives() {
    bad.answer(Manner.REFUSES);
    tellBoth();
    write("eu");
    Topics.await("it is dropped", () -> dropped("bad") == 1);
    bad.answer(Manner.TAKES);
    write("us");
    Topics.await("the next one arrives", () -> bad.taken().size() == 1);

    assertThat(bad.taken().get(0).json().get("subject").textValue()).contains("us");
    assertThat(dropped("good")).isZero();
  }

  @Test
  void instancesShareTheWork() {
    tellBoth();
    tellBoth();
    List<String> regions = List.of("eu", "us", "ap", "sa", "af", "oc");

    regions.forEach(this::write);
    Topics.await("all arrive", () -> ids(good).size() == regions.size());
    started.remove(0).close();
    write("an");
    Topics.await("and one more", () -> ids(good).size() == regions.size() + 1);

    assertThat(ids(bad)).isNotEmpty();
  }

  @Test
  void newTargetIsToldOfWhatHappensFromNowOn() {
    write("eu");
    tellBoth();
    write("us");
    Topics.await("it arrives", () -> !good.taken().isEmpty());

    assertThat(good.taken().get(0).json().get("subject").textValue()).contains("us");
  }

  private void tellBoth() {
    started.add(
        bench.tell(new Webhook("good", good.uri(), SECRET), new Webhook("bad", bad.uri(), SECRET)));
  }

  private void write(String region) {
    bench.write(Alerts.firing(region, STARTS));
  }

  private double dropped(String target) {
    return bench.counter("slo_streams_notifications_dropped_total", "target", target);
  }

  /** Each change once, in the order in which it first arrived. */
  private static List<String> ids(Receiver receiver) {
    return receiver.taken().stream()
        .map(request -> request.headers().get("webhook-id"))
        .distinct()
        .toList();
  }
}
