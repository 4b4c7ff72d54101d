package dev.slostreams.loadtest.contenders;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What everyone would write first with the DSL of Kafka Streams: parse the JSON, group by service,
 * count good and total in a window of an hour that advances by a minute and in one of five minutes
 * that advances by ten seconds, write each change to a topic.
 *
 * <p>Each event changes sixty windows of the one kind and thirty of the other; that is what makes
 * it slow. In three things it is kinder than most first versions: all SLOs of a service share one
 * aggregate, aggregates are stored as plain numbers and not as JSON, and there is a minute of
 * grace.
 */
final class NaiveTopology {

  /** Names of the topics with the results. */
  record Results(String hours, String fiveMinutes) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration GRACE = Duration.ofMinutes(1);

  private NaiveTopology() {}

  /** A request event: the fields that the SLOs need. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Request(
      String timestamp,
      String service,
      int status,
      @JsonProperty("duration_ms") double durationMs,
      String region) {

    long timestampMs() {
      return Instant.parse(timestamp).toEpochMilli();
    }
  }

  /** Total of a service in a window, and what was good for each of its five SLOs. */
  record ServiceCounts(long total, long[] good) {

    static final int SLOS = 5;

    static ServiceCounts none() {
      return new ServiceCounts(0, new long[SLOS]);
    }

    ServiceCounts plus(Request request) {
      boolean[] isGood = {
        request.status() < 500,
        request.durationMs() <= 200,
        request.durationMs() <= 300 && request.status() < 500,
        request.status() < 400,
        request.region().equals("eu-1") && request.status() != 503
      };
      long[] sums = good.clone();
      for (int slo = 0; slo < SLOS; slo++) {
        sums[slo] += isGood[slo] ? 1 : 0;
      }
      return new ServiceCounts(total + 1, sums);
    }
  }

  static Topology build(String events, Results results) {
    StreamsBuilder builder = new StreamsBuilder();
    KGroupedStream<String, Request> byService =
        builder.stream(
                events,
                Consumed.with(Serdes.ByteArray(), requests())
                    .withTimestampExtractor(
                        (event, before) -> ((Request) event.value()).timestampMs()))
            .groupBy(
                (key, request) -> request.service(),
                Grouped.with("by-service", Serdes.String(), requests()));
    TimeWindows hours =
        TimeWindows.ofSizeAndGrace(Duration.ofHours(1), GRACE).advanceBy(Duration.ofMinutes(1));
    TimeWindows fiveMinutes =
        TimeWindows.ofSizeAndGrace(Duration.ofMinutes(5), GRACE).advanceBy(Duration.ofSeconds(10));
    count(byService, hours, "hours", results.hours());
    count(byService, fiveMinutes, "five-minutes", results.fiveMinutes());
    return builder.build();
  }

  private static void count(
      KGroupedStream<String, Request> byService, TimeWindows windows, String store, String topic) {
    byService
        .windowedBy(windows)
        .aggregate(
            ServiceCounts::none,
            (service, request, counts) -> counts.plus(request),
            Materialized.<String, ServiceCounts, WindowStore<Bytes, byte[]>>as(store)
                .withKeySerde(Serdes.String())
                .withValueSerde(counts()))
        .toStream((window, counts) -> window.key() + "@" + window.window().start())
        .to(topic, Produced.with(Serdes.String(), counts()));
  }

  private static Serde<Request> requests() {
    return Serdes.serdeFrom(
        (topic, request) -> {
          try {
            return JSON.writeValueAsBytes(request);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        (topic, bytes) -> {
          try {
            return JSON.readValue(bytes, Request.class);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  static Serde<ServiceCounts> counts() {
    return Serdes.serdeFrom(
        (topic, counts) -> {
          ByteBuffer bytes = ByteBuffer.allocate((1 + ServiceCounts.SLOS) * Long.BYTES);
          bytes.putLong(counts.total());
          for (long good : counts.good()) {
            bytes.putLong(good);
          }
          return bytes.array();
        },
        (topic, bytes) -> {
          if (bytes == null) {
            return null;
          }
          ByteBuffer numbers = ByteBuffer.wrap(bytes);
          ServiceCounts counts = new ServiceCounts(numbers.getLong(), new long[ServiceCounts.SLOS]);
          numbers.asLongBuffer().get(counts.good());
          return counts;
        });
  }
}
