package dev.slostreams.topology;

/**
 * Every name of a processor, store or internal topic. They are part of what is stored: a change
 * needs a line in the changelog, because it changes changelog and repartition topics.
 */
public final class Names {

  /** Source of all request events. */
  public static final String EVENTS = "events";

  /** Stage one: a batch of events to counts per series and second. */
  public static final String TALLY = "tally";

  /** The only repartitioning: counts to the partition that holds the SLO. */
  public static final String TALLIES = "slo-tallies";

  /** Stage two: counts to ticks, alerts and budgets. */
  public static final String EVALUATE = "evaluate";

  /** Everything a ledger partition must remember; with a changelog. */
  public static final String SERIES_STORE = "series-store";

  /** What queries read: how each series stands; with a changelog, so that standbys hold it too. */
  public static final String VIEW_STORE = "series-view-store";

  public static final String ALERTS = "alerts";
  public static final String ALERT_STATES = "alert-states";
  public static final String BUDGETS = "budgets";
  public static final String DEAD_LETTERS = "dead-letters";
  public static final String WATCHDOG = "watchdog";

  /** The topic in which the tallies lie; its partitions are the ledger partitions. */
  public static String talliesTopic(String application) {
    return application + "-" + TALLIES + "-repartition";
  }

  /** The topic from which a store is brought back. */
  public static String changelogTopic(String application, String store) {
    return application + "-" + store + "-changelog";
  }

  private Names() {}
}
