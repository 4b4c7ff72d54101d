package dev.slostreams.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class Rfc3339PropertyTest {

  private static final long YEAR_0 = -62_167_219_200L;
  private static final long YEAR_9999 = 253_402_300_799L;

  private static long millis(String text) {
    byte[] bytes = ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
    return Rfc3339.millis(bytes, 1, bytes.length - 1);
  }

  @Property
  void anyTimeReadsAsTheJdkReadsIt(
      @ForAll @LongRange(min = YEAR_0, max = YEAR_9999) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos) {
    Instant instant = Instant.ofEpochSecond(second, nanos);

    long millis = millis(instant.toString());

    assertThat(millis).isEqualTo(instant.toEpochMilli());
  }

  @Property
  void offsetsAreTakenOff(
      @ForAll @LongRange(min = 0, max = YEAR_9999 - 86_400) long second,
      @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
    OffsetDateTime time =
        Instant.ofEpochSecond(second).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));

    long millis = millis(time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx")));

    assertThat(millis).isEqualTo(second * 1_000);
  }

  @Example
  void otherTextIsNoTimestamp() {
    List<String> texts =
        List.of(
            "",
            "2026-01-01",
            "2026-01-01T00:00:00",
            "2026-13-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:61Z",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00.5",
            "2026-01-01T00:00:00+0200",
            "2026-01-01T00:00:00ZZ",
            "2026-01-01T00:00:0xZ",
            "+026-01-01T00:00:00Z");

    List<Long> millis = texts.stream().map(Rfc3339PropertyTest::millis).toList();

    assertThat(millis).containsOnly(EventTime.NONE);
  }
}
