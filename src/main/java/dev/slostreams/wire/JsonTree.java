package dev.slostreams.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a nested JSON value as maps and lists, whole numbers as Long, others as Double. */
final class JsonTree {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonTree() {}

  /**
   * The value in these bytes.
   *
   * @throws IOException when it is not JSON, not UTF-8, or has a number that no double can hold
   */
  static Object read(byte[] bytes, int from, int to) throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes, from, to - from)) {
      parser.nextToken();
      return value(parser);
    }
  }

  /**
   * The value that these bytes are, with nothing after it.
   *
   * @throws IOException as {@link #read}
   */
  static Object readWhole(byte[] bytes) throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      if (parser.nextToken() == null) {
        throw new IOException("the record's value is blank");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new IOException("nothing may follow the value");
      }
      return value;
    }
  }

  /** The value that begins with the parser's current token. */
  static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? finite(parser)
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> finite(parser);
      default -> null;
    };
  }

  private static Double finite(JsonParser parser) throws IOException {
    double number = Double.parseDouble(parser.getText());
    if (Double.isInfinite(number)) {
      throw new IOException("a number is larger than a double can hold");
    }
    return number;
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      map.put(name, value(parser));
    }
    return map;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser));
    }
    return list;
  }
}
