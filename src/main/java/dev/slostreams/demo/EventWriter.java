package dev.slostreams.demo;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Writes request events as JSON bytes, without a JSON library: field names are constants and no
 * value needs escaping. Owned by one generator; not thread-safe.
 */
final class EventWriter {

  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] TIMESTAMP = ascii("{\"timestamp\":\"");
  private static final byte[] SERVICE = ascii("Z\",\"service\":\"");
  private static final byte[] ROUTE = ascii("\",\"route\":\"");
  private static final byte[] METHOD = ascii("\",\"method\":\"");
  private static final byte[] STATUS = ascii("\",\"status\":");
  private static final byte[] DURATION = ascii(",\"duration_ms\":");
  private static final byte[] REGION = ascii(",\"region\":\"");
  private static final byte[] TRACE_ID = ascii("\",\"trace_id\":\"");
  private static final byte[] END = ascii("\"}");
  private static final byte[][] HEADS = heads();

  private final byte[] buffer = new byte[512];
  private int length;
  private long day = Long.MIN_VALUE;
  private byte[] date = {};

  /** What the dice have decided about one request. */
  record Answer(int status, long durationTenthsMs, String region) {}

  byte[] write(
      long timestampMs, ShopService service, Answer answer, long traceHigh, long traceLow) {
    length = 0;
    put(TIMESTAMP);
    putTime(timestampMs);
    put(HEADS[service.ordinal()]);
    putDigits(answer.status(), 3);
    put(DURATION);
    putNumber(answer.durationTenthsMs() / 10);
    buffer[length++] = '.';
    putDigits(answer.durationTenthsMs() % 10, 1);
    put(REGION);
    for (int i = 0; i < answer.region().length(); i++) {
      buffer[length++] = (byte) answer.region().charAt(i);
    }
    put(TRACE_ID);
    putHex(traceHigh);
    putHex(traceLow);
    put(END);
    return Arrays.copyOf(buffer, length);
  }

  private void putTime(long timestampMs) {
    long itsDay = Math.floorDiv(timestampMs, 86_400_000L);
    if (itsDay != day) {
      day = itsDay;
      date = ascii(LocalDate.ofEpochDay(itsDay) + "T");
    }
    long ms = Math.floorMod(timestampMs, 86_400_000L);
    put(date);
    putDigits(ms / 3_600_000, 2);
    buffer[length++] = ':';
    putDigits(ms / 60_000 % 60, 2);
    buffer[length++] = ':';
    putDigits(ms / 1_000 % 60, 2);
    buffer[length++] = '.';
    putDigits(ms % 1_000, 3);
  }

  private void put(byte[] text) {
    System.arraycopy(text, 0, buffer, length, text.length);
    length += text.length;
  }

  private void putNumber(long number) {
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    putDigits(number, digits);
  }

  private void putDigits(long number, int digits) {
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void putHex(long bits) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      buffer[length++] = HEX[(int) (bits >>> shift) & 15];
    }
  }

  /** What stands between time and status, the same for all requests of a service. */
  private static byte[][] heads() {
    ShopService[] services = ShopService.values();
    byte[][] heads = new byte[services.length][];
    for (ShopService service : services) {
      heads[service.ordinal()] =
          ascii(
              text(SERVICE)
                  + service.label
                  + text(ROUTE)
                  + service.route
                  + text(METHOD)
                  + service.method
                  + text(STATUS));
    }
    return heads;
  }

  private static String text(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
