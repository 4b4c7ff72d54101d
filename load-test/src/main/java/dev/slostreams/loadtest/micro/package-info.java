/**
 * Micro benchmarks of what is done for each event and each tick, each beside what one would write
 * first, so that the ratio counts. Each class is one step: {@code ours} and {@code plain}.
 */
package dev.slostreams.loadtest.micro;
