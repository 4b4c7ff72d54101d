package dev.slostreams.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.app.Backtest;
import dev.slostreams.app.Recording;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.wire.AlertRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What {@code backtest} makes of the records that the topics hold. */
final class Offline {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TOLD =
      List.of("slo", "series", "alert", "severity", "state", "at", "burnRates");

  private Offline() {}

  /** Each transition as {@link #lineOf}. */
  static List<String> transitions(String bootstrapServers, Path folder) {
    SloCatalog catalog =
        SloCatalog.load(List.of(Path.of("src/test/resources/faults/slos.yaml")))
            .catalog()
            .orElseThrow();
    List<String> lines = new ArrayList<>();
    List<Backtest.Input> inputs = new ArrayList<>();
    try {
      for (Map.Entry<TopicPartition, Path> file : record(bootstrapServers, folder).entrySet()) {
        inputs.add(
            new Backtest.Input(
                Recording.open(file.getValue().toString()),
                catalog.sources().stream()
                    .filter(source -> source.topic().equals(file.getKey().topic()))
                    .toList()));
      }
      new Backtest(catalog.slos(), inputs, Backtest.Settings.DEFAULT)
          .run(
              Backtest.Listener.of(
                  transition ->
                      lines.add(
                          lineOf(
                              AlertRecord.line(transition)
                                  .getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
      for (Backtest.Input input : inputs) {
        input.recording().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** What both tell of a transition, as text. */
  static String lineOf(byte[] value) {
    try {
      JsonNode node = JSON.readTree(value);
      ObjectNode line = JSON.createObjectNode();
      TOLD.forEach(name -> line.set(name, node.path(name)));
      return line.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<TopicPartition, Path> record(String bootstrapServers, Path folder)
      throws IOException {
    Map<TopicPartition, Path> files = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    Map<TopicPartition, OutputStream> open =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    Records.of(
        bootstrapServers,
        List.of(Traffic.REQUESTS, Traffic.STRAGGLERS),
        record -> {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          Path file = files.computeIfAbsent(partition, one -> folder.resolve(one + ".jsonl"));
          write(open.computeIfAbsent(partition, one -> writer(file)), record);
        });
    for (OutputStream out : open.values()) {
      out.close();
    }
    return files;
  }

  private static OutputStream writer(Path file) {
    try {
      return new java.io.BufferedOutputStream(Files.newOutputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(OutputStream out, ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() != null) {
        out.write(record.value());
      }
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
