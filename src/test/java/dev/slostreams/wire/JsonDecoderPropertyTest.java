package dev.slostreams.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.slo.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The byte scanner reads what Jackson reads, and refuses what Jackson refuses. */
class JsonDecoderPropertyTest {

  private static final long RECORD_MS = 1_767_225_600_000L;
  private static final String[] PATHS = {"a", "b.c", "status", "d.e.f"};
  private static final Pattern HUGE_NUMBER = Pattern.compile("[eE]\\+?\\d{3}");
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonEventDecoder decoder =
      JsonEventDecoder.of(Source.Timestamp.OF_FORMAT, List.of(PATHS));

  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
  void documentsReadAsWithJackson(@ForAll("objects") String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String expected = expected(MAPPER.readTree(bytes));

    List<String> actual = DecodedEvents.of(decoder, bytes, RECORD_MS, PATHS);

    assertThat(actual).containsExactly(expected);
  }

  @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
  void brokenDocumentsAreRefusedWhereJacksonRefusesThem(
      @ForAll("objects") String json,
      @ForAll("damage") Tuple.Tuple3<Integer, Integer, String> damage) {
    int from = damage.get1() % json.length();
    int to = Math.min(json.length(), from + damage.get2());
    String broken = json.substring(0, from) + damage.get3() + json.substring(to);
    // Jackson makes numbers that no double can hold infinite; here they are refused where wanted
    Assume.that(!HUGE_NUMBER.matcher(broken).find());
    byte[] bytes = broken.getBytes(StandardCharsets.UTF_8);
    String expected = expectedOrRefused(bytes);

    List<String> actual = DecodedEvents.of(decoder, bytes, RECORD_MS, PATHS);

    assertThat(actual.get(0).startsWith(Long.toString(RECORD_MS)) ? actual.get(0) : "refused")
        .isEqualTo(expected);
  }

  private static String expectedOrRefused(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      return node.isObject() ? expected(node) : "refused";
    } catch (JsonProcessingException refused) {
      return "refused";
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String expected(JsonNode root) {
    StringBuilder line = new StringBuilder().append(RECORD_MS);
    for (String path : PATHS) {
      JsonNode node = root.at("/" + path.replace('.', '/'));
      if (!node.isMissingNode()) {
        line.append(' ').append(path).append('=').append(value(node));
      }
    }
    return line.toString();
  }

  private static Object value(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNumber()) {
      return node.canConvertToLong() && node.isIntegralNumber()
          ? (Object) node.longValue()
          : (Object) node.doubleValue();
    }
    if (node.isArray()) {
      return java.util.stream.StreamSupport.stream(node.spliterator(), false)
          .map(JsonDecoderPropertyTest::value)
          .toList()
          .toString();
    }
    java.util.Map<String, Object> map = new java.util.LinkedHashMap<>();
    node.properties().forEach(e -> map.put(e.getKey(), value(e.getValue())));
    return map;
  }

  @Provide
  Arbitrary<String> objects() {
    return object(3);
  }

  @Provide
  Arbitrary<Tuple.Tuple3<Integer, Integer, String>> damage() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 200),
            Arbitraries.integers().between(0, 3),
            Arbitraries.of(
                "", "{", "}", "[", "]", "\"", ",", ":", "0", "-", ".", "e", "\\", "\\u00", "t",
                "null", " ", "\u0001", "1", "\n"))
        .as(Tuple::of);
  }

  private static Arbitrary<String> object(int depth) {
    return Combinators.combine(names(), value(depth - 1), space())
        .as((name, value, space) -> space + name + space + ":" + space + value + space)
        .list()
        .ofMaxSize(5)
        .map(members -> "{" + String.join(",", members) + "}");
  }

  private static Arbitrary<String> value(int depth) {
    Arbitrary<String> scalars =
        Arbitraries.oneOf(
            Arbitraries.of(
                "true", "false", "null", "0", "-0", "-1", "200", "1e3", "0.1", "-2.5E-3"),
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.doubles().map(String::valueOf),
            Arbitraries.bigIntegers().map(String::valueOf),
            texts());
    if (depth <= 0) {
      return scalars;
    }
    return Arbitraries.frequencyOf(
        Tuple.of(3, scalars),
        Tuple.of(2, Arbitraries.lazy(() -> object(depth))),
        Tuple.of(
            1,
            Arbitraries.lazy(() -> value(depth - 1))
                .list()
                .ofMaxSize(3)
                .map(elements -> "[" + String.join(" , ", elements) + "]")));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            6,
            Arbitraries.of("a", "b", "c", "d", "e", "f", "status", "\\u0061", "x", "")
                .map(name -> "\"" + name + "\"")),
        Tuple.of(1, texts()));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.of(
            "a",
            "bc",
            "0123456789",
            " ",
            "ä",
            "😀",
            "\\n",
            "\\\"",
            "\\\\",
            "\\/",
            "\\u00e4",
            "{",
            "]",
            ",",
            "\u007f")
        .list()
        .ofMaxSize(6)
        .map(parts -> "\"" + String.join("", parts) + "\"");
  }

  private static Arbitrary<String> space() {
    return Arbitraries.of("", "", "", " ", "\n", "\t\r ");
  }
}
