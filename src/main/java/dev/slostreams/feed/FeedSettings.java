package dev.slostreams.feed;

import dev.slostreams.wire.Pages;
import java.time.Duration;

/**
 * What is read, and how much of it is kept.
 *
 * @param alerts the alerts topic
 * @param budgets the budgets topic
 * @param max most resolved alerts that are kept
 * @param retention how far the alerts topic is looked back at, and how long they are kept
 * @param pages to which alerts link
 */
public record FeedSettings(
    String alerts, String budgets, int max, Duration retention, Pages pages) {}
