import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints the values of all committed records of a topic, sorted as text, for machines without
 * Kafka's own tools. The jar that ./slo-streams has built brings the client library:
 *
 * <pre>java -cp target/slo-streams.jar config/real-data/ReadTopic.java 127.0.0.1:19092 slo-alerts</pre>
 */
public class ReadTopic {

  public static void main(String[] args) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", args[0], "isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(args[1]).stream()
              .map(info -> new TopicPartition(args[1], info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    values.stream().sorted().forEach(System.out::println);
  }
}
