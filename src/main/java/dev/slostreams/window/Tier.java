package dev.slostreams.window;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The counters of one series at one granularity: buckets of {@code stepSeconds}, aligned to the
 * epoch, in pages of sixty. Buckets never written are 0 and cost nothing.
 *
 * <p>Owned by one {@link SeriesCounters}; not thread-safe.
 */
final class Tier {

  /** No bucket: later than any. */
  static final long NONE = Long.MAX_VALUE;

  /* Partitions that are read one after the other write to pages that lie apart. */
  private static final int OPEN_FOR_WRITING = 4;

  private static final int BUCKETS_LAST = Page.BUCKETS - 1;

  private final int stepSeconds;
  private final int code;
  private final Pages pages = new Pages();
  private final PageNumbers changed = new PageNumbers();
  private long lastNumber = NONE;
  private long lastChanged = NONE;
  private long firstKept = NONE;
  private Page last;

  /* Pages that stay open, the one written last at the end; after a drain only that. */
  private final List<Page> written = new ArrayList<>(0);

  /** A tier whose pages are told under its step. */
  Tier(int stepSeconds) {
    this(stepSeconds, stepSeconds);
  }

  /** A tier whose pages are told under this number. */
  Tier(int stepSeconds, int code) {
    this.stepSeconds = stepSeconds;
    this.code = code;
  }

  int stepSeconds() {
    return stepSeconds;
  }

  /** Under which its pages are told. */
  int code() {
    return code;
  }

  /** Start of the bucket that holds this second. */
  long bucketStart(long second) {
    return Math.floorDiv(second, stepSeconds) * stepSeconds;
  }

  void add(long second, long bad, long total) {
    long number = pageNumber(second);
    if (number != lastNumber) {
      last = pageForWriting(number);
      lastNumber = number;
    }
    last.add(bucket(second), bad, total);
    if (lastChanged != number) {
      changed.add(number);
      lastChanged = number;
    }
  }

  /** Adds to the sum of a bucket whose counters have just been added to. */
  void addSum(long second, BigInteger sum) {
    if (sum.signum() != 0) {
      last.addSum(bucket(second), sum);
    }
  }

  /** The page that holds this second, or null. */
  Page page(long second) {
    return pages.get(pageNumber(second));
  }

  long pageNumber(long second) {
    return Math.floorDiv(second, (long) stepSeconds * Page.BUCKETS);
  }

  int bucket(long second) {
    return (int) Math.floorMod(Math.floorDiv(second, stepSeconds), (long) Page.BUCKETS);
  }

  /** Start of the first bucket with a total other than 0 in {@code [from, to)}, or NONE. */
  long nextUsed(long from, long to) {
    long second = bucketStart(from);
    for (int place = pages.ceiling(pageNumber(second)); place < pages.size(); place++) {
      long pageStart = startOf(pages.number(place));
      if (pageStart >= to) {
        return NONE;
      }
      int bucket = pages.page(place).nextUsed(pageStart > second ? 0 : bucket(second));
      if (bucket < Page.BUCKETS) {
        long used = pageStart + (long) bucket * stepSeconds;
        return used < to ? used : NONE;
      }
    }
    return NONE;
  }

  /** Bad and total of the buckets that begin in a stretch of time. */
  record Sum(long bad, long total) {}

  /**
   * The sum of the buckets that begin in {@code [from, to)}; page by page, because a window of 30
   * days has 43,200 of them, and each page that nobody reads is packed again.
   *
   * @param from the start of a bucket
   */
  Sum sum(long from, long to) {
    if (from >= to) {
      return new Sum(0, 0);
    }
    long bad = 0;
    long total = 0;
    long firstNumber = pageNumber(from);
    long lastNumber = pageNumber(to - 1);
    int end = pages.ceiling(lastNumber + 1);
    for (int place = pages.ceiling(firstNumber); place < end; place++) {
      Page page = pages.page(place);
      long number = pages.number(place);
      int first = number == firstNumber ? bucket(from) : 0;
      int last = number == lastNumber ? bucket(to - 1) + 1 : Page.BUCKETS;
      bad += page.bad(first, last);
      total += page.total(first, last);
      page.packIfUnread();
    }
    return new Sum(bad, total);
  }

  /** Start of the last bucket with a total other than 0, or NONE. */
  long lastUsed() {
    for (int place = pages.size() - 1; place >= 0; place--) {
      int bucket = pages.page(place).lastUsed();
      if (bucket >= 0) {
        return startOf(pages.number(place)) + (long) bucket * stepSeconds;
      }
    }
    return NONE;
  }

  /** Packs this page unless someone is reading it or it was written lately. */
  void packUnlessUsed(Page page) {
    if (!written.contains(page)) {
      page.packIfUnread();
    }
  }

  /** Start of the last bucket before this second with a total other than 0, or NONE. */
  long lastUsedBefore(long end) {
    for (int place = pages.ceiling(pageNumber(end) + 1) - 1; place >= 0; place--) {
      for (int bucket = BUCKETS_LAST; bucket >= 0; bucket--) {
        long second = startOf(pages.number(place)) + (long) bucket * stepSeconds;
        if (second < end && pages.page(place).total(bucket) != 0) {
          return second;
        }
      }
    }
    return NONE;
  }

  /** Drops the pages that lie wholly before this second. */
  void dropBefore(long second) {
    long first = pageNumber(second);
    if (first == firstKept) {
      return;
    }
    firstKept = first;
    while (!pages.isEmpty() && pages.number(0) < first) {
      changed.add(pages.number(0));
      written.remove(pages.page(0));
      if (pages.number(0) == lastNumber) {
        lastNumber = NONE;
        last = null;
      }
      pages.removeFirst();
    }
  }

  /** Whether a page has changed or gone since {@link #drainChanges} was last called. */
  boolean hasChanges() {
    return !changed.isEmpty();
  }

  /** Tells every page that changed or went since this was last called. */
  void drainChanges(PageChanges changes) {
    for (int i = 0; i < changed.size(); i++) {
      long number = changed.number(i);
      // nearly always the page written last
      Page page = number == lastNumber ? last : pages.get(number);
      changes.page(code, number, page == null ? null : page.bytes());
    }
    changed.clear();
    lastChanged = NONE;
    while (written.size() > 1) {
      written.remove(0).packIfUnread();
    }
  }

  void restore(long number, byte[] packed) {
    pages.put(number, new Page(packed));
    lastNumber = NONE;
    last = null;
  }

  /** The pages in the order of time. */
  Pages pages() {
    return pages;
  }

  private long startOf(long pageNumber) {
    return pageNumber * stepSeconds * Page.BUCKETS;
  }

  private Page pageForWriting(long number) {
    Page page = pages.get(number);
    if (page == null) {
      page = new Page();
      pages.put(number, page);
    }
    written.remove(page);
    written.add(page);
    if (written.size() > OPEN_FOR_WRITING) {
      written.remove(0).packIfUnread();
    }
    return page;
  }
}
