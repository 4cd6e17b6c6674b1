package org.groundtrack.cache;

/**
 * What a cache did since it was opened, in this process.
 *
 * @param hitBytes bytes that were asked for and needed no request: stored ones, and those that
 *     another thread was fetching already
 * @param missBytes bytes that were fetched
 * @param requestsSaved reads that were answered without a request
 * @param requests requests that were made
 * @param storedBytes fetched bytes that were stored
 * @param damagedPieces stored pieces that were found damaged and dropped
 */
public record CacheStatistics(
    long hitBytes,
    long missBytes,
    long requestsSaved,
    long requests,
    long storedBytes,
    long damagedPieces) {}
