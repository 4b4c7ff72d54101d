package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.wire.AlertEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;

/**
 * An alert in a list.
 *
 * @param changedAt the tick since which it is what it is
 */
record ListedAlert(String id, Instant changedAt, ObjectNode json) {

  static final Comparator<ListedAlert> NEWEST_FIRST =
      Comparator.comparing(ListedAlert::position, Position.NEWEST_FIRST);

  /** Where in the list it is; stays although others come and go. */
  record Position(long second, String id) {

    static final Comparator<Position> NEWEST_FIRST =
        Comparator.comparingLong(Position::second).reversed().thenComparing(Position::id);
  }

  static ListedAlert of(AlertEntry entry) {
    return new ListedAlert(entry.id(), entry.at(), entry.json());
  }

  String text(String field) {
    return json.path(field).asText();
  }

  Position position() {
    return new Position(changedAt.getEpochSecond(), id);
  }

  boolean isAfter(Position position) {
    return Position.NEWEST_FIRST.compare(position(), position) > 0;
  }

  /** Its position for whoever asks for what comes behind. */
  String cursor() {
    String text = changedAt.getEpochSecond() + " " + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What {@link #cursor} has written. */
  static Position position(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int space = text.indexOf(' ');
      return new Position(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw Parameters.refusal("cursor", "be the next of an answer", cursor);
    }
  }
}
