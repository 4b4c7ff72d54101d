package dev.slostreams.loadtest.dense;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.app.NewTopics;
import dev.slostreams.loadtest.Commands;
import dev.slostreams.loadtest.Workload;
import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.contenders.Definitions;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.topology.LedgerPartitions;
import dev.slostreams.topology.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Writes the changelog of an application as it would stand, compacted, after it had counted
 * requests in every second of 30 days, in a process of its own. Nothing of it is compacted any
 * further for an hour, so that what comes after can be measured.
 *
 * <p>Arguments: brokers, application, topic of the events, shape of the SLOs, requests a second of
 * each series, and the epoch second at which the days end. Its answer is a {@link Stored}.
 */
public final class DenseChangelog {

  private static final int LEDGERS = 4; // the default of tally.partitions

  private DenseChangelog() {}

  public static void main(String[] args) throws Exception {
    Shape shape = Shape.parse(args[3]);
    List<Slo> slos = Definitions.load(Workload.definitions(args[2], shape)).slos();
    DenseSeries dense =
        DenseSeries.count(slos.get(0), Long.parseLong(args[5]), Integer.parseInt(args[4]));
    Stored stored =
        write(args[0], Names.changelogTopic(args[1], Names.SERIES_STORE), slos, shape, dense);
    System.out.println(Commands.ANSWER + new ObjectMapper().writeValueAsString(stored));
  }

  private static Stored write(
      String brokers, String changelog, List<Slo> slos, Shape shape, DenseSeries dense)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      NewTopics.make(
          admin,
          new NewTopic(changelog, LEDGERS, (short) 1)
              .configs(
                  Map.of(
                      "cleanup.policy", "compact",
                      "min.compaction.lag.ms", "3600000"))); // 1 h
    }
    LedgerPartitions partitions = new LedgerPartitions(LEDGERS);
    int series = 0;
    long records = 0;
    long bytes = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "linger.ms", 100), // as Kafka Streams
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int partition = 0; partition < LEDGERS; partition++) {
        int ledger = partition;
        List<Slo> own = slos.stream().filter(slo -> partitions.of(slo.id()) == ledger).toList();
        List<SeriesKey> keys = keys(own, shape);
        series += keys.size();
        try (KeyValueIterator<Bytes, byte[]> all = DenseStore.of(() -> dense, own, keys).all()) {
          while (all.hasNext()) {
            KeyValue<Bytes, byte[]> entry = all.next();
            records++;
            bytes += entry.key.get().length + entry.value.length;
            producer.send(
                new ProducerRecord<>(changelog, partition, entry.key.get(), entry.value),
                (sent, failure) -> {
                  if (failure != null) {
                    throw new IllegalStateException("'" + changelog + "' not filled", failure);
                  }
                });
          }
        }
      }
    }
    return new Stored(series, records, bytes);
  }

  private static List<SeriesKey> keys(List<Slo> slos, Shape shape) {
    List<SeriesKey> keys = new ArrayList<>();
    for (Slo slo : slos) {
      for (int item = 0; item < Math.max(1, shape.items()); item++) {
        keys.add(DenseSeries.key(slo, Workload.itemName(item)));
      }
    }
    return keys;
  }
}
