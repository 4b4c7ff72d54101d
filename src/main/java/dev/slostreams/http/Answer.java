package dev.slostreams.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** JSON as it is read from stores and sent to people: numbers keep the digits they have. */
final class Answer {

  static final String CONTENT_TYPE = "application/json";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private static final int TAG_BYTES = 12;

  private Answer() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored JSON not readable (this is a bug in slo-streams)", e);
    }
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON tree not written (this is a bug in slo-streams)", e);
    }
  }

  static void send(Context context, int status, JsonNode node) {
    context.status(status).contentType(CONTENT_TYPE).result(bytes(node));
  }

  /** Sends with a tag of the content, or only says that it is still the one that is known. */
  static void sendTagged(Context context, JsonNode node) {
    byte[] body = bytes(node);
    String tag = tag(body);
    context.header("ETag", tag).header("Cache-Control", "private, no-cache");
    if (isKnown(context.header("If-None-Match"), tag)) {
      context.status(304);
      return;
    }
    context.status(200).contentType(CONTENT_TYPE).result(body);
  }

  private static String tag(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return "W/\"" + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Whether a list of tags has this one; weak and strong ones are the same here.
   *
   * @param header null if there is none
   */
  private static boolean isKnown(String header, String tag) {
    return header != null
        && Arrays.stream(header.split(","))
            .map(String::strip)
            .anyMatch(one -> one.equals("*") || one.equals(tag) || ("W/" + one).equals(tag));
  }
}
