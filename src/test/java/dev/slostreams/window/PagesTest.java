package dev.slostreams.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PagesTest {

  /** Pages come at the end, seldom between others, and go at the front, as time goes by. */
  @Property(tries = 200)
  void sameAsASortedMap(@ForAll long seed) {
    Random random = new Random(seed);
    Pages pages = new Pages();
    TreeMap<Long, Page> expected = new TreeMap<>();
    long last = -5;

    for (int step = 0; step < 300; step++) {
      int what = random.nextInt(10);
      if (what < 6) {
        last += random.nextInt(3);
        put(pages, expected, last);
      } else if (what < 7) {
        put(pages, expected, last - random.nextInt(20));
      } else if (!expected.isEmpty()) {
        pages.removeFirst();
        expected.pollFirstEntry();
      }
      assertSame(pages, expected, last - random.nextInt(30));
    }
  }

  private static void put(Pages pages, Map<Long, Page> expected, long number) {
    Page page = new Page();
    pages.put(number, page);
    expected.put(number, page);
  }

  private static void assertSame(Pages pages, TreeMap<Long, Page> expected, long number) {
    assertThat(pages.size()).isEqualTo(expected.size());
    assertThat(pages.isEmpty()).isEqualTo(expected.isEmpty());
    int place = 0;
    for (Map.Entry<Long, Page> entry : expected.entrySet()) {
      assertThat(pages.number(place)).isEqualTo(entry.getKey());
      assertThat(pages.page(place)).isSameAs(entry.getValue());
      place++;
    }
    assertThat(pages.get(number)).isSameAs(expected.get(number));
    assertThat(pages.ceiling(number)).isEqualTo(expected.headMap(number).size());
  }
}
