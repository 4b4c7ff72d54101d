package dev.slostreams.window;

/** Receives the counter pages of a series that changed. */
@FunctionalInterface
public interface PageChanges {

  /**
   * One page.
   *
   * @param stepSeconds the tier: 1, 10 or 60
   * @param number the page's number: {@code ⌊second / (60 · stepSeconds)⌋}
   * @param bytes its packed form, not to be changed; null when the page is gone
   */
  void page(int stepSeconds, long number, byte[] bytes);
}
