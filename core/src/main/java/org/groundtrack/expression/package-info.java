/**
 * Conditions on the values of rows: what they are, what types they have, and whether rows fulfil
 * them. Text becomes conditions elsewhere.
 */
package org.groundtrack.expression;
