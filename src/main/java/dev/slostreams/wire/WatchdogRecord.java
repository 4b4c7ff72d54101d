package dev.slostreams.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The watchdog's records: the beat that goes in among the events, known by its key, and what comes
 * out on the watchdog topic once a ledger partition has evaluated up to it.
 *
 * <p>The latter is described by {@code topology/schemas/watchdog.schema.json}.
 *
 * @param source the partition in which the beat went in, {@code topic-0}
 * @param ledger the ledger partition that has evaluated up to it
 * @param beatAt when the beat was sent, a whole second
 * @param tick up to which the ledger has evaluated
 */
public record WatchdogRecord(String source, int ledger, Instant beatAt, Instant tick) {

  /** The key of a beat; a record with this key is no event, whatever its format. */
  public static final String BEAT = "slo-streams-watchdog";

  private static final byte[] BEAT_KEY = BEAT.getBytes(StandardCharsets.UTF_8);

  /** The key of a beat as bytes, a copy. */
  public static byte[] beatKey() {
    return BEAT_KEY.clone();
  }

  /** The value of a beat; nobody reads it but people. */
  public static byte[] beat(Instant now) {
    return Json.bytes(Json.object().put(BEAT, Json.time(now.getEpochSecond())));
  }

  /** {@code <source partition>/<ledger partition>}. */
  public static String key(String source, int ledger) {
    return source + "/" + ledger;
  }

  public byte[] value() {
    ObjectNode node = Json.object();
    node.put("source", source);
    node.put("ledger", ledger);
    node.put("beatAt", Json.time(beatAt.getEpochSecond()));
    node.put("tick", Json.time(tick.getEpochSecond()));
    return Json.bytes(node);
  }

  /** Reads a record of the watchdog topic. */
  public static WatchdogRecord read(byte[] value) {
    JsonNode node = Json.read(value);
    return new WatchdogRecord(
        node.required("source").textValue(),
        node.required("ledger").intValue(),
        Instant.parse(node.required("beatAt").textValue()),
        Instant.parse(node.required("tick").textValue()));
  }
}
