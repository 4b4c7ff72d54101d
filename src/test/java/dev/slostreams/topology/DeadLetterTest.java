package dev.slostreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.topology.DeadLetter.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

  private static final int MOST_BYTES = 256 * 1_024;
  private static final byte[] KEY = "key".getBytes(UTF_8);
  private static final byte[] VALUE = "{".getBytes(UTF_8);
  private static final List<String> OURS =
      List.of(
          "slo.error.reason=not_json",
          "slo.error.message=line 1: must be JSON",
          "slo.error.source.topic=requests",
          "slo.error.source.partition=3",
          "slo.error.source.offset=42",
          "slo.error.source.timestamp=1767225600000",
          "slo.error.application=slo-streams");

  @Test
  void letterTellsReasonAndOrigin() {
    Record<byte[], byte[]> record =
        written(letter(VALUE, new RecordHeaders(), "line 1: must be JSON"));

    assertThat(record.key()).isEqualTo(KEY);
    assertThat(record.value()).isEqualTo(VALUE);
    assertThat(record.timestamp()).isEqualTo(7_000);
    assertThat(texts(record)).containsExactlyElementsOf(OURS);
  }

  @Test
  void originalHeadersAreKeptBeforeOurs() {
    Headers headers = new RecordHeaders().add("trace", "a".getBytes(UTF_8)).add("empty", null);

    Record<byte[], byte[]> record = written(letter(VALUE, headers, "line 1: must be JSON"));

    assertThat(texts(record))
        .containsExactlyElementsOf(
            Stream.concat(Stream.of("trace=a", "empty=null"), OURS.stream()).toList());
    assertThat(headers).hasSize(2);
  }

  @Test
  void letterOfALetterTellsTheNewestReasonLast() {
    Headers headers = new RecordHeaders().add("slo.error.reason", "before".getBytes(UTF_8));

    Record<byte[], byte[]> record = written(letter(VALUE, headers, "line 1: must be JSON"));

    assertThat(new String(record.headers().lastHeader("slo.error.reason").value(), UTF_8))
        .isEqualTo("not_json");
  }

  @Test
  void recordWithoutValueStaysWithoutValue() {
    Record<byte[], byte[]> record =
        written(letter(null, new RecordHeaders(), "line 1: must be JSON"));

    assertThat(record.value()).isNull();
    assertThat(texts(record)).containsExactlyElementsOf(OURS);
  }

  @Test
  void valueOf256KibibytesIsWhole() {
    byte[] value = bytes(MOST_BYTES);

    Record<byte[], byte[]> record =
        written(letter(value, new RecordHeaders(), "line 1: must be JSON"));

    assertThat(record.value()).isEqualTo(value);
    assertThat(texts(record)).containsExactlyElementsOf(OURS);
  }

  @Test
  void longerValueIsCutAndItsLengthTold() {
    byte[] value = bytes(MOST_BYTES + 1);

    Record<byte[], byte[]> record =
        written(letter(value, new RecordHeaders(), "line 1: must be JSON"));

    assertThat(record.value()).isEqualTo(Arrays.copyOf(value, MOST_BYTES));
    assertThat(texts(record))
        .containsExactlyElementsOf(
            Stream.concat(OURS.stream(), Stream.of("slo.error.truncated=262145")).toList());
  }

  @Test
  void slosAreToldOnceEachUpToTwenty() {
    DeadLetter letter = letter(VALUE, new RecordHeaders(), "line 1: must be JSON");
    IntStream.range(0, 25).forEach(i -> letter.addSlo("slo-" + i % 22));

    Record<byte[], byte[]> record = written(letter);

    String first20 = String.join(",", IntStream.range(0, 20).mapToObj(i -> "slo-" + i).toList());
    assertThat(texts(record))
        .containsExactlyElementsOf(
            Stream.concat(OURS.stream(), Stream.of("slo.error.slo=" + first20)).toList());
  }

  @Test
  void longMessageIsCutBetweenCharacters() {
    String beforeEmoji = "x".repeat(1_023);

    Record<byte[], byte[]> record =
        written(letter(VALUE, new RecordHeaders(), beforeEmoji + "🙂 and more"));

    assertThat(new String(record.headers().lastHeader("slo.error.message").value(), UTF_8))
        .isEqualTo(beforeEmoji);
  }

  private static DeadLetter letter(byte[] value, Headers headers, String message) {
    Origin origin = new Origin("requests", 3, 42, 1_767_225_600_000L, KEY, value, headers);
    return new DeadLetter(origin, "not_json", message);
  }

  private static Record<byte[], byte[]> written(DeadLetter letter) {
    return letter.toRecord("slo-streams", 7_000);
  }

  private static List<String> texts(Record<byte[], byte[]> record) {
    List<String> texts = new ArrayList<>();
    for (Header header : record.headers()) {
      byte[] value = header.value();
      texts.add(header.key() + "=" + (value == null ? "null" : new String(value, UTF_8)));
    }
    return texts;
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
