package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.testing.AlertmanagerProcess;
import dev.slostreams.testing.LiveTraffic;
import dev.slostreams.testing.Receiver;
import dev.slostreams.testing.SloTexts;
import dev.slostreams.testing.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an event to the real Alertmanager, through everything in between. */
class DeliveryIT {

  private static final String POLICY =
      """
        alertPolicies:
          - kind: AlertPolicy
            metadata:
              name: burns
              annotations:
                slo-streams.dev/runbook: https://runbooks.example.com/cart
            spec:
              alertWhenBreaching: true
              conditions:
                - kind: AlertCondition
                  metadata:
                    name: burns-now
                  spec:
                    severity: page
                    condition:
                      kind: burnrate
                      op: gt
                      threshold: 1
                      lookbackWindow: 10s
      """
          .stripIndent();

  @TempDir private Path folder;
  private final Receiver pager = new Receiver();
  private AlertmanagerProcess alertmanager;
  private Instance instance;
  private Topics topics;

  @BeforeEach
  void start() throws IOException {
    alertmanager = AlertmanagerProcess.start(folder, pager.uri());
    Path slos = folder.resolve("slos.yaml");
    String text = SloTexts.ratio("cart", "events", "status < 500");
    Files.writeString(slos, text.replace("  alertPolicies: []\n", POLICY));
    AppConfig config =
        AppConfig.of(
            Map.ofEntries(
                Map.entry("broker", "embedded"),
                Map.entry("http.port", "0"),
                Map.entry("slos", slos.toString()),
                Map.entry("state.dir", folder.resolve("state").toString()),
                Map.entry("max-hold", "2s"),
                Map.entry("alertmanager.url", alertmanager.uri().toString()),
                Map.entry("alertmanager.resend", "1s"),
                Map.entry("webhooks", "chat=" + pager.uri()),
                Map.entry("watchdog.interval", "1s")));
    instance = Instance.start(config, SloCatalog.load(config.slos()).catalog().orElseThrow());
    topics = new Topics(instance.bootstrapServers());
  }

  @AfterEach
  void stop() {
    if (topics != null) {
      topics.close();
      instance.close();
      alertmanager.close();
    }
    pager.close();
  }

  @Test
  void badEventsBecomeAnAlertAndStoppedStagesSilenceTheWatchdog() throws Exception {
    try (LiveTraffic traffic = new LiveTraffic(topics, "events", 4)) {
      Topics.await("alert fires", () -> alertmanager.alert("burns").isPresent());
      Topics.await("watchdog fires", () -> alertmanager.alert("Watchdog").isPresent());
      traffic.stop();

      JsonNode alert = alertmanager.alert("burns").orElseThrow();
      assertThat(alert.get("labels").toString())
          .isEqualTo(
              "{\"alertname\":\"burns\",\"service\":\"shop\",\"severity\":\"page\",\"slo\":\"cart\"}");
      assertThat(alert.get("annotations").get("runbook_url").textValue())
          .isEqualTo("https://runbooks.example.com/cart");
      assertThat(alert.get("annotations").get("summary").textValue())
          .startsWith("cart (service shop) burns its error budget ");
      assertThat(alert.get("generatorURL").textValue())
          .isEqualTo(instance.httpAddress() + "/slos/cart?series=cart");
      Topics.await("chat is told", () -> types().contains("dev.slo-streams.alert.firing"));
      assertThat(types()).contains("dev.slo-streams.watchdog");
      assertThat(topics.read("slo-dead-letters")).isEmpty();

      instance.streams().close();

      Topics.await("watchdog is silent", () -> alertmanager.alert("Watchdog").isEmpty());
    }
  }

  /** Types of the events that came to the webhook; Alertmanager's requests have none. */
  private List<String> types() {
    return pager.taken().stream()
        .map(request -> Optional.ofNullable(request.json().get("type")))
        .flatMap(Optional::stream)
        .map(JsonNode::textValue)
        .toList();
  }
}
