package dev.slostreams.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.delivery.DeliverySettings.Webhook;
import java.net.URI;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

  /** The example of the Standard Webhooks libraries; the signature also by Python's hmac. */
  @Test
  void signatureIsThatOfTheSpecification() {
    byte[] secret = Webhook.secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    String signature =
        WebhookSignature.of(
            secret,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            "{\"test\": 2432232314}".getBytes(UTF_8));

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void webhookShowsNeitherItsAddressNorItsSecret() {
    Webhook webhook =
        new Webhook(
            "chat", URI.create("https://hooks.example.com/T0/canary"), "canary".getBytes(UTF_8));

    assertThat(webhook).hasToString("webhook chat");
  }
}
