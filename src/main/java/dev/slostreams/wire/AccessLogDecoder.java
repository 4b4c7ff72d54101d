package dev.slostreams.wire;

import dev.slostreams.sli.EventFields;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one event from an access-log line in Common or Combined format:
 *
 * <pre>
 * host ident user [17/May/2015:10:05:03 +0000] "GET /path?query HTTP/1.1" status bytes
 *     ["referer" "user agent" ["more"]…] [duration]
 * </pre>
 *
 * <p>The duration is in seconds when it has a point (nginx {@code $request_time}), and in
 * microseconds when it is a whole number (Apache {@code %D}). The event's time is the one in
 * brackets. Escapes in quoted texts stay as written; further quoted texts after the user agent are
 * stepped over, and a last one may have lost its closing quote. A request line that is not {@code
 * method target [protocol]} leaves those fields missing.
 */
final class AccessLogDecoder implements EventDecoder {

  private static final int END = -1;

  private final int[] slots;
  private final TextCache[] texts = new TextCache[AccessLogField.values().length];
  private final EventFields event = new EventFields();
  private final int slotCount;
  private final JsonNumber number = new JsonNumber();
  private byte[] line = {};
  private int end;

  /** Where the part read last begins and ends, without quotes or brackets. */
  private int from;

  private int to;

  AccessLogDecoder(List<String> paths) {
    this.slots = AccessLogField.slots(paths);
    this.slotCount = paths.size();
    Arrays.setAll(texts, i -> new TextCache());
  }

  @Override
  public void decode(byte[] value, long recordTimestampMs, EventSink sink) {
    line = value == null ? new byte[0] : value;
    end = line.length;
    while (end > 0 && line[end - 1] <= ' ' && line[end - 1] >= 0) {
      end--;
    }
    if (end == 0) {
      sink.malformed(MalformedReason.EMPTY, "the record has no value");
      return;
    }
    event.clear(slotCount);
    long millis = read(sink);
    if (millis != EventTime.NONE) {
      event.setTimestampMs(millis);
      sink.event(event);
    }
  }

  private long read(EventSink sink) {
    int at = word(0);
    boolean ok = at >= 0 && text(AccessLogField.REMOTE_HOST);
    at = ok ? word(at) : END;
    at = at < 0 ? END : word(at);
    ok = at >= 0 && text(AccessLogField.USER);
    at = ok ? enclosed(at, '[', ']') : END;
    if (at < 0) {
      return refuse("must begin with: host ident user [time]", sink);
    }
    long millis = LogTime.millis(line, from, to);
    if (millis == EventTime.NONE) {
      return refuse("time must be as in [17/May/2015:10:05:03 +0000]", sink);
    }
    at = enclosed(at, '"', '"');
    if (at < 0 || !request()) {
      return refuse("must have the request in quotes after the time", sink);
    }
    at = word(at);
    if (at < 0 || !whole(AccessLogField.STATUS)) {
      return refuse("must have the status after the request", sink);
    }
    at = word(at);
    if (at < 0 || !whole(AccessLogField.BYTES)) {
      return refuse("must have the number of bytes after the status", sink);
    }
    if (!rest(at)) {
      return refuse("after the bytes must be: \"referer\" \"user agent\" duration", sink);
    }
    return credible(millis, sink);
  }

  private static long credible(long millis, EventSink sink) {
    if (EventTime.isCredible(millis)) {
      return millis;
    }
    sink.malformed(
        MalformedReason.TIMESTAMP_OUT_OF_RANGE,
        EventTime.outOfRange("time of the line", millis, millis + " ms"));
    return EventTime.NONE;
  }

  private static long refuse(String rule, EventSink sink) {
    sink.malformed(MalformedReason.NOT_A_LOG_LINE, "access log line: " + rule);
    return EventTime.NONE;
  }

  private boolean rest(int start) {
    int at = start;
    for (int quoted = 0; at < end && line[at] == '"'; quoted++) {
      at = enclosedOrCut(at);
      if (at < 0
          || quoted == 0 && !text(AccessLogField.REFERER)
          || quoted == 1 && !text(AccessLogField.USER_AGENT)) {
        return false;
      }
    }
    return at == end || word(at) == end && duration();
  }

  private boolean request() {
    int first = from;
    int last = to;
    int space = indexOf(' ', first, last);
    if (space < 0) {
      return true;
    }
    int target = space + 1;
    int targetEnd = indexOf(' ', target, last);
    int targetLast = targetEnd < 0 ? last : targetEnd;
    int query = indexOf('?', target, targetLast);
    boolean ok = text(AccessLogField.METHOD, first, space);
    ok &= text(AccessLogField.PATH, target, query < 0 ? targetLast : query);
    return ok && (targetEnd < 0 || text(AccessLogField.PROTOCOL, targetEnd + 1, last));
  }

  private boolean whole(AccessLogField field) {
    int slot = slots[field.ordinal()];
    if (isDash()) {
      if (slot >= 0 && field == AccessLogField.BYTES) {
        event.setInteger(slot, 0);
      }
      return true;
    }
    // a status such as 007 does not occur, so JSON's rule against leading zeros does no harm
    if (number.read(line, from, to) != to || !number.isLong()) {
      return false;
    }
    if (slot >= 0) {
      event.setInteger(slot, number.toLong());
    }
    return true;
  }

  private boolean duration() {
    if (isDash()) {
      return true;
    }
    if (number.read(line, from, to) != to) {
      return false;
    }
    int slot = slots[AccessLogField.DURATION_MS.ordinal()];
    double millis = slot < 0 ? 0 : number.toDoubleTimesTenTo(number.isIntegral() ? -3 : 3);
    if (slot >= 0) {
      event.setNumber(slot, millis);
    }
    return Double.isFinite(millis);
  }

  private boolean isDash() {
    return to - from == 1 && line[from] == '-';
  }

  private boolean text(AccessLogField field) {
    return isDash() || text(field, from, to);
  }

  /** Keeps a text if it is wanted; false when it is not UTF-8. */
  private boolean text(AccessLogField field, int first, int last) {
    int slot = slots[field.ordinal()];
    if (slot < 0) {
      return true;
    }
    boolean ascii = true;
    for (int i = first; i < last; i++) {
      ascii &= line[i] >= 0;
    }
    String text = texts[field.ordinal()].text(line, first, last, ascii);
    if (text != null) {
      event.setText(slot, text);
    }
    return text != null;
  }

  /** Reads up to the next space; the position after it, or END when there is nothing. */
  private int word(int at) {
    if (at >= end) {
      return END;
    }
    from = at;
    int space = indexOf(' ', at, end);
    to = space < 0 ? end : space;
    return space < 0 ? end : space + 1;
  }

  /** Reads what stands between two marks, a backslash hiding the closing one, and a space after. */
  private int enclosed(int at, char open, char close) {
    if (at >= end || line[at] != open) {
      return END;
    }
    from = at + 1;
    to = at;
    for (int i = from; i < end; i++) {
      if (line[i] == '\\') {
        i++;
      } else if (line[i] == close) {
        to = i;
        return i + 1 == end ? end : line[i + 1] == ' ' ? i + 2 : END;
      }
    }
    return END;
  }

  /** Reads a quoted text, up to the end of the line when its closing quote was cut off. */
  private int enclosedOrCut(int at) {
    int first = at + 1;
    int next = enclosed(at, '"', '"');
    if (next < 0 && from == first && to < first) {
      to = end;
      return end;
    }
    return next;
  }

  private int indexOf(char wanted, int first, int last) {
    for (int i = first; i < last; i++) {
      if (line[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
