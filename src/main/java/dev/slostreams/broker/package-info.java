/**
 * A real Kafka broker in this process, for the demo, for trying things out and for the tests.
 *
 * <p>Entry type: {@link dev.slostreams.broker.EmbeddedBroker}. The only package that may use
 * Kafka's server classes: they are internal, so an upgrade of Kafka may break them, and then it
 * breaks here alone and {@code EmbeddedBrokerIT} says so.
 */
package dev.slostreams.broker;
