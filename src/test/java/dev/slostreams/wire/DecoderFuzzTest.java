package dev.slostreams.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.sli.Classifier;
import dev.slostreams.sli.Contributions;
import dev.slostreams.sli.Event;
import dev.slostreams.sli.InvalidReason;
import dev.slostreams.sli.SliSlos;
import dev.slostreams.slo.EventFormat;
import dev.slostreams.slo.Indicator.Part;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import dev.slostreams.slo.TimestampUnit;
import dev.slostreams.testing.Fuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever a record's value is, every event in it is counted, passed over, or refused with why. */
class DecoderFuzzTest {

  private static final long RECORD_MS = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
  private static final int LONGEST_DETAIL = 100_000;

  @Test
  void json() {
    Source source =
        new Source(
            "s",
            "t",
            EventFormat.JSON,
            new Source.Timestamp("ts", TimestampUnit.MILLISECONDS),
            Map.of(),
            false);
    Fuzz.of("events-json", 350)
        .from(
            List.of(
                "{\"ts\":\"2026-01-01T00:00:00.123Z\",\"service\":\"cart\",\"status\":200}",
                "{\"ts\":1767225600000,\"service\":\"cart\",\"status\":5e2,\"n\":10,\"ok\":9}",
                "{\"ts\":1767225600000.5,\"a\":{\"b\":[1,{\"c\":null}],\"b\":true},\"status\":\"200\"}"))
        .words("\"status\":", "\"ts\":", "\"a\":{\"b\":", "[[[[[[[[", "{\"a\":", "1111111111111111")
        .run(
            new Reading(
                source,
                SliSlos.good("true", "status < 500", "service"),
                SliSlos.good("has(a.b)", "a.b == true || double(status) < 500.0", "string(n)"),
                SliSlos.weighted(Part.GOOD, "n", "true", "ok"),
                SliSlos.threshold("double(status) / n", Op.LT, "0.3")));
  }

  @Test
  void accessLog() {
    Fuzz.of("events-access-log", 120)
        .from(
            List.of(
                "83.149.9.216 - - [17/May/2015:10:05:03 +0000] \"GET /a?b=c HTTP/1.1\" 200 203023"
                    + " \"http://example.com/\" \"Mozilla/5.0 \\\"x\\\"\" 0.123",
                "::1 - jo [17/May/2015:10:05:03 -0730] \"-\" - - 1234"))
        .words("[", "]", "\"", " - ", "29/Feb/2100:10:05:03 +0000", " 0.5", "\\\"")
        .run(
            new Reading(
                source(EventFormat.ACCESS_LOG),
                SliSlos.good("method == 'GET'", "status < 500 && duration_ms < 300.0"),
                SliSlos.good("referer != ''", "user_agent.contains('x')", "remote_host")));
  }

  @Test
  void otlpJson() throws IOException {
    Fuzz.of("events-otlp-json", 100)
        .from(List.of(Files.readString(Path.of("src/test/resources/real/otlp-trace.json"))))
        .words("\"intValue\":", "\"kvlistValue\":", "\"arrayValue\":{\"values\":[", "\"value\":{")
        .run(new Reading(source(EventFormat.OTLP_JSON), spans()));
  }

  @Test
  void otlpProto() {
    Fuzz.of("events-otlp-proto", 130)
        .from(message())
        .words("\n", "\u0012", "\u007f", "*", "2", "J\u0000", "\u0001\u0001")
        .run(new Reading(source(EventFormat.OTLP_PROTO), spans()));
  }

  private static Slo[] spans() {
    return new Slo[] {
      SliSlos.good("kind == 'SERVER'", "status_code != 'ERROR' && duration_ms < 300.0", "name"),
      SliSlos.good("service != '' && has(l.m)", "http.response.status_code < 500", "l.m")
    };
  }

  private static byte[] message() {
    ProtoBytes text = new ProtoBytes().text(1, "cart");
    ProtoBytes attribute = new ProtoBytes().text(1, "service.name").message(2, text);
    ProtoBytes list =
        new ProtoBytes()
            .text(1, "l")
            .message(
                2,
                new ProtoBytes()
                    .message(
                        6,
                        new ProtoBytes()
                            .message(1, new ProtoBytes().text(1, "m").message(2, text))));
    ProtoBytes span =
        new ProtoBytes()
            .bytes(1, new byte[16])
            .bytes(2, new byte[8])
            .text(5, "GET /")
            .varint(6, 2)
            .fixed64(7, RECORD_MS * 1_000_000)
            .fixed64(8, RECORD_MS * 1_000_000 + 5_000_000)
            .message(
                9,
                new ProtoBytes()
                    .text(1, "http.response.status_code")
                    .message(2, new ProtoBytes().varint(3, 200)))
            .message(9, list)
            .message(15, new ProtoBytes().varint(3, 2));
    return new ProtoBytes()
        .message(
            1,
            new ProtoBytes()
                .message(1, new ProtoBytes().message(1, attribute))
                .message(2, new ProtoBytes().message(2, span).message(2, span)))
        .toBytes();
  }

  private static Source source(EventFormat format) {
    return new Source("s", "t", format, Source.Timestamp.OF_FORMAT, Map.of(), false);
  }

  /** Decodes and classifies, and looks at everything that comes out. */
  private static final class Reading implements Fuzz.Reader, EventSink, Contributions {

    private final boolean mayBeEmpty;
    private final EventDecoder decoder;
    private final Classifier classifier;
    private int outcomes;

    Reading(Source source, Slo... slos) {
      classifier = Classifier.of(source, List.of(slos));
      decoder = EventDecoder.of(source, classifier.fields());
      mayBeEmpty =
          source.format() == EventFormat.OTLP_JSON || source.format() == EventFormat.OTLP_PROTO;
    }

    @Override
    public void read(byte[] input) {
      outcomes = 0;
      decoder.decode(input, RECORD_MS, this);
      assertThat(mayBeEmpty || outcomes == 1).as("one outcome").isTrue();
    }

    @Override
    public void event(Event event) {
      outcomes++;
      assertThat(EventTime.isCredible(event.timestampMs())).isTrue();
      classifier.classify(event, this);
    }

    @Override
    public void malformed(MalformedReason reason, String detail) {
      outcomes++;
      told(detail);
    }

    @Override
    public void counted(int slo, String[] groupValues, long good, long total) {
      if (good < 0 || good > total) {
        throw new AssertionError(good + " of " + total);
      }
    }

    @Override
    public void added(int slo, String[] groupValues, long total, long sum) {
      throw new AssertionError("no SLO here adds values");
    }

    @Override
    public void invalid(int slo, InvalidReason reason, String detail) {
      told(detail);
    }

    private static void told(String detail) {
      if (detail.isBlank() || detail.length() > LONGEST_DETAIL || detail.contains("Exception")) {
        throw new AssertionError("no sentence for people: " + detail);
      }
    }
  }
}
