package dev.slostreams.openslo;

import dev.slostreams.sli.OneLine;

/**
 * What a person should know about definitions that load: nothing is wrong, something has no effect.
 *
 * @param place where it stands
 * @param object kind and name, such as {@code SLO 'checkout'}
 * @param path of the field from the root of the object; empty for the object itself
 * @param text a sentence without a final dot
 */
public record Notice(Place place, String object, String path, String text)
    implements Comparable<Notice> {

  private static final int MOST_NAME = 200;
  private static final int MOST_TEXT = 1_000;

  public Notice {
    object = OneLine.of(object, MOST_NAME);
    path = OneLine.of(path, MOST_NAME);
    text = OneLine.of(text, MOST_TEXT);
  }

  @Override
  public int compareTo(Notice other) {
    int byPlace = place.compareTo(other.place);
    return byPlace != 0 ? byPlace : toString().compareTo(other.toString());
  }

  /** In the form of {@link Problem#toString}. */
  @Override
  public String toString() {
    return place + ": " + Problem.subject(object, path) + text;
  }
}
