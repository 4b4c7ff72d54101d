package dev.slostreams.window;

import java.util.Arrays;

/**
 * The pages of one tier in the order of their numbers, each at a place from 0 on. New ones nearly
 * always come at the end, and old ones go at the front.
 *
 * <p>Two arrays: a series of 30 days has 800 pages, and as the nodes of a tree they would take five
 * times the room. Owned by one {@link Tier}; not thread-safe. A place is good until a page comes or
 * goes.
 */
final class Pages {

  private static final long[] NO_NUMBERS = {};
  private static final Page[] NO_PAGES = {};

  private long[] numbers = NO_NUMBERS;
  private Page[] pages = NO_PAGES;

  /* What is in use of both arrays. */
  private int begin;
  private int end;

  int size() {
    return end - begin;
  }

  boolean isEmpty() {
    return begin == end;
  }

  long number(int place) {
    return numbers[begin + place];
  }

  Page page(int place) {
    return pages[begin + place];
  }

  /** The page with this number, or null. */
  Page get(long number) {
    int place = ceiling(number);
    return place < size() && number(place) == number ? page(place) : null;
  }

  /** Place of the first page with this number or a higher one; the size where there is none. */
  int ceiling(long number) {
    if (isEmpty() || numbers[end - 1] < number) {
      return size();
    }
    int found = Arrays.binarySearch(numbers, begin, end, number);
    return (found < 0 ? -found - 1 : found) - begin;
  }

  /** Puts a page where there is none with this number, or in the place of the one that has it. */
  void put(long number, Page page) {
    int place = ceiling(number);
    if (place == size() || number(place) != number) {
      makeRoomAt(place);
      numbers[begin + place] = number;
    }
    pages[begin + place] = page;
  }

  /** Takes away the first one. */
  void removeFirst() {
    pages[begin] = null;
    begin++;
  }

  private void makeRoomAt(int place) {
    if (end == numbers.length) {
      int size = size();
      int capacity = Math.max(2, size + size / 2);
      long[] movedNumbers = new long[capacity];
      Page[] movedPages = new Page[capacity];
      System.arraycopy(numbers, begin, movedNumbers, 0, size);
      System.arraycopy(pages, begin, movedPages, 0, size);
      numbers = movedNumbers;
      pages = movedPages;
      begin = 0;
      end = size;
    }
    System.arraycopy(numbers, begin + place, numbers, begin + place + 1, size() - place);
    System.arraycopy(pages, begin + place, pages, begin + place + 1, size() - place);
    end++;
  }
}
