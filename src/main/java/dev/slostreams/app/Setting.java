package dev.slostreams.app;

import dev.slostreams.sli.OneLine;

/**
 * One run key: the only place that knows its name, type, default and meaning.
 *
 * @param name as written in the properties file
 * @param type how its value is read and which values are right
 * @param defaultText the default as a user would write it; may be empty
 * @param about what it does, one sentence without a final dot
 */
record Setting<T>(String name, ValueType<T> type, String defaultText, String about) {

  /** How much of a wrong key or value is shown. */
  static final int SHOWN = 200;

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException with the whole problem as its message
   */
  T read(String text) {
    try {
      return type.read(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name
              + ": must be "
              + type.rule()
              + ", but was '"
              + OneLine.of(Secrets.withoutThoseOfAddresses(text.strip()), SHOWN)
              + "'",
          e);
    }
  }
}
