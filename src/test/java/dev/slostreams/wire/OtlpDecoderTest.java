package dev.slostreams.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpDecoderTest {

  private static final String[] SPAN = {
    "name", "kind", "status_code", "trace_id", "span_id", "parent_span_id", "duration_ms", "service"
  };
  private static final String[] ATTRIBUTES = {
    "service",
    "service.name",
    "http.response.status_code",
    "cached",
    "ratio",
    "tags",
    "url.path",
    "region",
    "absent"
  };

  private static final String JSON =
      "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"01AB\",\"spanId\":\"02\","
          + "\"name\":\"GET /\",\"kind\":2,\"startTimeUnixNano\":\"1767225600000000000\","
          + "\"endTimeUnixNano\":\"1767225600012500000\",\"attributes\":["
          + "{\"key\":\"http.response.status_code\",\"value\":{\"intValue\":\"503\"}},"
          + "{\"key\":\"cached\",\"value\":{\"boolValue\":false}},"
          + "{\"key\":\"ratio\",\"value\":{\"doubleValue\":0.5}},"
          + "{\"key\":\"tags\",\"value\":{\"arrayValue\":{\"values\":[{\"stringValue\":\"a\"},"
          + "{\"intValue\":7}]}}},"
          + "{\"key\":\"url\",\"value\":{\"kvlistValue\":{\"values\":[{\"key\":\"path\","
          + "\"value\":{\"stringValue\":\"/\"}}]}}},"
          + "{\"key\":\"region\",\"value\":{\"stringValue\":\"eu\"}}],"
          + "\"status\":{\"code\":2}}]}],\"resource\":{\"attributes\":["
          + "{\"key\":\"service.name\",\"value\":{\"stringValue\":\"cart\"}},"
          + "{\"key\":\"region\",\"value\":{\"stringValue\":\"of resource\"}}]}}]}";

  /** The same message in protobuf, the resource after its spans as in the JSON. */
  private static byte[] proto() {
    ProtoBytes span =
        new ProtoBytes()
            .bytes(1, new byte[] {0x01, (byte) 0xAB})
            .bytes(2, new byte[] {0x02})
            .text(5, "GET /")
            .varint(6, 2)
            .fixed64(7, 1_767_225_600_000_000_000L)
            .fixed64(8, 1_767_225_600_012_500_000L)
            .message(9, attribute("http.response.status_code", new ProtoBytes().varint(3, 503)))
            .message(9, attribute("cached", new ProtoBytes().varint(2, 0)))
            .message(
                9, attribute("ratio", new ProtoBytes().fixed64(4, Double.doubleToLongBits(0.5))))
            .message(
                9,
                attribute(
                    "tags",
                    new ProtoBytes()
                        .message(
                            5,
                            new ProtoBytes()
                                .message(1, new ProtoBytes().text(1, "a"))
                                .message(1, new ProtoBytes().varint(3, 7)))))
            .message(
                9,
                attribute(
                    "url",
                    new ProtoBytes()
                        .message(
                            6,
                            new ProtoBytes()
                                .message(1, attribute("path", new ProtoBytes().text(1, "/"))))))
            .message(9, attribute("region", new ProtoBytes().text(1, "eu")))
            .message(15, new ProtoBytes().text(2, "oops").varint(3, 2))
            .fixed32(16, 1);
    ProtoBytes resource =
        new ProtoBytes()
            .message(1, attribute("service.name", new ProtoBytes().text(1, "cart")))
            .message(1, attribute("region", new ProtoBytes().text(1, "of resource")));
    ProtoBytes resourceSpans =
        new ProtoBytes().message(2, new ProtoBytes().message(2, span)).message(1, resource);
    return new ProtoBytes().message(1, resourceSpans).toBytes();
  }

  private static ProtoBytes attribute(String key, ProtoBytes value) {
    return new ProtoBytes().text(1, key).message(2, value);
  }

  private static List<String> json(String text, String... paths) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return DecodedEvents.of(new OtlpJsonDecoder(List.of(paths)), bytes, 0, paths);
  }

  private static List<String> proto(byte[] bytes, String... paths) {
    return DecodedEvents.of(new OtlpProtoDecoder(List.of(paths)), bytes, 0, paths);
  }

  @Test
  void spanIsAnEventAtItsEnd() {
    List<List<String>> events = List.of(json(JSON, SPAN), proto(proto(), SPAN));

    assertThat(events)
        .containsOnly(
            List.of(
                "1767225600012 name=GET / kind=SERVER status_code=ERROR trace_id=01ab span_id=02"
                    + " parent_span_id= duration_ms=12.5 service=cart"));
  }

  @Test
  void attributesAreFieldsAndTheSpansStandOverTheResources() {
    List<List<String>> events = List.of(json(JSON, ATTRIBUTES), proto(proto(), ATTRIBUTES));

    assertThat(events)
        .containsOnly(
            List.of(
                "1767225600012 service=cart service.name=cart http.response.status_code=503"
                    + " cached=false ratio=0.5 tags=[a, 7] url.path=/ region=eu"));
  }

  @Test
  void exampleOfTheSpecificationIsRead() throws IOException {
    byte[] bytes;
    try (InputStream in = OtlpDecoderTest.class.getResourceAsStream("/real/otlp-trace.json")) {
      bytes = in.readAllBytes();
    }
    String[] paths = {"name", "kind", "status_code", "duration_ms", "service", "my.span.attr"};

    List<String> events = DecodedEvents.of(new OtlpJsonDecoder(List.of(paths)), bytes, 0, paths);

    // 2018-12-13T14:51:01Z, one second after its start
    assertThat(events)
        .containsExactly(
            "1544712661000 name=I'm a server span kind=SERVER status_code=UNSET"
                + " duration_ms=1000.0 service=my.service my.span.attr=some value");
  }

  @Test
  void spanWithoutEndIsMalformedAndLeavesTheOthersAlone() {
    String spans =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"a\"},"
            + "{\"name\":\"b\",\"endTimeUnixNano\":1767225600000000000}]}]}]}";

    List<String> events = json(spans, "name");

    assertThat(events)
        .containsExactly("no_timestamp: span: has no endTimeUnixNano", "1767225600000 name=b");
  }

  @Test
  void otherBytesAreMalformed() {
    List<List<String>> events =
        List.of(
            json("", "name"),
            json("[]", "name"),
            json("{\"a\":1}", "name"),
            json("{} {}", "name"),
            proto(new byte[0], "name"),
            proto(new byte[] {0x0A, 0x7F}, "name"),
            proto(new byte[] {0x08, 0x01}, "name"),
            proto(java.util.Arrays.copyOf(proto(), 40), "name"));
    String broken = "not_otlp: must be a protobuf ExportTraceServiceRequest, but is broken";

    assertThat(events)
        .containsExactly(
            List.of("empty: the record has no value"),
            List.of("not_otlp: must be an object with a list 'resourceSpans'"),
            List.of("not_otlp: must be an object with a list 'resourceSpans'"),
            List.of("not_json: nothing may follow the value"),
            List.of("empty: the record has no value"),
            List.of(broken),
            List.of(broken),
            List.of(broken));
  }
}
