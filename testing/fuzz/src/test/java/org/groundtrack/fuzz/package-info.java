/**
 * Hostile input for everything that reads what strangers wrote. A class {@code …Target} has a
 * method that Jazzer calls with bytes, again and again, guided by the code that they reach; {@link
 * org.groundtrack.fuzz.FuzzCampaignTest} starts one process of Jazzer for each.
 */
package org.groundtrack.fuzz;
