package dev.slostreams.loadtest.dense;

/**
 * What the ticks of one turn cost, in µs of CPU time each in the mean.
 *
 * @param all of the whole process, collector and compiler included
 * @param count taking up what the tallies bring, of the thread alone
 * @param evaluate going to the tick, of the thread alone
 * @param save storing what changed, of the thread alone
 * @param longest the most expensive tick, of the thread alone
 */
public record TickCost(double all, double count, double evaluate, double save, double longest) {}
