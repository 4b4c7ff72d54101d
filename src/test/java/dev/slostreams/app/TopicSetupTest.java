package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSetupTest {

  /** Days as milliseconds by hand: 30 d are 2,592,000 s. */
  @ParameterizedTest
  @CsvSource({"30d, 2592000000", "90d, 7776000000", "1h, 604800000"})
  void alertsAreKeptAsLongAsTheyAreShownAndAWeekAtLeast(String shown, String retentionMs) {
    AppConfig config = AppConfig.of(Map.of("alerts.log.retention", shown));

    List<NewTopic> wanted = TopicSetup.wanted(List.of("request-events"), config);

    assertThat(wanted)
        .filteredOn(topic -> topic.name().equals("slo-alerts"))
        .singleElement()
        .satisfies(topic -> assertThat(topic.configs()).containsEntry("retention.ms", retentionMs));
  }
}
