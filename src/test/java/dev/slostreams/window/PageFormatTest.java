package dev.slostreams.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PageFormatTest {

  @Property
  void whatWasPackedComesBack(
      @ForAll @Size(Page.BUCKETS) long[] bad, @ForAll @Size(Page.BUCKETS) long[] total) {
    long[] readBad = new long[Page.BUCKETS];
    long[] readTotal = new long[Page.BUCKETS];

    PageFormat.unpack(PageFormat.pack(bad, total, null), readBad, readTotal);

    assertThat(readBad).isEqualTo(bad);
    assertThat(readTotal).isEqualTo(total);
  }

  @Test
  void largestCountsTakeTheMostBytes() {
    long[] bad = new long[Page.BUCKETS];
    long[] total = new long[Page.BUCKETS];
    for (int i = 0; i < Page.BUCKETS; i++) {
      bad[i] = -1;
      total[i] = i % 2 == 0 ? Long.MAX_VALUE : 0;
    }
    long[] readBad = new long[Page.BUCKETS];
    long[] readTotal = new long[Page.BUCKETS];

    PageFormat.unpack(PageFormat.pack(bad, total, null), readBad, readTotal);

    assertThat(readBad).isEqualTo(bad);
    assertThat(readTotal).isEqualTo(total);
  }

  /*
   * By hand, from the grammar; 300 requests in each of the first two buckets, 2 bad in the first.
   *
   *   01      version
   *   d8 04   +300, zigzag 600 = 4·128 + 88
   *   00 00   one difference of 0
   *   d7 04   −300, zigzag 599 = 4·128 + 87
   *   00 38   57 differences of 0: 56 = 0x38
   *   02      2 bad
   *   00 3a   59 buckets without: 58 = 0x3a
   */
  @Test
  void bytesOfVersionOneStay() {
    long[] bad = new long[Page.BUCKETS];
    long[] total = new long[Page.BUCKETS];
    total[0] = 300;
    total[1] = 300;
    bad[0] = 2;

    byte[] bytes = PageFormat.pack(bad, total, null);

    assertThat(hex(bytes)).isEqualTo("01 d8 04 00 00 d7 04 00 38 02 00 3a");
  }

  @Property
  void sumsComeBack(@ForAll @Size(Page.BUCKETS) BigInteger[] sums) {
    long[] counts = new long[Page.BUCKETS];

    byte[] bytes = PageFormat.pack(counts, counts, sums);

    BigInteger[] read = PageFormat.unpack(bytes, new long[Page.BUCKETS], new long[Page.BUCKETS]);
    assertThat(Objects.requireNonNullElse(read, PageFormat.zeros())).isEqualTo(sums);
  }

  /*
   * An empty page with a sum of 300 millionths in its first bucket and −1 in its last:
   *
   *   02           version
   *   00 3b 00 3b  two runs of 60 zeros
   *   02 01 2c     two bytes, 1·256 + 44
   *   00           no bytes, 58 times
   *   01 ff        one byte
   */
  @Test
  void bytesOfVersionTwoStay() {
    BigInteger[] sums = PageFormat.zeros();
    sums[0] = BigInteger.valueOf(300);
    sums[Page.BUCKETS - 1] = BigInteger.valueOf(-1);

    byte[] bytes = PageFormat.pack(new long[Page.BUCKETS], new long[Page.BUCKETS], sums);

    assertThat(hex(bytes)).isEqualTo("02 00 3b 00 3b 02 01 2c" + " 00".repeat(58) + " 01 ff");
  }

  @Test
  void sumsOfZeroAreNotWritten() {
    byte[] bytes =
        PageFormat.pack(new long[Page.BUCKETS], new long[Page.BUCKETS], PageFormat.zeros());

    assertThat(hex(bytes)).isEqualTo("01 00 3b 00 3b");
  }

  @Test
  void emptyPageIsTwoRunsOfSixtyZeros() {
    byte[] bytes = PageFormat.pack(new long[Page.BUCKETS], new long[Page.BUCKETS], null);

    assertThat(hex(bytes)).isEqualTo("01 00 3b 00 3b");
  }

  @Test
  void newerVersionIsRefused() {
    byte[] newer = {3, 0, 59, 0, 59};

    assertThatThrownBy(
            () -> PageFormat.unpack(newer, new long[Page.BUCKETS], new long[Page.BUCKETS]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "counter page: version must be at most 2, but was 3;"
                + " it was written by a newer slo-streams");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }
}
