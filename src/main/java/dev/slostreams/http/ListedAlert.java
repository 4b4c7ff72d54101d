package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.wire.AlertEntry;
import java.time.Instant;

/**
 * An alert in a list.
 *
 * @param changedAt the tick since which it is what it is
 */
record ListedAlert(String id, Instant changedAt, ObjectNode json) {

  static ListedAlert of(AlertEntry entry) {
    return new ListedAlert(entry.id(), entry.at(), entry.json());
  }

  String text(String field) {
    return json.path(field).asText();
  }

  /** The newest is first. */
  Position position() {
    return new Position(0, -changedAt.getEpochSecond(), id);
  }
}
