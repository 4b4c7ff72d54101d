package dev.slostreams.sli;

import java.util.Arrays;

/**
 * An event that a decoder fills, hands on and fills again.
 *
 * <p>Owned by one decoder; not thread-safe. Never allocates once it has its slots.
 */
public final class EventFields implements Event {

  private static final Kind[] KINDS = Kind.values();
  private static final byte MISSING = (byte) Kind.MISSING.ordinal();

  /* Ordinals, because storing references costs the collector a note each. */
  private byte[] kinds = {};
  private long[] integers = {};
  private double[] numbers = {};
  private Object[] objects = {};
  private long timestampMs;

  /** Makes it an event with this many slots, all missing. */
  public void clear(int slots) {
    if (kinds.length != slots) {
      kinds = new byte[slots];
      integers = new long[slots];
      numbers = new double[slots];
      objects = new Object[slots];
    }
    Arrays.fill(kinds, MISSING);
  }

  /** Takes over one field of another event. */
  public void copy(EventFields other, int fromSlot, int toSlot) {
    kinds[toSlot] = other.kinds[fromSlot];
    integers[toSlot] = other.integers[fromSlot];
    numbers[toSlot] = other.numbers[fromSlot];
    objects[toSlot] = other.objects[fromSlot];
  }

  public void setTimestampMs(long timestampMs) {
    this.timestampMs = timestampMs;
  }

  public void setMissing(int slot) {
    put(slot, Kind.MISSING);
  }

  public void setNull(int slot) {
    put(slot, Kind.NULL);
  }

  public void setBool(int slot, boolean value) {
    put(slot, Kind.BOOL);
    integers[slot] = value ? 1 : 0;
  }

  public void setInteger(int slot, long value) {
    put(slot, Kind.INT);
    integers[slot] = value;
  }

  /** A finite number. */
  public void setNumber(int slot, double value) {
    put(slot, Kind.DOUBLE);
    numbers[slot] = value;
  }

  public void setText(int slot, String value) {
    put(slot, Kind.STRING);
    if (objects[slot] != value) { // mostly it is the same, and storing it costs a note again
      objects[slot] = value;
    }
  }

  /** A map or list as {@link Kind#OTHER} describes it. */
  public void setOther(int slot, Object value) {
    put(slot, Kind.OTHER);
    objects[slot] = value;
  }

  private void put(int slot, Kind kind) {
    kinds[slot] = (byte) kind.ordinal();
  }

  @Override
  public long timestampMs() {
    return timestampMs;
  }

  @Override
  public Kind kind(int slot) {
    return KINDS[kinds[slot]];
  }

  @Override
  public boolean bool(int slot) {
    return integers[slot] != 0;
  }

  @Override
  public long integer(int slot) {
    return integers[slot];
  }

  @Override
  public double number(int slot) {
    return numbers[slot];
  }

  @Override
  public String text(int slot) {
    return (String) objects[slot];
  }

  @Override
  public Object other(int slot) {
    return objects[slot];
  }
}
