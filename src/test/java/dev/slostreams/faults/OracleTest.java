package dev.slostreams.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.faults.Traffic.Sent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the faults are judged by: traffic that has something of everything, and exact counts. */
class OracleTest {

  private static final long NOW_MS = Instant.parse("2026-11-02T09:00:00Z").toEpochMilli();
  private static final Fault.Load LOAD = new Fault.Load(20_000, 4_000, 0.05);
  private static final List<Sent> TRAFFIC = Traffic.of(7, LOAD);

  @Test
  void aSeedAlwaysMakesTheSameTraffic() {
    assertThat(Traffic.of(7, LOAD)).isEqualTo(TRAFFIC);
    assertThat(Traffic.of(8, LOAD)).isNotEqualTo(TRAFFIC);
  }

  @Test
  void everyReasonToCountARecordNowhereOccurs() {
    Set<String> reasons =
        oracle().deadLetters().keySet().stream()
            .map(letter -> letter.substring(letter.indexOf(' ') + 1))
            .collect(Collectors.toSet());

    assertThat(reasons)
        .containsExactlyInAnyOrder(
            "empty",
            "not_json",
            "not_an_object",
            "no_timestamp",
            "bad_timestamp",
            "timestamp_out_of_range",
            "future",
            "missing_field");
  }

  @Test
  void everyRecordIsCountedOrRejected() {
    Oracle oracle = oracle();

    long counted =
        oracle.series().entrySet().stream()
            .filter(entry -> entry.getKey().matches("(conserved|stragglers)\\{.*"))
            .flatMap(entry -> entry.getValue().values().stream())
            .mapToLong(Oracle.Count::total)
            .sum();
    long rejected = oracle.partitions().values().stream().mapToLong(Oracle.Sum::rejected).sum();

    assertThat(oracle.records()).isEqualTo(TRAFFIC.size());
    assertThat(counted + rejected).isEqualTo(TRAFFIC.size());
    assertThat(rejected).isPositive();
  }

  private static Oracle oracle() {
    Oracle oracle = new Oracle(NOW_MS);
    Map<TopicPartition, Long> ends = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    for (Sent sent : TRAFFIC) {
      TopicPartition partition = new TopicPartition(sent.topic(), sent.partition());
      long offset = ends.merge(partition, 1L, Long::sum) - 1;
      oracle.see(
          new ConsumerRecord<>(
              sent.topic(), sent.partition(), offset, sent.keyBytes(), sent.valueBytes()));
    }
    return oracle;
  }
}
