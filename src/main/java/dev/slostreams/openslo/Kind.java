package dev.slostreams.openslo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of objects of OpenSLO v1. */
enum Kind {
  DATA_SOURCE("DataSource"),
  SERVICE("Service"),
  SLO("SLO"),
  SLI("SLI"),
  ALERT_POLICY("AlertPolicy"),
  ALERT_CONDITION("AlertCondition"),
  ALERT_NOTIFICATION_TARGET("AlertNotificationTarget");

  private final String symbol;

  Kind(String symbol) {
    this.symbol = symbol;
  }

  /** As written in {@code kind}. */
  String symbol() {
    return symbol;
  }

  static Optional<Kind> of(String symbol) {
    return Stream.of(values()).filter(kind -> kind.symbol.equals(symbol)).findFirst();
  }

  static List<String> symbols() {
    return Stream.of(values()).map(Kind::symbol).toList();
  }
}
