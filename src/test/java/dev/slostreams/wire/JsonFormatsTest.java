package dev.slostreams.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonFormatsTest {

  private static final long RECORD_MS = 1_767_225_600_000L;

  private static List<String> read(EventDecoder decoder, String json, String... paths) {
    return DecodedEvents.of(decoder, json.getBytes(StandardCharsets.UTF_8), RECORD_MS, paths);
  }

  @Test
  void envoyEventsHaveTheirStartTime() {
    EventDecoder decoder =
        JsonFormats.envoy(Source.Timestamp.OF_FORMAT, List.of("response_code", "duration"));

    List<String> events =
        read(
            decoder,
            "{\"start_time\":\"2026-01-01T00:00:00.500Z\",\"response_code\":200,\"duration\":12}",
            "response_code",
            "duration");

    assertThat(events).containsExactly("1767225600500 response_code=200 duration=12");
  }

  @Test
  void envoyEventsCanHaveAnotherTime() {
    EventDecoder decoder = JsonFormats.envoy(Source.Timestamp.field("end_time"), List.of());

    List<String> events = read(decoder, "{\"start_time\":0,\"end_time\":1767225600001}");

    assertThat(events).containsExactly("1767225600001");
  }

  @Test
  void sloExporterFieldsAreThoseOfMetadataAndTheQuantity() {
    String[] paths = {"status_code", "slo.domain", "quantity", "absent"};
    EventDecoder decoder = JsonFormats.sloExporter(Source.Timestamp.OF_FORMAT, List.of(paths));

    List<String> events =
        read(
            decoder,
            "{\"metadata\":{\"status_code\":\"200\",\"slo.domain\":\"shop\",\"quantity\":\"9\"},"
                + "\"quantity\":3,\"absent\":1}",
            paths);

    assertThat(events).containsExactly("1767225600000 status_code=200 slo.domain=shop quantity=3");
  }

  @Test
  void sloExporterTimestampIsInMetadata() {
    EventDecoder decoder = JsonFormats.sloExporter(Source.Timestamp.field("time"), List.of());

    List<String> events =
        read(decoder, "{\"metadata\":{\"time\":\"2026-01-01T00:00:01Z\"},\"quantity\":1}");

    assertThat(events).containsExactly("1767225601000");
  }
}
