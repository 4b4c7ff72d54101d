package dev.slostreams.delivery;

import dev.slostreams.wire.Pages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom to tell of alerts, and how.
 *
 * @param application the application id
 * @param client settings of the Kafka clients, with {@code bootstrap.servers}
 * @param topics where to read
 * @param alertmanagers whom to tell how things stand
 * @param webhooks whom to tell of changes
 * @param watchdog the proof that it works
 * @param pages to which alerts link
 */
public record DeliverySettings(
    String application,
    Map<String, Object> client,
    Topics topics,
    Alertmanagers alertmanagers,
    Webhooks webhooks,
    Watchdog watchdog,
    Pages pages) {

  public DeliverySettings {
    client = Map.copyOf(client);
  }

  /** Names of topics. */
  public record Topics(String alerts, String alertStates, String watchdog) {}

  /**
   * The Alertmanagers.
   *
   * @param urls the root of each; its API is below
   * @param resend how often each is told again what fires
   */
  public record Alertmanagers(List<URI> urls, Duration resend) {

    public Alertmanagers {
      urls = List.copyOf(urls);
    }
  }

  /**
   * The webhooks.
   *
   * @param maxAge how old a change may become while its target does not take it
   */
  public record Webhooks(List<Webhook> all, Duration maxAge) {

    public Webhooks {
      all = List.copyOf(all);
    }
  }

  /**
   * One webhook.
   *
   * @param name for policies, metrics and logs
   * @param url where to post; never shown, for some are secrets
   * @param secret with which to sign, or empty
   */
  public record Webhook(String name, URI url, byte[] secret) {

    private static final String ENCODED_PREFIX = "whsec_";

    public Webhook {
      secret = secret.clone();
    }

    @Override
    public byte[] secret() {
      return secret.clone();
    }

    /**
     * The secret as people keep it: Base64 after {@code whsec_}, or any other text as it is.
     *
     * @throws IllegalArgumentException when what follows {@code whsec_} is no Base64
     */
    public static byte[] secret(String text) {
      return text.startsWith(ENCODED_PREFIX)
          ? Base64.getDecoder().decode(text.substring(ENCODED_PREFIX.length()))
          : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The name alone: the rest may be secret. */
    @Override
    public String toString() {
      return "webhook " + name;
    }
  }

  /**
   * The watchdog.
   *
   * @param interval from beat to beat; zero for no watchdog
   * @param late how old the last beat that came through may be
   * @param ledgers number of ledger partitions that it must come through
   */
  public record Watchdog(Duration interval, Duration late, int ledgers) {

    boolean isOn() {
      return !interval.isZero();
    }
  }

  boolean hasTargets() {
    return !alertmanagers.urls().isEmpty() || !webhooks.all().isEmpty();
  }

  Map<String, Object> consumer() {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    settings.remove("group.id");
    return settings;
  }
}
