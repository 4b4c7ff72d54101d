package dev.slostreams.tally;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Good, total and number of events per second of one series: a small hash table of seconds that
 * allocates nothing once it has grown. Beside it the sums of values, where values are added.
 *
 * <p>Owned by one {@link Tally}; not thread-safe.
 */
final class SecondTotals {

  private static final int FIELDS = 4; // second, good, total, events
  private static final int FIRST_CAPACITY = 8;
  private static final int KEPT_CAPACITY = 128; // 4 KiB per series
  private static final long LOW = 1_000_000_000_000_000_000L; // two of them are still a long

  private long[] rows = new long[FIRST_CAPACITY * FIELDS];
  private int size;
  private int lastRow;

  /* Null until a value is added. A sum is its second element times ten to the eighteenth and its
   * first; each is small enough that any number of events can be added. */
  private Map<Long, long[]> sums;

  void add(long second, long good, long total) {
    int row = rows[lastRow + 3] > 0 && rows[lastRow] == second ? lastRow : rowOf(second);
    rows[row + 1] = added(rows[row + 1], good);
    rows[row + 2] = added(rows[row + 2], total);
    rows[row + 3]++;
  }

  /** Adds a value to the sum of a second, in millionths. */
  void addValue(long second, long millionths) {
    if (sums == null) {
      sums = new HashMap<>();
    }
    long[] sum = sums.computeIfAbsent(second, s -> new long[2]);
    long low = sum[0] + Math.floorMod(millionths, LOW);
    sum[0] = low % LOW;
    sum[1] += Math.floorDiv(millionths, LOW) + low / LOW;
  }

  /** What was added since the last call, for each second; it is empty then. */
  List<Delta> take() {
    List<Delta> deltas = new ArrayList<>(size);
    for (int row = 0; row < rows.length; row += FIELDS) {
      if (rows[row + 3] > 0) {
        BigInteger sum = sum(rows[row]);
        deltas.add(new Delta(rows[row], rows[row + 1], rows[row + 2], sum, rows[row + 3]));
      }
    }
    if (rows.length > KEPT_CAPACITY * FIELDS) {
      rows = new long[FIRST_CAPACITY * FIELDS];
    } else {
      Arrays.fill(rows, 0);
    }
    size = 0;
    lastRow = 0;
    sums = null;
    return deltas;
  }

  private BigInteger sum(long second) {
    long[] sum = sums == null ? null : sums.get(second);
    return sum == null
        ? BigInteger.ZERO
        : BigInteger.valueOf(sum[1])
            .multiply(BigInteger.valueOf(LOW))
            .add(BigInteger.valueOf(sum[0]));
  }

  /** Of two counts; one beyond 64 bits stays at the highest, and the ledger refuses it. */
  private static long added(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private int rowOf(long second) {
    if (size * 2 >= rows.length / FIELDS) {
      grow();
    }
    int row = find(rows, second);
    if (rows[row + 3] == 0) {
      rows[row] = second;
      size++;
    }
    lastRow = row;
    return row;
  }

  private void grow() {
    long[] larger = new long[rows.length * 2];
    for (int row = 0; row < rows.length; row += FIELDS) {
      if (rows[row + 3] > 0) {
        System.arraycopy(rows, row, larger, find(larger, rows[row]), FIELDS);
      }
    }
    rows = larger;
  }

  /** The row of this second, or the free one it belongs in. */
  private static int find(long[] rows, long second) {
    int capacity = rows.length / FIELDS;
    int slot = (int) (second * 0x9E3779B97F4A7C15L >>> 40) & capacity - 1;
    while (rows[slot * FIELDS + 3] > 0 && rows[slot * FIELDS] != second) {
      slot = slot + 1 & capacity - 1;
    }
    return slot * FIELDS;
  }
}
