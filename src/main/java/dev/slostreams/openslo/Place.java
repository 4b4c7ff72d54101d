package dev.slostreams.openslo;

import java.util.Comparator;

/**
 * Where in which file something stands.
 *
 * @param file the path as given or as found below the folder that was given
 * @param line counts from 1; 0 for the file as a whole
 * @param column counts from 1; 0 for the file as a whole
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::file)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column);

  static Place wholeFile(String file) {
    return new Place(file, 0, 0);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /** {@code checkout.yaml:14}. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
