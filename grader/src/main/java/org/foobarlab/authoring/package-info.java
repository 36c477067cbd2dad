/** What authors of labs need: a skeleton to begin with, and a lint that says what is not as it should be. */
package org.foobarlab.authoring;
