/**
 * What the application says on its topics, brought to those who look on at any instance: the alerts
 * of the past, and what changes now.
 *
 * <p>Entry types: {@link dev.slostreams.feed.Feed} with its {@link dev.slostreams.feed.AlertLog}
 * and {@link dev.slostreams.feed.Live}. Uses {@code wire}, {@code query} (checks of health), {@code
 * metrics} and Kafka's consumer; decides nothing and writes nothing.
 */
package dev.slostreams.feed;
