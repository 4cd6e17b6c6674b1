/** Conditions on values out of text. The parser is generated from a grammar by ANTLR. */
package org.groundtrack.condition;
