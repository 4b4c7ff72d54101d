/** Harnesses of the tests: fixtures, scripts of events, brute-force references, brokers. */
package dev.slostreams.testing;
