package dev.slostreams.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void orderOfValuesDoesNotMatter() {
    Sample sample = Sample.of(3, 1, 2);

    assertEquals(1, sample.lowest());
    assertEquals(2, sample.median());
    assertEquals(3, sample.highest());
  }

  @Test
  void medianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertEquals(2.5, Sample.of(1, 2, 3, 10).median());
  }

  @Test
  void percentileIsTheNearestValue() {
    Sample hundredAndOne = Sample.of(IntStream.rangeClosed(0, 100).mapToDouble(i -> i));

    assertEquals(50, hundredAndOne.percentile(0.5));
    assertEquals(99, hundredAndOne.percentile(0.99));
  }

  @Test
  void ninetyNinthOfFiftyIsTheHighest() {
    Sample fifty = Sample.of(IntStream.rangeClosed(1, 50).mapToDouble(i -> i));

    assertEquals(50, fifty.percentile(0.99));
  }

  @Test
  void nothingIsZero() {
    Sample nothing = Sample.of();

    assertEquals(0, nothing.size());
    assertEquals(0, nothing.median());
    assertEquals(0, nothing.percentile(0.99));
  }
}
