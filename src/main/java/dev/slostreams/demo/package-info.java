/**
 * The demo: the traffic of a small shop with a scripted incident, and the story told on a terminal.
 *
 * <p>Entry types: {@link dev.slostreams.demo.DemoTraffic}, {@link dev.slostreams.demo.DemoStory}.
 * Traffic and story are pure and use the JDK only.
 */
package dev.slostreams.demo;
