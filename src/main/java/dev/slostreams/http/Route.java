package dev.slostreams.http;

import io.javalin.http.Handler;

/**
 * One line of the route table; it is asked with GET or HEAD.
 *
 * @param path with parameters in braces
 * @param summary for people: what it answers
 */
record Route(String path, String summary, Handler handler) {}
