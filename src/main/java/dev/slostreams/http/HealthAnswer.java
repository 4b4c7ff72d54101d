package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.query.Health.Check;
import java.util.List;

/** The verdict of health checks, each explained. */
final class HealthAnswer {

  private HealthAnswer() {}

  /** 200 when every check is fine, 503 otherwise. */
  static int status(List<Check> checks) {
    return checks.stream().allMatch(Check::ok) ? 200 : 503;
  }

  static ObjectNode of(List<Check> checks) {
    ObjectNode node = Answer.object();
    node.put("ok", status(checks) == 200);
    ArrayNode entries = node.putArray("checks");
    for (Check check : checks) {
      ObjectNode entry = entries.addObject();
      entry.put("name", check.name());
      entry.put("ok", check.ok());
      entry.put("detail", check.detail());
    }
    return node;
  }
}
