package dev.slostreams.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slostreams.delivery.DeliverySettings;
import dev.slostreams.delivery.DeliverySettings.Webhook;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom to tell of alerts: addresses from settings, secrets from elsewhere. */
class DeliveryConfigTest {

  @TempDir private Path folder;

  @Test
  void secretComesFromAFileOrAVariable() throws IOException {
    Files.writeString(folder.resolve("chat"), "correct horse\n");
    AppConfig config =
        config(
            "webhooks=chat=https://chat.example.com/hook?a=b, on-call=http://pager:8080",
            "webhook.secrets.dir=" + folder);

    DeliverySettings settings =
        DeliveryConfig.read(config, Map.of("SLO_STREAMS_WEBHOOK_SECRET_ON_CALL", "whsec_AQID"))
            .settings("broker:9092", "127.0.0.1:8080");

    List<Webhook> webhooks = settings.webhooks().all();
    assertThat(webhooks).extracting(Webhook::name).containsExactly("chat", "on-call");
    assertThat(webhooks.get(0).url()).isEqualTo(URI.create("https://chat.example.com/hook?a=b"));
    assertThat(webhooks.get(0).secret()).isEqualTo("correct horse".getBytes(UTF_8));
    assertThat(webhooks.get(1).secret()).containsExactly(1, 2, 3);
    assertThat(settings.pages().root()).isEqualTo(URI.create("http://127.0.0.1:8080"));
  }

  @Test
  void missingSecretIsRefusedAndSaysWhereItMayStand() {
    AppConfig config =
        config("webhooks=chat=https://chat.example.com", "webhook.secrets.dir=" + folder);

    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> DeliveryConfig.read(config, Map.of()));

    assertThat(refused.problems())
        .containsExactly(
            "webhook.secrets.dir: must hold a file 'chat' with the secret of this webhook, but '"
                + folder.resolve("chat")
                + "' cannot be read; or set SLO_STREAMS_WEBHOOK_SECRET_CHAT");
  }

  @Test
  void secretIsNeverSaid() {
    AppConfig config = config("webhooks=chat=https://chat.example.com");

    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                DeliveryConfig.read(
                    config, Map.of("SLO_STREAMS_WEBHOOK_SECRET_CHAT", "whsec_canary!")));

    assertThat(refused.problems())
        .containsExactly("secret of webhook 'chat': must be Base64 after whsec_, but was not");
  }

  @Test
  void beatMayTakeTwoIntervalsAndAsLongAsEvaluationWaits() {
    DeliverySettings settings =
        DeliveryConfig.read(config("watchdog.interval=10s", "max-hold=60s"), Map.of())
            .settings("broker:9092", "127.0.0.1:8080");

    assertThat(settings.watchdog().late()).isEqualTo(Duration.ofSeconds(80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alertmanager.url=alertmanager:9093",
        "alertmanager.url=ftp://alertmanager",
        "alertmanager.url=http://user:password@alertmanager",
        "http.public.url=slo.example.com",
        "webhooks=https://chat.example.com",
        "webhooks=Chat=https://chat.example.com",
        "webhooks=chat=https://a.example.com,chat=https://b.example.com",
        "watchdog.interval=0s"
      })
  void wrongAddressIsRefusedWithItsRule(String setting) {
    ConfigException refused = catchThrowableOfType(ConfigException.class, () -> config(setting));

    String key = setting.substring(0, setting.indexOf('='));
    assertThat(refused.problems()).singleElement().asString().startsWith(key + ": must be ");
  }

  private static AppConfig config(String... settings) {
    return AppConfig.of(List.of(settings));
  }
}
