package dev.slostreams.sli;

/** Classifies events that count by their weight alone. */
final class CountClassifier extends SloClassifier {

  CountClassifier(int slo, Total total) {
    super(slo, total);
  }

  @Override
  long good(long total, Event event, Contributions into) {
    return total;
  }
}
