package dev.slostreams.slo;

/** The declared type of an event's field. */
public enum FieldType {
  STRING,
  INT,
  DOUBLE,
  BOOL;

  /** As written in {@code connectionDetails.fields}. */
  public String symbol() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
