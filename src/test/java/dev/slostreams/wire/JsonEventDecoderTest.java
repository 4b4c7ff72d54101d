package dev.slostreams.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Source;
import dev.slostreams.slo.TimestampUnit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JsonEventDecoderTest {

  private static final long RECORD_MS = 1_767_225_600_000L; // 2026-01-01T00:00:00Z

  private static List<String> read(String json, String... paths) {
    return read(json.getBytes(StandardCharsets.UTF_8), Source.Timestamp.OF_FORMAT, paths);
  }

  private static List<String> read(byte[] json, Source.Timestamp timestamp, String... paths) {
    return DecodedEvents.of(JsonEventDecoder.of(timestamp, List.of(paths)), json, RECORD_MS, paths);
  }

  private static List<String> readAt(String json, Source.Timestamp timestamp) {
    return read(json.getBytes(StandardCharsets.UTF_8), timestamp);
  }

  @Nested
  class Values {

    @Test
    void everyTypeIsRead() {
      String json =
          "{\"s\":\"x\", \"i\":-12, \"d\":1.5e2, \"t\":true, \"f\":false, \"n\":null,"
              + " \"l\":[1,{\"a\":2.5}]}";

      List<String> events = read(json, "s", "i", "d", "t", "f", "n", "l", "absent");

      assertThat(events)
          .containsExactly("1767225600000 s=x i=-12 d=150.0 t=true f=false n=null l=[1, {a=2.5}]");
    }

    @Test
    void integersBeyond64BitsAreDoubles() {
      String json =
          "{\"a\":9223372036854775807,\"b\":9223372036854775808,"
              + "\"c\":-9223372036854775808,\"d\":-0}";

      List<String> events = read(json, "a", "b", "c", "d");

      assertThat(events)
          .containsExactly(
              "1767225600000 a=9223372036854775807 b=9.223372036854776E18 "
                  + "c=-9223372036854775808 d=0");
    }

    @Test
    void escapesAreResolvedInNamesAndTexts() {
      String json = "{\"\\u0073tatus\":\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00\"}";

      List<String> events = read(json, "status");

      assertThat(events).containsExactly("1767225600000 status=a\"\\/\b\f\n\r\tä😀");
    }

    @Test
    void lastOfARepeatedNameStands() {
      List<String> events = read("{\"a\":{\"b\":1},\"c\":1,\"c\":\"x\",\"a\":{}}", "a.b", "c");

      assertThat(events).containsExactly("1767225600000 c=x");
    }

    @Test
    void byteOrderMarkAndWhiteSpaceAreSteppedOver() {
      List<String> events = read("\uFEFF \r\n\t{ \"a\" : 1 , \"b\" : 2 } \n", "a", "b");

      assertThat(events).containsExactly("1767225600000 a=1 b=2");
    }
  }

  @Nested
  class Paths {

    @Test
    void dotIsNestingOrPartOfAName() {
      List<String> nested = read("{\"a\":{\"b\":{\"c\":1}}}", "a.b.c");
      List<String> flat = read("{\"a.b.c\":1}", "a.b.c");
      List<String> mixed = read("{\"a\":{\"b.c\":1}}", "a.b.c");

      assertThat(List.of(nested, flat, mixed)).containsOnly(List.of("1767225600000 a.b.c=1"));
    }

    @Test
    void objectAndFieldInItCanBothBeWanted() {
      List<String> events = read("{\"a\":{\"b\":1,\"c\":[2]}}", "a", "a.b");

      assertThat(events).containsExactly("1767225600000 a={b=1, c=[2]} a.b=1");
    }

    @Test
    void nestedNameIsNotTakenForATopLevelOne() {
      List<String> events = read("{\"x\":{\"b\":1},\"y\":[{\"b\":2}]}", "b");

      assertThat(events).containsExactly("1767225600000");
    }
  }

  @Nested
  class Timestamps {

    @Test
    void textIsRoundedDownToMilliseconds() {
      List<String> events =
          readAt("{\"ts\":\"2026-01-01T02:00:00.1239+02:00\"}", Source.Timestamp.field("ts"));

      assertThat(events).containsExactly("1767225600123");
    }

    @Test
    void numberIsInTheUnitOfTheSource() {
      Source.Timestamp seconds = new Source.Timestamp("ts", TimestampUnit.SECONDS);
      Source.Timestamp micros = new Source.Timestamp("ts", TimestampUnit.MICROSECONDS);
      Source.Timestamp nanos = new Source.Timestamp("ts", TimestampUnit.NANOSECONDS);

      List<List<String>> events =
          List.of(
              readAt("{\"ts\":1767225600.123}", seconds),
              readAt("{\"ts\":1767225600123999}", micros),
              readAt("{\"ts\":1767225600123999999}", nanos),
              readAt("{\"ts\":1.767225600123e12}", Source.Timestamp.field("ts")));

      assertThat(events).containsOnly(List.of("1767225600123"));
    }

    @Test
    void nestedTimestampIsFound() {
      List<String> events =
          readAt("{\"meta\":{\"ts\":1767225600123}}", Source.Timestamp.field("meta.ts"));

      assertThat(events).containsExactly("1767225600123");
    }

    @Test
    void wrongUnitIsMalformedAndTheRightOneIsNamed() {
      List<String> events = readAt("{\"ts\":1767225600}", Source.Timestamp.field("ts"));

      assertThat(events)
          .containsExactly(
              "timestamp_out_of_range: field 'ts': must be from the year 2000 to 2199, but was"
                  + " 1767225600 (1970-01-21T10:53:45.600Z); with timestampUnit: s it is"
                  + " 2026-01-01T00:00:00Z");
    }

    /** A million digits as a decimal would take minutes, and the thread would seem to hang. */
    @Test
    void timestampOfAMillionDigitsIsOutOfRange() {
      List<String> events =
          readAt("{\"ts\":" + "7".repeat(1_000_000) + "}", Source.Timestamp.field("ts"));

      assertThat(events)
          .containsExactly(
              "timestamp_out_of_range: field 'ts': must be from the year 2000 to 2199, but was "
                  + "7".repeat(64)
                  + "…");
    }

    @Test
    void missingAndUnreadableTimestampsAreMalformed() {
      Source.Timestamp ts = Source.Timestamp.field("ts");
      String rule =
          "bad_timestamp: field 'ts': must be a number or text such as 2026-01-01T00:00:00.123Z,"
              + " but was ";

      List<List<String>> events =
          List.of(
              readAt("{}", ts),
              readAt("{\"ts\":null}", ts),
              readAt("{\"ts\":\"yesterday\"}", ts),
              readAt("{\"ts\":\"2026-02-29T00:00:00Z\"}", ts));

      assertThat(events)
          .containsExactly(
              List.of("no_timestamp: field 'ts' is missing"),
              List.of(rule + "null"),
              List.of(rule + "'yesterday'"),
              List.of(rule + "'2026-02-29T00:00:00Z'"));
    }
  }

  @Nested
  class Malformed {

    @Test
    void recordWithoutValueIsEmpty() {
      List<List<String>> events =
          List.of(read(null, Source.Timestamp.OF_FORMAT), read(""), read(" \n"));

      assertThat(events)
          .containsExactly(
              List.of("empty: the record has no value"),
              List.of("empty: the record has no value"),
              List.of("empty: the record's value is blank"));
    }

    @Test
    void otherJsonIsNoObject() {
      List<List<String>> events = List.of(read("[1]"), read("\"x\""), read("nul"));

      assertThat(events)
          .containsExactly(
              List.of("not_an_object: byte 0: must be an object"),
              List.of("not_an_object: byte 0: must be an object"),
              List.of("not_json: byte 0: must be '{'"));
    }

    @Test
    void flawIsFoundWhereverItIs() {
      List<List<String>> events =
          List.of(
              read("{\"a\":1", "a"),
              read("{\"a\":1}}", "a"),
              read("{\"a\" 1}", "a"),
              read("{\"b\":[1,2}", "a"),
              read("{\"b\":tru}", "a"),
              read("{\"b\":01}", "a"),
              read("{\"b\":\"\\x\"}", "a"));

      assertThat(events)
          .containsExactly(
              List.of("not_json: byte 6: must be ',' or '}'"),
              List.of("not_json: byte 7: nothing may follow the object"),
              List.of("not_json: byte 5: must be ':'"),
              List.of("not_json: byte 9: must be ',' or ']'"),
              List.of("not_json: byte 5: must be a value"),
              List.of("not_json: byte 5: must be a value"),
              List.of("not_json: byte 7: no such escape"));
    }

    @Test
    void wantedTextMustBeUtf8() {
      byte[] json = "{\"a\":\"?\",\"b\":\"?\"}".getBytes(StandardCharsets.UTF_8);
      json[6] = (byte) 0xFF;

      List<List<String>> events =
          List.of(
              read(json, Source.Timestamp.OF_FORMAT, "a"),
              read(json, Source.Timestamp.OF_FORMAT, "b"));

      assertThat(events)
          .containsExactly(
              List.of("not_utf8: byte 6: the text must be UTF-8"), List.of("1767225600000 b=?"));
    }

    @Test
    void wantedNumberMustFitADouble() {
      List<List<String>> events = List.of(read("{\"a\":1e999}", "a"), read("{\"a\":1e999}", "b"));

      assertThat(events)
          .containsExactly(
              List.of("number_out_of_range: byte 5: the number must fit a double"),
              List.of("1767225600000"));
    }
  }

  @Test
  void nothingOfTheEventBeforeIsLeft() {
    JsonEventDecoder decoder = JsonEventDecoder.of(Source.Timestamp.OF_FORMAT, List.of("a", "b.c"));
    byte[] first = "{\"a\":1,\"b\":{\"c\":2}}".getBytes(StandardCharsets.UTF_8);
    byte[] second = "{\"b\":{}}".getBytes(StandardCharsets.UTF_8);
    DecodedEvents.of(decoder, first, RECORD_MS, "a", "b.c");

    List<String> events = DecodedEvents.of(decoder, second, RECORD_MS, "a", "b.c");

    assertThat(events).containsExactly("1767225600000");
  }
}
