/**
 * The demo: the traffic of a small shop with a scripted incident, published to a broker in this
 * process, evaluated by an instance, and told on a screen.
 *
 * <p>Entry types: {@link dev.slostreams.demo.Demo}, {@link dev.slostreams.demo.DemoTraffic}, {@link
 * dev.slostreams.demo.DemoStory}. May use {@code app}, {@code broker}, {@code openslo} and {@code
 * wire}; traffic and story are pure and use the JDK only.
 */
package dev.slostreams.demo;
