package dev.slostreams.control;

import java.util.List;

/**
 * One thing that somebody has ordered while the engine runs, as it stands on the control topic.
 *
 * @param kind what is controlled: {@link #DEFINITIONS}, or the kind of the document
 * @param name with the kind, the key; a name is never used for something else later
 * @param documents what was ordered, as written
 * @param effectiveAt the event second from which it is in force
 * @param undoneAt the event second from which it is not any more, or {@link #NEVER}
 * @param recorded by whom it was ordered, and when
 */
public record Control(
    String kind,
    String name,
    List<Document> documents,
    long effectiveAt,
    long undoneAt,
    Recorded recorded) {

  /** The kind of a set of definitions; its name is the application id, {@code @}, its second. */
  public static final String DEFINITIONS = "definitions";

  /** It has not been undone. */
  public static final long NEVER = Long.MAX_VALUE;

  public Control {
    documents = List.copyOf(documents);
  }

  /**
   * A text in YAML.
   *
   * @param file where it was written, for messages
   */
  public record Document(String file, String text) {}

  /**
   * Who and when.
   *
   * @param atMs wall clock
   */
  public record Recorded(String by, long atMs) {}

  /** The key on the control topic. */
  public String key() {
    return key(kind, name);
  }

  /** The key of a control of this kind and name. */
  public static String key(String kind, String name) {
    return kind + "/" + name;
  }

  /** The same, undone from this second on. */
  public Control undoneFrom(long second, Recorded by) {
    return new Control(kind, name, documents, effectiveAt, second, by);
  }

  /** Whether it is in force at this event second. */
  public boolean isInForceAt(long second) {
    return effectiveAt <= second && second < undoneAt;
  }
}
