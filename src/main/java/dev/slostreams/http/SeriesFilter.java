package dev.slostreams.http;

import dev.slostreams.wire.DataState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which series are asked for; what is not given lets everything through.
 *
 * @param text part of the series id or the service, in any case
 * @param alert how an alert must stand
 */
record SeriesFilter(
    Optional<String> service,
    Map<String, String> labels,
    Optional<String> text,
    Optional<String> alert,
    Optional<String> dataState) {

  private static final String[] DATA_STATES =
      Arrays.stream(DataState.values()).map(DataState::toString).toArray(String[]::new);

  static SeriesFilter of(Parameters asked) {
    return new SeriesFilter(
        asked.one("service"),
        asked.labels(),
        asked.one("q").map(text -> text.toLowerCase(Locale.ROOT)),
        asked.oneOf("alert", "firing", "pending", "inactive"),
        asked.oneOf("dataState", DATA_STATES));
  }

  boolean admits(SeriesEntry series) {
    return service.filter(name -> !name.equals(series.service())).isEmpty()
        && labels.entrySet().stream()
            .allMatch(label -> label.getValue().equals(series.labels().get(label.getKey())))
        && text.filter(part -> !contains(series.id(), part) && !contains(series.service(), part))
            .isEmpty()
        && alert.filter(state -> !series.isAlert(state)).isEmpty()
        && dataState.filter(state -> !state.equals(series.dataState().toString())).isEmpty();
  }

  static boolean contains(String text, String lowerCasePart) {
    return text.toLowerCase(Locale.ROOT).contains(lowerCasePart);
  }
}
