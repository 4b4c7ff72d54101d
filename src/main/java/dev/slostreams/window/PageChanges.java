package dev.slostreams.window;

/** Receives the counter pages of a series that changed. */
@FunctionalInterface
public interface PageChanges {

  /**
   * One page.
   *
   * @param tier which counters: by their step 1, 10 or 60, of a sliced series by a number
   * @param number the page's number: {@code ⌊second / (60 · step)⌋}
   * @param bytes its packed form, not to be changed; null when the page is gone
   */
  void page(int tier, long number, byte[] bytes);
}
