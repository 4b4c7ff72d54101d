package dev.slostreams.delivery;

import dev.slostreams.delivery.DeliverySettings.Webhook;
import dev.slostreams.wire.AlertNotice;
import dev.slostreams.wire.CloudEvent;
import dev.slostreams.wire.Pages;
import dev.slostreams.wire.TierRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A request to a webhook, but for its time and signature.
 *
 * @param id the same for the same change, however often it is sent and by whom
 * @param body a CloudEvent
 */
record WebhookMessage(String id, byte[] body) {

  /**
   * What is to be told of a record of the alerts topic, or nothing where its policy tells others
   * only, or nobody.
   *
   * @throws IllegalArgumentException when it is no record of ours
   */
  static Optional<WebhookMessage> of(
      ConsumerRecord<byte[], byte[]> record, String target, Pages pages) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    if (TierRecord.isKey(key)) {
      String series = key.substring(0, key.length() - TierRecord.key("").length());
      byte[] body = CloudEvent.of(key, headers, record.value(), pages.of(slo(series), series));
      return Optional.of(new WebhookMessage(headers.getOrDefault("ce_id", fingerprint(key)), body));
    }
    AlertNotice notice = AlertNotice.read(key, record.value());
    boolean meant = notice.targets().isEmpty() || notice.targets().contains(target);
    if (!meant || !notice.isToBeTold()) {
      return Optional.empty();
    }
    String id =
        fingerprint(key)
            + "-"
            + notice.startsAt().getEpochSecond()
            + "-"
            + (notice.isFiring() ? "firing" : "resolved");
    return Optional.of(
        new WebhookMessage(id, CloudEvent.of(key, headers, record.value(), pages.of(notice))));
  }

  /** The sign of life of the watchdog in the interval that begins at this second. */
  static WebhookMessage watchdog(String application, Instant interval, Pages pages) {
    String id = fingerprint(application + "/watchdog") + "-" + interval.getEpochSecond();
    return new WebhookMessage(id, CloudEvent.watchdog(application, id, interval, pages.root()));
  }

  /** The headers of a request at this time. */
  Map<String, String> headers(Webhook webhook, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", CloudEvent.CONTENT_TYPE);
    headers.put("Idempotency-Key", id);
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    byte[] secret = webhook.secret();
    if (!WebhookSignature.isNone(secret)) {
      headers.put("webhook-signature", WebhookSignature.of(secret, id, now.getEpochSecond(), body));
    }
    return headers;
  }

  private static String slo(String series) {
    int end = series.indexOf('{');
    String id = end < 0 ? series : series.substring(0, end);
    int objective = id.indexOf('/');
    return objective < 0 ? id : id.substring(0, objective);
  }

  private static String fingerprint(String key) {
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
