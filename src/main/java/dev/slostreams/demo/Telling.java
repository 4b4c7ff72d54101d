package dev.slostreams.demo;

import dev.slostreams.demo.IncidentScript.Phase;
import dev.slostreams.wire.AlertMessage;
import dev.slostreams.wire.BudgetMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells the live part of the demo: its scenes, alerts and what they cost, and the standing. */
final class Telling {

  private static final String FAST = "page-fast";

  private final Screen screen;
  private final DemoStory story;
  private final Show show;
  private final IncidentScript script;
  private final Instant liveStart;
  private final Map<String, Double> remainingBefore = new HashMap<>();
  private Phase phase;
  private Instant shownAt = Instant.MIN;
  private boolean explained;
  private boolean ended;

  Telling(Screen screen, DemoStory story, Show show, Instant liveStart) {
    this.screen = screen;
    this.story = story;
    this.show = show;
    this.script = show.script();
    this.liveStart = liveStart;
  }

  /** How long the live traffic has been flowing. */
  Duration lasted(Instant now) {
    return Duration.between(liveStart, now);
  }

  /** Tells what is new since the last call. */
  void goOn(Instant now, List<AlertMessage> transitions, Collection<BudgetMessage> standings) {
    if (!now.isBefore(liveStart)) {
      scene(now, standings);
    }
    transitions.forEach(transition -> alert(transition, now));
    end(now, standings);
    if (shownAt.plusSeconds(1).isBefore(now)) {
      shownAt = now;
      standing(standings);
    }
  }

  /** Shows how everything stands. */
  void standing(Collection<BudgetMessage> standings) {
    screen.block(block(standings));
  }

  private void scene(Instant now, Collection<BudgetMessage> standings) {
    Phase next = script.at(lasted(now).toSeconds());
    if (next.equals(phase)) {
      return;
    }
    if (phase == null) {
      screen.line(story.scene(liveStart, show.opening() + next.headline()));
    } else {
      if (phase.effect().hurts()) {
        cost(now, standings);
      }
      screen.line(story.scene(now, next.headline()));
    }
    phase = next;
    if (next.effect().hurts()) {
      standings.forEach(s -> remainingBefore.put(s.series(), s.remaining()));
    }
  }

  private void cost(Instant now, Collection<BudgetMessage> standings) {
    standings.stream()
        .max(Comparator.comparingDouble(this::spent))
        .ifPresent(
            most ->
                screen.line(
                    story.budget(
                        now,
                        String.format(
                            Locale.ROOT,
                            "%s  %.1f %% of it spent in %s, %.1f %% left",
                            most.series(),
                            100 * spent(most),
                            DemoStory.length(Duration.ofSeconds(phase.to() - phase.from())),
                            100 * most.remaining()))));
  }

  private double spent(BudgetMessage standing) {
    return remainingBefore.getOrDefault(standing.series(), standing.remaining())
        - standing.remaining();
  }

  /** Of the shop pages only: tickets stand in the block. */
  private void alert(AlertMessage transition, Instant now) {
    if (show.pagesOnly() && !transition.severity().equals("page")) {
      return;
    }
    screen.line(story.alert(news(transition)));
    if (!explained && transition.firing() && transition.alert().equals(FAST)) {
      explained = true;
      screen.line(
          story.scene(
              now,
              "a burn rate of 14.4 spends 2 % of the month's budget in an hour: wake somebody"));
    }
  }

  private void end(Instant now, Collection<BudgetMessage> standings) {
    if (explained
        && !ended
        && script.isOver(lasted(now).toSeconds())
        && standings.stream().noneMatch(standing -> standing.firing().contains(FAST))) {
      ended = true;
      screen.line(
          story.scene(
              now, "the fast pages are resolved, the slow ones look back longer: that is all"));
    }
  }

  private List<String> block(Collection<BudgetMessage> standings) {
    Instant asOf =
        standings.stream().map(BudgetMessage::at).max(Comparator.naturalOrder()).orElse(liveStart);
    return story.block(asOf, standings.stream().map(Telling::row).toList());
  }

  private static SeriesStatus row(BudgetMessage standing) {
    return new SeriesStatus(
        standing.series(),
        standing.remaining(),
        standing.burnRates().getOrDefault("1h", 0.0),
        standing.burnRates().getOrDefault("5m", 0.0),
        standing.firing());
  }

  private static AlertNews news(AlertMessage transition) {
    return new AlertNews(
        transition.at(),
        transition.firing() ? AlertNews.State.FIRING : AlertNews.State.RESOLVED,
        transition.alert(),
        transition.severity(),
        transition.series(),
        Duration.between(transition.startsAt(), transition.at()),
        transition.burnRates().entrySet().stream()
            .map(rate -> new AlertNews.Burn(rate.getKey(), rate.getValue()))
            .toList());
  }
}
