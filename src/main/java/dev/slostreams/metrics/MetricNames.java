package dev.slostreams.metrics;

/** Every metric and label name; the text beside a name is its help text. */
public final class MetricNames {

  public static final String EVENTS = "slo_streams_events_total";
  public static final String EVENTS_HELP = "Events read from a topic";

  public static final String REJECTED = "slo_streams_rejected_records_total";
  public static final String REJECTED_HELP =
      "Records, or events in them, that no SLO could count: malformed or in the future";

  public static final String DELETED_UNREAD = "slo_streams_records_deleted_unread_total";
  public static final String DELETED_UNREAD_HELP =
      "Records that were deleted from a topic before they were read; they are counted nowhere";

  public static final String COUNTED = "slo_streams_counted_events_total";
  public static final String COUNTED_HELP = "Events that an SLO counts towards its total";

  public static final String INVALID = "slo_streams_invalid_events_total";
  public static final String INVALID_HELP = "Events on which an expression of an SLO failed";

  public static final String LATE = "slo_streams_late_events_total";
  public static final String LATE_HELP =
      "Events of an SLO whose second had been evaluated; counted all the same";

  public static final String EXPIRED = "slo_streams_expired_events_total";
  public static final String EXPIRED_HELP =
      "Events older than every window of their SLO; they change nothing";

  public static final String OVERFLOWED = "slo_streams_overflowed_events_total";
  public static final String OVERFLOWED_HELP =
      "Events of an SLO that would have taken a series' total to 2^62 or more; they change nothing";

  public static final String SUPERSEDED = "slo_streams_superseded_events_total";
  public static final String SUPERSEDED_HELP =
      "Events counted by a definition that had been replaced meanwhile; they change nothing";

  public static final String REDEFINED = "slo_streams_redefinitions_total";
  public static final String REDEFINED_HELP =
      "Ledger partitions in which other definitions came in force, in time or late";

  public static final String ORDERED = "slo_streams_orders_total";
  public static final String ORDERED_HELP =
      "Exclusions ordered or undone that a ledger partition learned of, in time or late";

  public static final String DEFINITION_PROBLEMS = "slo_streams_definition_problems";
  public static final String DEFINITION_PROBLEMS_HELP =
      "Problems of the definition files of this instance, which are not in force because of them";

  public static final String BEATS = "slo_streams_watchdog_records_total";
  public static final String BEATS_HELP =
      "Beats of the watchdog read from a topic; they are no events and no SLO counts them";

  public static final String WATCHDOG_AGE = "slo_streams_watchdog_age_seconds";
  public static final String WATCHDOG_AGE_HELP =
      "Age of the last beat of the watchdog where it came through the longest ago";

  public static final String NOTIFICATIONS = "slo_streams_notifications_total";
  public static final String NOTIFICATIONS_HELP =
      "Alerts sent to a target, each time they were sent: delivered, refused or failed";

  public static final String NOTIFICATIONS_DROPPED = "slo_streams_notifications_dropped_total";
  public static final String NOTIFICATIONS_DROPPED_HELP =
      "Changes of which a target never learns: it refused them, or they became too old";

  public static final String UNDELIVERED = "slo_streams_oldest_undelivered_seconds";
  public static final String UNDELIVERED_HELP =
      "Age of the oldest change that a target has not taken yet; 0 where none waits";

  public static final String DEAD_LETTERS = "slo_streams_dead_letters_total";
  public static final String DEAD_LETTERS_HELP = "Records written to the dead-letter topic";

  public static final String TRANSITIONS = "slo_streams_alert_transitions_total";
  public static final String TRANSITIONS_HELP = "Alert transitions emitted";

  public static final String FIRING = "slo_streams_alerts_firing";
  public static final String FIRING_HELP = "Alerts that fire now, on this instance";

  public static final String SERIES = "slo_streams_series";
  public static final String SERIES_HELP = "Series of an SLO on this instance";

  public static final String REMAINING = "slo_streams_error_budget_remaining_ratio";
  public static final String REMAINING_HELP =
      "Share of its error budget that a series has left, negative when overspent";

  public static final String SLO_FIRING = "slo_streams_slo_alerts_firing";
  public static final String SLO_FIRING_HELP =
      "Alerts of a severity that fire now, of all series of an SLO";

  public static final String SERIES_LEFT_OUT = "slo_streams_metrics_series_left_out";
  public static final String SERIES_LEFT_OUT_HELP =
      "Series on this instance whose budget is not shown here, because of metrics.max-series";

  public static final String TICK_AGE = "slo_streams_tick_age_seconds";
  public static final String TICK_AGE_HELP =
      "Wall clock minus the last evaluated tick of the ledger partition furthest behind";

  public static final String WATERMARK_AGE = "slo_streams_watermark_age_seconds";
  public static final String WATERMARK_AGE_HELP =
      "Wall clock minus the tick that is due, of the ledger partition furthest behind";

  public static final String EVALUATION_LAG = "slo_streams_evaluation_lag_seconds";
  public static final String EVALUATION_LAG_HELP =
      "Ticks, one a second, that are due and not evaluated, of the ledger partition with the most";

  public static final String HELD_BACK = "slo_streams_held_back_partitions";
  public static final String HELD_BACK_HELP =
      "Source partitions that evaluation waits for: further behind the wall clock than max-hold, and"
          + " not missing";

  public static final String COMMIT_AGE = "slo_streams_last_commit_age_seconds";
  public static final String COMMIT_AGE_HELP =
      "Time since the last commit, of the stream thread that has waited longest";

  public static final String RESTORE = "slo_streams_restore_remaining_records";
  public static final String RESTORE_HELP =
      "Records of changelogs that are still to be read before all stores here are restored";

  public static final String RESTORE_TIME = "slo_streams_last_restore_seconds";
  public static final String RESTORE_TIME_HELP =
      "How long the last restore took, from the first of its stores to the last; 0 before any";

  public static final String SERIES_LIMIT = "slo_streams_series_limit";
  public static final String SERIES_LIMIT_HELP =
      "Series that an SLO may have: the setting max-series";

  public static final String PENDING = "slo_streams_alerts_pending";
  public static final String PENDING_HELP = "Alerts that are pending now, on this instance";

  public static final String MISSING = "slo_streams_missing_partitions";
  public static final String MISSING_HELP = "Source partitions that have said nothing for max-hold";

  public static final String EVALUATION = "slo_streams_evaluation_seconds";
  public static final String EVALUATION_HELP = "Time spent evaluating due ticks";

  public static final String HTTP_REFUSED = "slo_streams_http_refused_total";
  public static final String HTTP_REFUSED_HELP =
      "Requests over HTTP that were not let through: too many at a time, without the right token, or"
          + " not as they must be";

  public static final String LISTENERS = "slo_streams_stream_listeners";
  public static final String LISTENERS_HELP = "Clients that listen to the live stream";

  public static final String STREAM_RESETS = "slo_streams_stream_resets_total";
  public static final String STREAM_RESETS_HELP =
      "Times that a client of the live stream was too slow and had to begin anew";

  public static final String FEED_FAILURES = "slo_streams_feed_failures_total";
  public static final String FEED_FAILURES_HELP =
      "Failures in reading the alerts and budgets topics for the HTTP answers";

  public static final String TOPIC = "topic";
  public static final String SLO = "slo";
  public static final String REASON = "reason";
  public static final String STATE = "state";
  public static final String TARGET = "target";
  public static final String OUTCOME = "outcome";

  private MetricNames() {}
}
