package dev.slostreams.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.gate.Decision;
import dev.slostreams.gate.Reason;
import dev.slostreams.gate.Reason.Code;
import dev.slostreams.gate.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What the gate says as somebody reads it who asked over HTTP: what {@link GateRecord} writes.
 *
 * @param verdict {@code allow}, {@code warn}, {@code block} or {@code insufficient-data}
 * @param asOf the oldest tick of the series, as written; empty without series
 */
public record GateMessage(
    String verdict, int exitCode, String asOf, List<Because> reasons, List<Judged> series) {

  /**
   * A reason.
   *
   * @param series the series id; empty where it is about the whole answer
   */
  public record Because(String code, String verdict, String series, String detail) {}

  /** A series that was judged. */
  public record Judged(
      String id, String verdict, double remaining, String tier, List<String> firing) {}

  /**
   * Reads an answer.
   *
   * @throws IllegalArgumentException when it is none of the gate's
   */
  public static GateMessage read(byte[] json) {
    JsonNode node = Json.read(json);
    List<Because> reasons = new ArrayList<>();
    for (JsonNode reason : node.required("reasons")) {
      reasons.add(
          new Because(
              reason.required("code").asText(),
              reason.required("verdict").asText(),
              reason.path("series").asText(),
              reason.required("detail").asText()));
    }
    List<Judged> series = new ArrayList<>();
    node.required("series").forEach(one -> series.add(judged(one)));
    return new GateMessage(
        node.required("verdict").asText(),
        node.required("exitCode").intValue(),
        node.path("asOf").asText(""),
        reasons,
        series);
  }

  /** In the form of an answer: nobody could be asked. */
  public static String unreachable(String why) {
    Reason reason = new Reason(Code.UNREACHABLE, Verdict.INSUFFICIENT_DATA, "", why);
    return Json.text(GateRecord.of(new Decision(reason.verdict(), List.of(reason)), List.of()));
  }

  /** What an error answer says: its detail and its hint; empty where it says nothing. */
  public static String refusal(byte[] json) {
    try {
      JsonNode node = Json.read(json);
      String hint = node.path("hint").asText();
      return node.path("detail").asText() + (hint.isEmpty() ? "" : " (" + hint + ")");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static Judged judged(JsonNode one) {
    List<String> firing = new ArrayList<>();
    one.required("firing").forEach(alert -> firing.add(alert.asText()));
    return new Judged(
        one.required("id").asText(),
        one.required("verdict").asText(),
        one.required("remaining").doubleValue(),
        one.required("tier").asText(),
        firing);
  }
}
