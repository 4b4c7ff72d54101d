package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not printed. */
class SecretsTest {

  private static final String CANARY = "canary-4711";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "webhooks=chat=https://user:canary-4711@chat.example.org/hook",
        "webhooks=Chat=https://chat.example.org/services/T00/canary-4711",
        "webhooks=a=https://a.example.org/canary-4711,a=https://b.example.org/canary-4711",
        "webhooks=a=ftp://a.example.org?key=canary-4711",
        "alertmanager.url=http://user:canary-4711@alertmanager:9093",
        "alertmanager.url=http://user:can/canary-4711@alertmanager:9093",
        "alertmanager.url=http://user:can,canary-4711@alertmanager:9093",
        "http.public.url=https://user:canary-4711@slo.example.org",
        "sasl.jaas.config=wrong password=canary-4711",
        "kafka-ssl.key.password=canary-4711"
      })
  void refusedSettingKeepsItsSecret(String setting) {
    assertThatThrownBy(() -> AppConfig.of(List.of(setting)))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining(CANARY);
  }

  @Test
  void refusedAddressIsStillToBeFound() {
    assertThatThrownBy(
            () -> AppConfig.of(List.of("alertmanager.url=http://a:9093,http://me:pw@b:9093/x")))
        .hasMessageContaining("but was 'http://a:9093,http://b:9093/[hidden]'");
  }

  @ParameterizedTest
  @CsvSource({
    "ssl.truststore.password, CANARY",
    "ssl.key.password, CANARY",
    "ssl.keystore.key, -----BEGIN PRIVATE KEY----- CANARY",
    "main.consumer.ssl.key.password, CANARY",
    "sasl.jaas.config, x.PlainLoginModule required username=a password='CANARY';",
    "sasl.jaas.config, x.OAuthBearerLoginModule required clientSecret=CANARY;",
    "sasl.oauthbearer.client.credentials.client.secret, CANARY",
    "schema.registry.basic.auth.user.info, user:CANARY"
  })
  void secretOfAKafkaSettingIsHiddenWhereverItTurnsUp(String key, String value) {
    String canary = "canary-of-" + key; // what is hidden once is hidden for good
    String text = value.replace("CANARY", canary);

    Secrets.addFrom(Map.of(key, text));

    assertThat(Secrets.hide("it said: " + text)).startsWith("it said: ").doesNotContain(canary);
  }
}
