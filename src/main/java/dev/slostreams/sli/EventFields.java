package dev.slostreams.sli;

import java.util.Arrays;

/**
 * An event that a decoder fills, hands on and fills again.
 *
 * <p>Owned by one decoder; not thread-safe. Never allocates once it has its slots.
 */
public final class EventFields implements Event {

  private Kind[] kinds = {};
  private long[] integers = {};
  private double[] numbers = {};
  private Object[] objects = {};
  private long timestampMs;

  /** Makes it an event with this many slots, all missing. */
  public void clear(int slots) {
    if (kinds.length != slots) {
      kinds = new Kind[slots];
      integers = new long[slots];
      numbers = new double[slots];
      objects = new Object[slots];
    }
    Arrays.fill(kinds, Kind.MISSING);
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
    kinds[slot] = Kind.MISSING;
  }

  public void setNull(int slot) {
    kinds[slot] = Kind.NULL;
  }

  public void setBool(int slot, boolean value) {
    kinds[slot] = Kind.BOOL;
    integers[slot] = value ? 1 : 0;
  }

  public void setInteger(int slot, long value) {
    kinds[slot] = Kind.INT;
    integers[slot] = value;
  }

  /** A finite number. */
  public void setNumber(int slot, double value) {
    kinds[slot] = Kind.DOUBLE;
    numbers[slot] = value;
  }

  public void setText(int slot, String value) {
    kinds[slot] = Kind.STRING;
    objects[slot] = value;
  }

  /** A map or list as {@link Kind#OTHER} describes it. */
  public void setOther(int slot, Object value) {
    kinds[slot] = Kind.OTHER;
    objects[slot] = value;
  }

  @Override
  public long timestampMs() {
    return timestampMs;
  }

  @Override
  public Kind kind(int slot) {
    return kinds[slot];
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
