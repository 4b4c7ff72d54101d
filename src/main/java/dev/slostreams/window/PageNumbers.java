package dev.slostreams.window;

import java.util.Arrays;

/**
 * Numbers of pages, each once, in their order; a handful between two commits.
 *
 * <p>Owned by one {@link Tier}; not thread-safe.
 */
final class PageNumbers {

  private static final long[] NO_NUMBERS = {};

  private long[] numbers = NO_NUMBERS;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  long number(int place) {
    return numbers[place];
  }

  void add(long number) {
    int found = Arrays.binarySearch(numbers, 0, size, number);
    if (found >= 0) {
      return;
    }
    int place = -found - 1;
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(2, size + size / 2));
    }
    System.arraycopy(numbers, place, numbers, place + 1, size - place);
    numbers[place] = number;
    size++;
  }

  void clear() {
    size = 0;
  }
}
