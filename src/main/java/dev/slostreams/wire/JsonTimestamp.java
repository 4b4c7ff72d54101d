package dev.slostreams.wire;

import dev.slostreams.slo.Source;
import dev.slostreams.slo.TimestampUnit;
import java.nio.charset.StandardCharsets;

/** The timestamp of the JSON event that is being read. */
final class JsonTimestamp {

  private static final int LONGEST_SHOWN = 64;

  private enum Form {
    ABSENT,
    TEXT,
    NUMBER,
    OTHER
  }

  private final String place;
  private final TimestampUnit unit;
  private Form form = Form.ABSENT;
  private long millis;
  private byte[] bytes = {};
  private int from;
  private int to;

  JsonTimestamp(Source.Timestamp timestamp) {
    this.place = "field '" + timestamp.field() + "'";
    this.unit = timestamp.unit();
  }

  void clear() {
    form = Form.ABSENT;
  }

  void text(byte[] source, int start, int end) {
    written(Form.TEXT, source, start, end);
    millis = Rfc3339.millis(source, start, end);
  }

  void number(JsonNumber number, byte[] source, int start, int end) {
    written(Form.NUMBER, source, start, end);
    millis = EventTime.millis(number, unit);
  }

  void other(byte[] source, int start, int end) {
    written(Form.OTHER, source, start, end);
  }

  private void written(Form newForm, byte[] source, int start, int end) {
    form = newForm;
    bytes = source;
    from = start;
    to = end;
  }

  /** Milliseconds since the epoch, or {@link EventTime#NONE} once the sink knows why not. */
  long millisOrReport(EventSink sink) {
    if ((form == Form.TEXT || form == Form.NUMBER) && EventTime.isCredible(millis)) {
      return millis;
    }
    if (form == Form.ABSENT) {
      sink.malformed(MalformedReason.NO_TIMESTAMP, place + " is missing");
    } else if (form == Form.NUMBER) {
      JsonNumber number = new JsonNumber();
      number.read(bytes, from, to);
      String problem = EventTime.outOfRange(place, millis, shown());
      sink.malformed(MalformedReason.TIMESTAMP_OUT_OF_RANGE, problem + EventTime.unitHint(number));
    } else if (form == Form.TEXT && millis != EventTime.NONE) {
      sink.malformed(
          MalformedReason.TIMESTAMP_OUT_OF_RANGE, EventTime.outOfRange(place, millis, shown()));
    } else {
      sink.malformed(
          MalformedReason.BAD_TIMESTAMP,
          place
              + ": must be a number or text such as 2026-01-01T00:00:00.123Z, but was "
              + shown());
    }
    return EventTime.NONE;
  }

  private String shown() {
    int length = Math.min(LONGEST_SHOWN, to - from);
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    String whole = length < to - from ? text + "…" : text;
    return form == Form.TEXT ? "'" + whole + "'" : whole;
  }
}
