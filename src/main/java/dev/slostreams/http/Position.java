package dev.slostreams.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;

/**
 * Where an item stands in a list: by group, then by value, then by id. As a cursor it says which
 * item was last, so a page goes on after it whatever has come or gone meanwhile; an item whose
 * value changes between two pages may be in both or in neither.
 *
 * @param group first, the lowest first
 * @param value then, the lowest first; never NaN
 * @param id tells items of the same value apart
 */
record Position(int group, double value, String id) implements Comparable<Position> {

  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::group)
          .thenComparingDouble(Position::value)
          .thenComparing(Position::id);

  /** In the order of ids alone. */
  static Position of(String id) {
    return new Position(0, 0, id);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  /** The text of a cursor; what is in it is nobody's business. */
  String cursor() {
    JsonNode parts = Answer.array().add(group).add(value).add(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Answer.bytes(parts));
  }

  /** What {@link #cursor} has written; anything else is refused. */
  static Position read(String cursor) {
    try {
      byte[] text = Base64.getUrlDecoder().decode(cursor);
      JsonNode parts = Answer.read(new String(text, StandardCharsets.UTF_8));
      if (parts.size() == 3
          && parts.get(0).isInt()
          && parts.get(1).isNumber()
          && parts.get(2).isTextual()) {
        return new Position(
            parts.get(0).intValue(), parts.get(1).doubleValue(), parts.get(2).textValue());
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      // refused below
    }
    throw Refusal.of(
        400,
        "query parameter 'cursor': must be the 'next' of a page, but was not",
        "leave it out for the first page");
  }
}
