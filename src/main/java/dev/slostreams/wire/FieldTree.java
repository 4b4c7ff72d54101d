package dev.slostreams.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The wanted names of one level of a JSON object, and below each the level of its nested object.
 *
 * <p>A path {@code a.b.c} is wanted in all its readings: nested objects, one flat name, or a
 * mixture ({@code a} with {@code b.c} in it). Beyond {@value #MOST_SPLITS} names only the first
 * two.
 */
final class FieldTree {

  private static final int MOST_SPLITS = 8;

  /** One wanted name; {@code seen} is the number of the event it was last met in. */
  static final class Key {

    private final byte[] name;
    private final FieldTree below;
    int slot = -1;
    boolean timestamp;
    long seen;

    private Key(String name) {
      this.name = name.getBytes(StandardCharsets.UTF_8);
      this.below = new FieldTree();
    }

    /** The wanted names of the object under this name. */
    FieldTree below() {
      return below;
    }

    boolean hasBelow() {
      return !below.keys.isEmpty();
    }
  }

  private final Map<String, Key> keys = new LinkedHashMap<>();
  private Key[][] table = {{}};

  /** Wants the field in this slot. */
  void addField(List<String> names, int slot) {
    add(names, key -> key.slot = slot);
    index();
  }

  /** Wants the field as the event's time. */
  void addTimestamp(List<String> names) {
    add(names, key -> key.timestamp = true);
    index();
  }

  List<Key> keys() {
    return List.copyOf(keys.values());
  }

  /** The wanted name that these bytes are, or null. */
  Key find(byte[] bytes, int from, int to) {
    for (Key key : table[place(bytes, from, to) & (table.length - 1)]) {
      if (Arrays.equals(bytes, from, to, key.name, 0, key.name.length)) {
        return key;
      }
    }
    return null;
  }

  /** The wanted name, or null; for names that were written with escapes. */
  Key find(String name) {
    return keys.get(name);
  }

  private interface Mark {
    void on(Key key);
  }

  private void add(List<String> names, Mark mark) {
    for (int length = 1; length <= names.size(); length++) {
      boolean whole = length == names.size();
      if (length == 1 || whole || names.size() <= MOST_SPLITS) {
        String name = String.join(".", names.subList(0, length));
        Key key = keys.computeIfAbsent(name, Key::new);
        if (whole) {
          mark.on(key);
        } else {
          key.below.add(names.subList(length, names.size()), mark);
        }
      }
    }
  }

  private void index() {
    int size = Integer.highestOneBit(Math.max(1, keys.size() * 4));
    List<List<Key>> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(new ArrayList<>());
    }
    for (Key key : keys.values()) {
      rows.get(place(key.name, 0, key.name.length) & (size - 1)).add(key);
      key.below.index();
    }
    table = rows.stream().map(row -> row.toArray(Key[]::new)).toArray(Key[][]::new);
  }

  private static int place(byte[] bytes, int from, int to) {
    if (from == to) {
      return 0;
    }
    int hash = ((to - from) * 31 + bytes[from]) * 31 + bytes[to - 1];
    return hash ^ hash >>> 5;
  }
}
