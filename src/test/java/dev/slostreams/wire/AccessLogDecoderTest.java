package dev.slostreams.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.sli.Classifier;
import dev.slostreams.slo.EventFormat;
import dev.slostreams.slo.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessLogDecoderTest {

  private static final String[] ALL = {
    "remote_host",
    "user",
    "method",
    "path",
    "protocol",
    "status",
    "bytes",
    "referer",
    "user_agent",
    "duration_ms"
  };
  private static final String COMMON =
      "10.0.0.1 - ada [17/May/2015:10:05:03 +0000] \"GET /a?q=1 HTTP/1.1\" 200 512";

  private static List<String> read(String line, String... paths) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return DecodedEvents.of(new AccessLogDecoder(List.of(paths)), bytes, 0, paths);
  }

  @Test
  void commonFormatIsRead() {
    List<String> events = read(COMMON, ALL);

    // 2015-05-17T10:05:03Z
    assertThat(events)
        .containsExactly(
            "1431857103000 remote_host=10.0.0.1 user=ada method=GET path=/a protocol=HTTP/1.1"
                + " status=200 bytes=512");
  }

  @Test
  void combinedFormatIsReadAndDashesAreMissing() {
    String line =
        "::1 - - [17/May/2015:12:05:03 +0200] \"POST /b HTTP/2.0\" 499 -"
            + " \"-\" \"say \\\"hi\\\" agent\"\n";

    List<String> events = read(line, ALL);

    assertThat(events)
        .containsExactly(
            "1431857103000 remote_host=::1 method=POST path=/b protocol=HTTP/2.0 status=499 bytes=0"
                + " user_agent=say \\\"hi\\\" agent");
  }

  @Test
  void durationWithAPointIsSecondsAndWithoutMicroseconds() {
    List<List<String>> events =
        List.of(
            read(COMMON + " 0.123", "duration_ms"),
            read(COMMON + " 1.001", "duration_ms"),
            read(COMMON + " 123456", "duration_ms"),
            read(COMMON + " \"ref\" \"agent\" 0.005", "duration_ms"),
            read(COMMON + " \"ref\" \"agent\" \"10.1.1.1\" 5", "duration_ms"),
            read(COMMON + " \"ref\" \"agent\" -", "duration_ms"),
            read(COMMON + " 1.5e-2", "duration_ms"),
            read(COMMON + " 123456789012345678.25e-17", "duration_ms"));

    assertThat(events)
        .containsExactly(
            List.of("1431857103000 duration_ms=123.0"),
            List.of("1431857103000 duration_ms=1001.0"),
            List.of("1431857103000 duration_ms=123.456"),
            List.of("1431857103000 duration_ms=5.0"),
            List.of("1431857103000 duration_ms=0.005"),
            List.of("1431857103000"),
            List.of("1431857103000 duration_ms=15.0"),
            List.of("1431857103000 duration_ms=1234.567890123457"));
  }

  @Test
  void lastTextMayHaveLostItsClosingQuote() {
    List<String> events = read(COMMON + " \"-\" \"Mozilla/5.0 (compatible", "user_agent");

    assertThat(events).containsExactly("1431857103000 user_agent=Mozilla/5.0 (compatible");
  }

  @Test
  void requestThatIsNoneLeavesItsFieldsMissing() {
    String line = "10.0.0.1 - - [17/May/2015:10:05:03 +0000] \"\\x16\\x03\\x01\" 400 0";

    List<String> events = read(line, ALL);

    assertThat(events).containsExactly("1431857103000 remote_host=10.0.0.1 status=400 bytes=0");
  }

  @Test
  void whatIsNoLogLineIsMalformed() {
    List<List<String>> events =
        List.of(
            read(""),
            read("hello"),
            read("h - - [17/Mai/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1"),
            read("h - - [17/May/2015:10:05:03 +0000] GET / 200 1"),
            read("h - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" ok 1"),
            read("h - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200"),
            read(COMMON + " \"ref\" \"agent\" fast"),
            read(COMMON + " 0.1e1234", "duration_ms"),
            read("h - - [17/May/1970:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1"));

    assertThat(events)
        .containsExactly(
            List.of("empty: the record has no value"),
            List.of("not_a_log_line: access log line: must begin with: host ident user [time]"),
            List.of(
                "not_a_log_line: access log line:"
                    + " time must be as in [17/May/2015:10:05:03 +0000]"),
            List.of(
                "not_a_log_line: access log line:"
                    + " must have the request in quotes after the time"),
            List.of("not_a_log_line: access log line: must have the status after the request"),
            List.of(
                "not_a_log_line: access log line:"
                    + " must have the number of bytes after the status"),
            List.of(
                "not_a_log_line: access log line:"
                    + " after the bytes must be: \"referer\" \"user agent\" duration"),
            List.of(
                "not_a_log_line: access log line:"
                    + " after the bytes must be: \"referer\" \"user agent\" duration"),
            List.of(
                "timestamp_out_of_range: time of the line: must be from the year 2000 to 2199,"
                    + " but was 11786703000 ms (1970-05-17T10:05:03Z)"));
  }

  @Test
  void fieldThatNoLineHasIsRefused() {
    assertThatThrownBy(() -> new AccessLogDecoder(List.of("status", "latency")))
        .hasMessageStartingWith(
            "format access_log: has no field 'latency' (it has: remote_host, user,");
  }

  @Test
  void timestampOfTheSourceIsRefusedAsTheLineHasIts() {
    Source source =
        new Source(
            "web",
            "topic",
            EventFormat.ACCESS_LOG,
            Source.Timestamp.field("time"),
            Map.of(),
            false);

    assertThatThrownBy(() -> EventDecoder.of(source, List.<Classifier.Field>of()))
        .hasMessage(
            "source 'web' timestamp: must not be set, as access_log says when an event was,"
                + " but was 'time'");
  }
}
