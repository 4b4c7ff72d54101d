package dev.slostreams.openslo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of objects: those of OpenSLO v1, and our own. */
enum Kind {
  DATA_SOURCE("DataSource", Kind.OPENSLO),
  SERVICE("Service", Kind.OPENSLO),
  SLO("SLO", Kind.OPENSLO),
  SLI("SLI", Kind.OPENSLO),
  ALERT_POLICY("AlertPolicy", Kind.OPENSLO),
  ALERT_CONDITION("AlertCondition", Kind.OPENSLO),
  ALERT_NOTIFICATION_TARGET("AlertNotificationTarget", Kind.OPENSLO),
  BUDGET_POLICY("BudgetPolicy", Kind.OURS),
  FREEZE_EXCEPTION("FreezeException", Kind.OURS),
  EXCLUSION("Exclusion", Kind.OURS);

  /** The apiVersion of OpenSLO's kinds. */
  static final String OPENSLO = "openslo/v1";

  /** The apiVersion of our own kinds. */
  static final String OURS = "slo-streams.dev/v1";

  private final String symbol;
  private final String apiVersion;

  Kind(String symbol, String apiVersion) {
    this.symbol = symbol;
    this.apiVersion = apiVersion;
  }

  String apiVersion() {
    return apiVersion;
  }

  /** As written in {@code kind}. */
  String symbol() {
    return symbol;
  }

  static Optional<Kind> of(String symbol) {
    return Stream.of(values()).filter(kind -> kind.symbol.equals(symbol)).findFirst();
  }

  /** The kinds that exist under this apiVersion. */
  static List<String> symbols(String apiVersion) {
    return Stream.of(values())
        .filter(kind -> kind.apiVersion.equals(apiVersion))
        .map(Kind::symbol)
        .toList();
  }
}
