/**
 * Tells others of alerts: Alertmanager, which is told how things stand, again and again, and
 * webhooks, which are told of every change once. The watchdog tells them that this works.
 *
 * <p>Entry types: {@link dev.slostreams.delivery.Delivery}, {@link
 * dev.slostreams.delivery.DeliverySettings}. Reads topics as anybody could; knows neither Kafka
 * Streams nor the engine. A target that is slow or dead delays no other: each has its own thread.
 */
package dev.slostreams.delivery;
