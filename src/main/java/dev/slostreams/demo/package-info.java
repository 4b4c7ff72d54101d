/**
 * The demo: the traffic of a small shop, or the scripted telemetry of a system, published to a
 * broker in this process, evaluated by an instance, and told on a screen.
 *
 * <p>Entry types: {@link dev.slostreams.demo.Demo}, {@link dev.slostreams.demo.Show}, {@link
 * dev.slostreams.demo.TelemetryTraffic}. May use {@code app}, {@code broker}, {@code openslo} and
 * {@code wire}; traffic and story are pure and use the JDK only.
 */
package dev.slostreams.demo;
