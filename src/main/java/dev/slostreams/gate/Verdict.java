package dev.slostreams.gate;

import java.util.Locale;

/** The answer of the gate, from the mildest to the one that outweighs all others. */
public enum Verdict {
  ALLOW(0),
  /** Somebody should look before going on. */
  WARN(1),
  /** Nothing bad is known, but neither is anything good: it cannot be seen. */
  INSUFFICIENT_DATA(3),
  BLOCK(2);

  private final int exitCode;

  Verdict(int exitCode) {
    this.exitCode = exitCode;
  }

  /** What it is to scripts: 0, 1, 2 or 3 for allow, warn, block or insufficient-data. */
  public int exitCode() {
    return exitCode;
  }

  /** The one of the two that outweighs the other. */
  Verdict or(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** {@code allow}, {@code warn}, {@code insufficient-data} or {@code block}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
