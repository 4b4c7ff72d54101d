package dev.slostreams.app;

import dev.slostreams.delivery.DeliverySettings;
import dev.slostreams.delivery.DeliverySettings.Webhook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whom to tell of alerts, as the settings say, with the secrets that do not stand in them. */
final class DeliveryConfig {

  private static final Logger LOGGER = LoggerFactory.getLogger(DeliveryConfig.class);
  private static final String VARIABLE = "SLO_STREAMS_WEBHOOK_SECRET_";

  private final AppConfig config;
  private final List<Webhook> webhooks;

  private DeliveryConfig(AppConfig config, List<Webhook> webhooks) {
    this.config = config;
    this.webhooks = webhooks;
  }

  /**
   * Reads the secrets.
   *
   * @param environment environment variables
   * @throws ConfigException with all that cannot be read
   */
  static DeliveryConfig read(AppConfig config, Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    List<Webhook> webhooks = new ArrayList<>();
    config
        .webhooks()
        .forEach(
            (name, url) -> {
              String secret = secret(name, config.webhookSecretsDir(), environment, problems);
              try {
                webhooks.add(new Webhook(name, url, Webhook.secret(secret)));
              } catch (IllegalArgumentException e) {
                problems.add(
                    "secret of webhook '" + name + "': must be Base64 after whsec_, but was not");
              }
            });
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new DeliveryConfig(config, webhooks);
  }

  DeliverySettings settings(String bootstrapServers, String advertised) {
    Map<String, Object> client = new HashMap<>(config.kafka());
    client.put("bootstrap.servers", bootstrapServers);
    return new DeliverySettings(
        config.applicationId(),
        client,
        new DeliverySettings.Topics(
            config.topicAlerts(), config.topicAlertStates(), config.topicWatchdog()),
        new DeliverySettings.Alertmanagers(config.alertmanagerUrls(), config.alertmanagerResend()),
        new DeliverySettings.Webhooks(webhooks, config.webhookMaxAge()),
        new DeliverySettings.Watchdog(
            config.watchdogInterval(),
            config.watchdogInterval().multipliedBy(2).plus(config.maxHold()),
            config.tallyPartitions()),
        config.pages(advertised));
  }

  private static String secret(
      String webhook, String folder, Map<String, String> environment, List<String> problems) {
    String variable = VARIABLE + webhook.toUpperCase(Locale.ROOT).replace('-', '_');
    if (environment.containsKey(variable)) {
      return environment.get(variable).strip();
    }
    if (folder.isEmpty()) {
      LOGGER
          .atWarn()
          .addKeyValue("target", webhook)
          .log("webhook without a secret: its requests are not signed; give one with {}", variable);
      return "";
    }
    Path file = Path.of(folder, webhook);
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (!text.isEmpty()) {
        return text;
      }
      problems.add(
          "'" + file + "': must hold the secret of webhook '" + webhook + "', but is empty");
    } catch (IOException e) {
      problems.add(
          "webhook.secrets.dir: must hold a file '"
              + webhook
              + "' with the secret of this webhook, but '"
              + file
              + "' cannot be read; or set "
              + variable);
    }
    return "";
  }
}
